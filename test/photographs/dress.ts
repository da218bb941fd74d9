import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const FILES = {
  'Photo Text': require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  'Photo Mono':
    require.resolve('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2'),
} as const;

/** What is behind a dialog is in a picture of its own: that of the dialog is of the dialog alone. */
const SHEET = `:root {
  --font-text: 'Photo Text', 'DejaVu Sans', sans-serif;
  --font-mono: 'Photo Mono', 'Photo Text', 'DejaVu Sans', monospace;
}
body:has([class*='scrim']) > #root {
  visibility: hidden;
}`;

/**
 * A script that gives a page the tests' own fonts in place of the system's, which are others on every
 * machine. As bytes and a constructed sheet: nothing that a page's CSP has to let in.
 */
export function scriptThatDresses(): string {
  const fonts = Object.entries(FILES).map(([family, file]) => ({
    family,
    base64: readFileSync(file, 'base64'),
  }));
  return `(${install.toString()})(${JSON.stringify(fonts)}, ${JSON.stringify(SHEET)})`;
}

function install(fonts: readonly { family: string; base64: string }[], css: string): void {
  for (const { family, base64 } of fonts) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    document.fonts.add(new FontFace(family, bytes, { weight: '100 900' }));
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}
