import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '#main/aws-files/document.ts';
import { readProfiles } from '#main/aws-files/read-profiles.ts';
import { fileProfileOf } from '#main/import/file-profile.ts';
import { baseOf, KEY_SETTINGS, ROLE_SETTINGS } from '#main/import/import-settings.ts';
import { planImport, type Takeover } from '#main/import/plan-import.ts';
import { groupKeys } from '#main/import/prove-keys.ts';
import { emptyState } from '#main/state/state-document.ts';
import { REAL_WORLD_FILES } from '#test/fixtures/import/real-world-files.ts';
import { askBotocore, askSmithy, hasBotocore, type Found } from '../aws-files/oracles.ts';

/** Both files, before and after taking over all that can be. */
interface Case {
  readonly before: Pair;
  readonly after: Pair;
  readonly takeover: Takeover;
}

interface Pair {
  readonly credentials: string;
  readonly config: string;
}

const RUNS = 1500;

describe('taking over, by law', () => {
  const cases: Case[] = [
    ...REAL_WORLD_FILES.map(takenOver),
    ...fc.sample(somePair(), { numRuns: RUNS, seed: 20_261_124 }).map(takenOver),
  ];

  it('takes something over often enough to mean something', () => {
    const taken = cases.filter(
      ({ takeover }) => takeover.identities.length + takeover.roles.length > 0,
    );
    expect(taken.length).toBeGreaterThan(RUNS / 10);
    expect(cases.some(({ takeover }) => takeover.roles.length > 1)).toBe(true);
    expect(
      cases.some(({ takeover }) => takeover.left.some(({ code }) => code === 'edit-refused')),
    ).toBe(true);
  });

  it('keeps every comment, in its place among the comments', () => {
    for (const { before, after } of cases) expect(commentsOf(after)).toEqual(commentsOf(before));
  });

  it('changes nothing that the real JavaScript SDK reads of anything else', async () => {
    for (const one of cases) {
      expectLaw(one, {
        before: await readBoth(one.before, askSmithy),
        after: await readBoth(one.after, askSmithy),
      });
    }
  });

  it.skipIf(!hasBotocore)(
    'changes nothing that the real botocore reads of anything else (needs: python3 with botocore)',
    () => {
      const some = cases
        .filter(
          ({ before, after }) =>
            before.credentials !== after.credentials || before.config !== after.config,
        )
        .slice(0, 400);
      const questions = some.flatMap(({ before, after }) =>
        [before, after].flatMap(({ credentials, config }) => [
          { kind: 'credentials' as const, bytes: Buffer.from(credentials) },
          { kind: 'config' as const, bytes: Buffer.from(config) },
        ]),
      );
      const answers = askBotocore(questions);
      for (const [index, one] of some.entries()) {
        const [a, b, c, d] = answers.slice(index * 4, index * 4 + 4) as [
          Found,
          Found,
          Found,
          Found,
        ];
        expectLaw(one, {
          before: { credentials: a, config: b },
          after: { credentials: c, config: d },
        });
      }
    },
  );
});

interface Read {
  readonly credentials: Found;
  readonly config: Found;
}

/** Untouched profiles have what they had; of taken ones the credentials are gone and the rest is as it was. */
function expectLaw(
  { before: texts, takeover }: Case,
  { before, after }: { before: Read; after: Read },
): void {
  const taken = new Map<string, ReadonlySet<string>>();
  for (const { identity, isNew } of takeover.identities)
    if (isNew) taken.set(identity.profile, KEY_SETTINGS);
  for (const { role } of takeover.roles)
    taken.set(role.profile, new Set([...KEY_SETTINGS, ...ROLE_SETTINGS]));
  const [was, is] = [merged(before), merged(after)];
  for (const profile of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const gone = taken.get(profile) ?? new Set<string>();
    const meant = Object.entries(was[profile] ?? {}).filter(([key]) => !gone.has(baseOf(key)));
    expect({ texts, profile, settings: is[profile] ?? {} }).toEqual({
      texts,
      profile,
      settings: Object.fromEntries(meant),
    });
  }
}

/** As the tools merge the two: the credentials file wins. A nested block wins as a whole. */
function merged({ credentials, config }: Read): Record<string, Record<string, string>> {
  const all: Record<string, Record<string, string>> = {};
  for (const found of [config, credentials]) {
    for (const [profile, settings] of Object.entries(found ?? {})) {
      const bases = new Set(Object.keys(settings).map(baseOf));
      const kept = Object.entries(all[profile] ?? {}).filter(([key]) => !bases.has(baseOf(key)));
      all[profile] = { ...Object.fromEntries(kept), ...settings };
    }
  }
  return all;
}

async function readBoth({ credentials, config }: Pair, ask: typeof askSmithy): Promise<Read> {
  return {
    credentials: await ask(Buffer.from(credentials), 'credentials'),
    config: await ask(Buffer.from(config), 'config'),
  };
}

function takenOver({ credentials, config }: Pair): Case {
  const documents = {
    credentials: parse(Buffer.from(credentials), { path: '/credentials', kind: 'credentials' }),
    config: parse(Buffer.from(config), { path: '/config', kind: 'config' }),
  };
  const all = readProfiles(documents.credentials, documents.config);
  const profiles = all.flatMap((profile) => fileProfileOf(profile) ?? []);
  const state = emptyState();
  const proof = {
    state: 'proven' as const,
    facts: {
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/dana',
      userName: 'dana',
      accountAlias: null,
      keys: null,
      mfaSerials: null,
      devicesOutage: null,
    },
  };
  const takeover = planImport(
    {
      documents,
      profiles,
      everyName: new Set(all.map(({ name }) => name)),
      unreadable: [],
      keys: groupKeys(profiles).map((group) => ({ group, proof })),
      state,
      endpoint: state.endpoints[0]!,
      isChosen: () => true,
      allowRoot: false,
      allowUnproven: false,
    },
    new Map(),
  );
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  return {
    before: { credentials, config },
    after: {
      credentials: textOf(takeover.edited.credentials),
      config: textOf(takeover.edited.config),
    },
    takeover,
  };
}

function commentsOf({ credentials, config }: Pair): readonly (readonly string[])[] {
  return [credentials, config].map((text) =>
    text.split(/\r?\n/).filter((line) => /^\s*[#;]/.test(line)),
  );
}

const NAMES = ['default', 'a', 'b', 'c', 'd.e', 'f g'];

/** Files with keys, roles, settings of other tools, comments, and what AWS's readers disagree on. */
function somePair(): fc.Arbitrary<Pair> {
  const header = (kind: 'config' | 'credentials') =>
    fc.constantFrom(...NAMES).chain((name) => {
      if (kind === 'credentials') return fc.constantFrom(`[${name}]`, `[${name}]`, `[${name}] `);
      if (name === 'default') return fc.constantFrom('[default]', '[profile default]');
      return fc.constantFrom(`[profile ${name}]`, `[profile ${name}]`, `[profile "${name}"]`);
    });
  const secret = fc
    .integer({ min: 0, max: 999 })
    .map((number) => `dAnA7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXA${String(number).padStart(5, '0')}`);
  const id = fc
    .integer({ min: 0, max: 999 })
    .map((number) => `AKIADANA2EXAMPLE7${String(number).padStart(3, '0')}`);
  const equals = fc.constantFrom(' = ', ' = ', '=');
  const keyLines = fc
    .tuple(id, secret, equals, fc.constantFrom('', '', '', ' ;x'))
    .map(([one, other, is, tail]) => [
      `aws_access_key_id${is}${one}`,
      `aws_secret_access_key${is}${other}${tail}`,
    ]);
  const roleLines = fc
    .tuple(fc.constantFrom(...NAMES), equals)
    .map(([source, is]) => [
      `role_arn${is}arn:aws:iam::222233334444:role/Dev`,
      `source_profile${is}${source}`,
    ]);
  const otherLines = fc.constantFrom(
    ['region = eu-west-1'],
    ['output = json'],
    ['mfa_serial = arn:aws:iam::111122223333:mfa/dana'],
    ['s3 =', '  max_concurrent_requests = 20', '  addressing_style = path'],
    ['duration_seconds = 7200'],
    ['# a comment'],
    ['  ; another, indented'],
    [''],
    ['cli_pager ='],
    ['  region = us-east-1'],
    ['Output = text'],
    ['note = x ; y'],
    ['text = one', '  two'],
    ['colon: x'],
  );
  const body = (kind: 'config' | 'credentials') =>
    fc
      .tuple(
        fc.option(kind === 'credentials' ? keyLines : roleLines, { nil: [] as string[], freq: 4 }),
        fc.option(kind === 'credentials' ? roleLines : keyLines, { nil: [] as string[], freq: 1 }),
        fc.uniqueArray(otherLines, {
          maxLength: 3,
          selector: ([line]) => (line ?? '').trim().split(/[ =:]/)[0]!.toLowerCase(),
        }),
      )
      .chain(([first, second, others]) =>
        fc.shuffledSubarray([first, second, ...others], { minLength: 2 + others.length }),
      )
      .map((blocks) => blocks.flat());
  const file = (kind: 'config' | 'credentials') =>
    fc
      .tuple(
        fc.uniqueArray(header(kind), {
          maxLength: 4,
          selector: (text) => text.replaceAll(/profile |[[\]" ]/g, ''),
        }),
        fc.array(body(kind), { minLength: 4, maxLength: 4 }),
        fc.constantFrom('\n', '\n', '\r\n'),
        fc.constantFrom('', '\n', '\n', '\n\n'),
      )
      .map(([headers, bodies, end, last]) =>
        `${headers.flatMap((text, index) => [text, ...(bodies[index] ?? [])]).join('\n')}${last}`.replaceAll(
          '\n',
          end,
        ),
      );
  return fc.record({ credentials: file('credentials'), config: file('config') });
}
