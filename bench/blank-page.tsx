/** The floor of opening a window: React, and one word. */
import { createRoot } from 'react-dom/client';

createRoot(document.getElementById('root')!).render(<p>blank</p>);
