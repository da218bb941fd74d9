import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const FILES = {
  'Photo Text': require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  'Photo Mono':
    require.resolve('@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2'),
} as const;

const TOKENS = `:root {
  --font-text: 'Photo Text', sans-serif;
  --font-mono: 'Photo Mono', 'Photo Text', monospace;
}`;

/**
 * A script that gives a page the tests' own fonts in place of the system's, which are others on every
 * machine. As bytes and a constructed sheet: nothing that a page's CSP has to let in.
 */
export function scriptForFonts(): string {
  const fonts = Object.entries(FILES).map(([family, file]) => ({
    family,
    base64: readFileSync(file, 'base64'),
  }));
  return `(${install.toString()})(${JSON.stringify(fonts)}, ${JSON.stringify(TOKENS)})`;
}

function install(fonts: readonly { family: string; base64: string }[], tokens: string): void {
  for (const { family, base64 } of fonts) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    document.fonts.add(new FontFace(family, bytes, { weight: '100 900' }));
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens);
  document.adoptedStyleSheets = [sheet];
}
