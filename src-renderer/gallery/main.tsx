import '../styles/tokens.css';
import '../styles/base.css';
import { createRoot } from 'react-dom/client';
import { Gallery } from './gallery.tsx';

const element = document.getElementById('root');
if (element !== null) createRoot(element).render(<Gallery />);
