import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = path.resolve(import.meta.dirname, '../../../../src-renderer');
const tokens = readFileSync(path.join(renderer, 'styles/tokens.css'), 'utf8');
const modules = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.module.css'))
  .map((file) => ({
    file,
    css: withoutComments(readFileSync(path.join(renderer, file), 'utf8')),
  }));
const base = tokensIn(tokens.slice(0, tokens.indexOf('@media')));
const highContrast = new Map([
  ...base,
  ...tokensIn(/@media \(prefers-contrast: more\) \{([^@]*)/.exec(tokens)?.[1] ?? ''),
]);

describe('the style sheets of the window', () => {
  it('take colours from the tokens, or from the system where it forces its own', () => {
    const raw =
      /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|color-mix|light-dark)\(|: (?:white|black)\b/i;
    expect(declarationsWith(raw)).toEqual([]);
  });

  it('take space between things from the tokens', () => {
    expect(declarationsWith(/^(?:gap|row-gap|column-gap|padding|margin)[a-z-]*:.*\dp[xt]/)).toEqual(
      [],
    );
  });

  it('take sizes of text from the tokens, but for what keeps step with the text around it', () => {
    expect(declarationsWith(/^font(?:-size)?:.*\d(?:px|pt|rem)/)).toEqual([]);
    expect(declarationsWith(/^font-family: (?!var\()/)).toEqual([]);
  });

  it('take roundness and movement from the tokens, so that whoever wants no motion has none', () => {
    expect(declarationsWith(/^border-radius:.*\d(?:px|%)/)).toEqual([]);
    expect(declarationsWith(/\b\d*\.?\d+m?s\b/)).toEqual([]);
  });

  it('use no token that is not there', () => {
    const own = new Set(
      modules.flatMap(({ css }) => [...css.matchAll(/(--[\w-]+):/g)].map(firstOf)),
    );
    const used = modules.flatMap(({ css }) => [...css.matchAll(/var\((--[\w-]+)/g)].map(firstOf));
    // React Aria says how wide what opened a list is.
    expect([...new Set(used)].filter((name) => !base.has(name) && !own.has(name))).toEqual([
      '--trigger-width',
    ]);
  });
});

const SURFACES = ['--paper', '--surface', '--rail', '--raised', '--field', '--hover', '--press'];
const TEXT_ON: readonly (readonly [text: string, surfaces: readonly string[]])[] = [
  ['--ink', [...SURFACES, '--found', '--accent-soft', '--ok-soft', '--warn-soft', '--danger-soft']],
  ['--ink-soft', [...SURFACES, '--accent-soft', '--ok-soft', '--warn-soft', '--danger-soft']],
  ['--accent', [...SURFACES, '--accent-soft']],
  ['--ok', [...SURFACES, '--ok-soft']],
  ['--warn', [...SURFACES, '--warn-soft']],
  ['--danger', [...SURFACES, '--danger-soft']],
  ['--brass', ['--paper', '--surface', '--rail', '--raised', '--warn-soft']],
  ['--on-accent', ['--accent-fill', '--accent-fill-hover', '--danger-fill', '--danger-fill-hover']],
  ['--on-inverse', ['--inverse']],
];

describe.each([
  { theme: 'light', side: 0 },
  { theme: 'dark', side: 1 },
] as const)('the $theme colours', ({ side }) => {
  it.each(TEXT_ON)('keep %s readable on every surface it stands on', (text, surfaces) => {
    expect(tooFaint(base, side, text, surfaces, 4.5)).toEqual([]);
  });

  it.each(TEXT_ON)('give %s a contrast of 7 to whoever asks for more', (text, surfaces) => {
    expect(tooFaint(highContrast, side, text, surfaces, 7)).toEqual([]);
  });

  it('keep the edge of a field and the mark of the focus visible', () => {
    const places = ['--paper', '--surface', '--raised', '--field'];
    expect(tooFaint(base, side, '--control-line', places, 3)).toEqual([]);
    expect(tooFaint(base, side, '--focus', places, 3)).toEqual([]);
  });
});

function withoutComments(css: string): string {
  return css.replaceAll(/\/\*.*?\*\//gs, '');
}

function firstOf(match: RegExpMatchArray): string {
  return match[1] ?? '';
}

function declarationsWith(pattern: RegExp): readonly string[] {
  return modules.flatMap(({ file, css }) =>
    css
      .split(/[;{}]/)
      .map((declaration) => declaration.trim().replaceAll(/\s+/g, ' '))
      .filter((declaration) => pattern.test(declaration) && !declaration.startsWith('@'))
      .map((declaration) => `${file}: ${declaration}`),
  );
}

/** By name, the colour in light and in dark. */
function tokensIn(css: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...withoutComments(css).matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(
      ([, name = '', value = '']) => {
        const both = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
        return [name, both === null ? [value, value] : both.slice(1)];
      },
    ),
  );
}

function tooFaint(
  from: ReadonlyMap<string, readonly string[]>,
  side: 0 | 1,
  text: string,
  surfaces: readonly string[],
  least: number,
): readonly string[] {
  const colour = (name: string) => from.get(name)?.[side] ?? '';
  return surfaces.flatMap((surface) => {
    const contrast = contrastOf(colour(text), colour(surface));
    return contrast >= least ? [] : [`${text} on ${surface}: ${contrast.toFixed(2)}`];
  });
}

/** As WCAG 2.2 defines it. */
function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
