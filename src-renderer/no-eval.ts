import * as z from 'zod';

// Must run before any schema is made: zod otherwise tries `new Function` once, which the page's CSP
// refuses and reports. The only thing in the window that happens at import; whatever brings schemas
// into the window (`forms/rules.ts`) imports this first.
z.config({ jitless: true });
