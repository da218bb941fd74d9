import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors.ts';
import { parse, type AwsFile } from '#main/aws-files/document.ts';
import { addSection, replaceSection } from '#main/aws-files/edit-section.ts';
import { setSetting } from '#main/aws-files/edit.ts';
import { HOSTILE } from './hostile-names.ts';
import { askBotocore, askSmithy, hasBotocore, type Found } from './oracles.ts';
import { onlyProfiles } from './predict.ts';

const BASE = '[default]\nregion = x\n[profile dev]\noutput = json\n[dev]\noutput = json\n';
const kinds: readonly AwsFile['kind'][] = ['config', 'credentials'];
const open = (kind: AwsFile['kind']) => parse(Buffer.from(BASE), { path: '/aws', kind });

/** Every place where a text from outside enters a file, by an edit of ours. */
const PLACES: Readonly<Record<string, (text: string, kind: AwsFile['kind']) => Uint8Array>> = {
  'the name of a new section': (text, kind) =>
    addSection(open(kind), text, [['region', 'y']]).bytes,
  'the profile of a new setting': (text, kind) => setSetting(open(kind), text, ['region', 'y']),
  'the value of a new section': (text, kind) =>
    addSection(open(kind), 'new', [['region', text]]).bytes,
  'the value of a replaced section': (text, kind) => {
    const document = open(kind);
    return replaceSection(document, document.sections[kind === 'config' ? 1 : 2]!, [
      ['output', text],
    ]).bytes;
  },
  'the value of a new setting': (text, kind) => setSetting(open(kind), 'dev', ['region', text]),
  'the value of a changed setting': (text, kind) => setSetting(open(kind), 'dev', ['output', text]),
  'the value of a nested setting': (text, kind) => setSetting(open(kind), 'dev', ['s3.a', text]),
  'the key of a new section': (text, kind) => addSection(open(kind), 'new', [[text, 'y']]).bytes,
  'the key of a new setting': (text, kind) => setSetting(open(kind), 'dev', [text, 'y']),
  'the key of a nested setting': (text, kind) => setSetting(open(kind), 'dev', [`s3.${text}`, 'y']),
};

interface Written {
  readonly place: string;
  readonly text: string;
  readonly kind: AwsFile['kind'];
  readonly bytes: Uint8Array;
}

function writtenAt(place: string): readonly Written[] {
  return kinds.flatMap((kind) =>
    HOSTILE.flatMap((text) => {
      try {
        return [{ place, text, kind, bytes: PLACES[place]!(text, kind) }];
      } catch (error) {
        if (isAppError(error, 'files/refused')) return [];
        throw error;
      }
    }),
  );
}

/** Only these profiles and settings may be there, and the text itself only where it was meant to be. */
function expectNothingNew({ place, text, kind, bytes }: Written, found: Found): void {
  const shown = [place, JSON.stringify(text), kind, Buffer.from(bytes).toString()];
  const known = new Set([
    'default',
    'dev',
    'new',
    'profile dev',
    'profile.dev',
    ...(place.includes('section') || place.includes('profile') ? [text] : []),
  ]);
  expect([...shown, Object.keys(found ?? {}).filter((name) => !known.has(name))]).toEqual([
    ...shown,
    [],
  ]);
  expect([...shown, found?.['default']]).toEqual([...shown, { region: 'x' }]);
  const keys = Object.values(found ?? {}).flatMap((settings) => Object.keys(settings));
  const allowed = new Set(['region', 'output', 's3.a', text, `s3.${text}`]);
  expect([...shown, keys.filter((key) => !allowed.has(key))]).toEqual([...shown, []]);
  expect([...shown, keys.includes('credential_process')]).toEqual([...shown, false]);
}

describe.each(Object.keys(PLACES))('150 hostile texts as %s', (place) => {
  const written = writtenAt(place);

  it('make no section and no setting in the JavaScript SDK', async () => {
    for (const each of written)
      expectNothingNew(each, onlyProfiles(await askSmithy(each.bytes, each.kind)));
  });

  it('are refused where they hold a line end, NUL or a separator', () => {
    expect(
      written
        .filter(({ text }) => /[\p{Cc}\u2028\u2029\ud800]/u.test(text))
        .map(({ text }) => text),
    ).toEqual([]);
  });
});

it.skipIf(!hasBotocore)(
  'hostile texts make no section and no setting in botocore (needs python3 with botocore)',
  () => {
    const written = Object.keys(PLACES).flatMap(writtenAt);
    const answers = askBotocore(written);
    expect(written.length).toBeGreaterThan(50);
    for (const [index, each] of written.entries()) expectNothingNew(each, answers[index] ?? null);
  },
);
