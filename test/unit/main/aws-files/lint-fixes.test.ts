import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smithySectionOf } from '#main/aws-files/as-smithy.ts';
import { parse, type AwsFile } from '#main/aws-files/document.ts';
import { expiredSessions } from '#main/aws-files/expired-sessions.ts';
import { lintsOf } from '#main/aws-files/lint-names.ts';
import { fixExpired, fixOf } from '#main/aws-files/lint-fixes.ts';
import { plausibleText } from './ini-texts.ts';
import { askBotocore, askSmithy, hasBotocore } from './oracles.ts';
import { predict } from './predict.ts';

const config: AwsFile = { path: '/config', kind: 'config' };
const credentials: AwsFile = { path: '/credentials', kind: 'credentials' };

function fixed(rule: string, text: string, file: AwsFile = config): string | null {
  const document = parse(Buffer.from(text), file);
  const lint = lintsOf(document).find((candidate) => candidate.rule === rule);
  if (lint === undefined) throw new Error(`no ${rule} in ${JSON.stringify(lintsOf(document))}`);
  const fix = fixOf(document, lint);
  return fix === null ? null : Buffer.from(fix.bytes).toString('utf8');
}

const CASES: readonly [
  rule: string,
  what: string,
  before: string,
  after: string | null,
  file?: AwsFile,
][] = [
  ['bom', 'is taken away', '\ufeff[default]\nregion = x\n', '[default]\nregion = x\n'],
  [
    'duplicate-section',
    'is merged, the later value wins',
    '[profile a]\nregion = x\noutput = json\n\n[profile b]\nregion = z\n[profile a]\n# why\nregion = y\n',
    '[profile a]\noutput = json\n# why\nregion = y\n\n[profile b]\nregion = z\n',
  ],
  [
    'duplicate-section',
    'at the open end of a file is merged',
    '[profile a]\nx = 1\n[profile a]\ny = 2',
    '[profile a]\nx = 1\ny = 2',
  ],
  [
    'duplicate-section',
    'with an inline comment is left',
    '[profile a]\nx = 1 # c\n[profile a]\ny = 2\n',
    null,
  ],
  [
    'duplicate-section',
    'with nested settings is left',
    '[profile a]\ns3 =\n  x = 1\n[profile a]\ny = 2\n',
    null,
  ],
  [
    'duplicate-key',
    'goes, the later one stays',
    '[default]\nregion = x\noutput = json\nregion = y\n',
    '[default]\noutput = json\nregion = y\n',
  ],
  [
    'duplicate-key',
    'in upper case goes',
    '[default]\nregion = x\nRegion = y\n',
    '[default]\nregion = x\n',
  ],
  [
    'duplicate-key',
    'in upper case goes, also when it comes first',
    '[default]\nRegion = x\nregion = y\n',
    '[default]\nregion = y\n',
  ],
  [
    'duplicate-key',
    'with nested settings is left',
    '[default]\ns3 =\n  a = 1\ns3 =\n  b = 2\n',
    null,
  ],
  [
    'default-leaks',
    'alone in its file is renamed',
    '[DEFAULT]\nregion = x\n',
    '[default]\nregion = x\n',
  ],
  [
    'default-leaks',
    'next to profiles is left: they may rest on it',
    '[DEFAULT]\nregion = x\n[profile a]\noutput = json\n',
    null,
  ],
  [
    'proto-name',
    'is renamed',
    '[profile __proto__]\nregion = x\n[profile a]\nregion = y\n',
    '[profile proto]\nregion = x\n[profile a]\nregion = y\n',
  ],
  [
    'proto-name',
    'that others refer to is left',
    '[profile __proto__]\nregion = x\n[profile a]\nsource_profile = __proto__\n',
    null,
  ],
  [
    'missing-profile-prefix',
    'is written',
    '[dev]\nregion = x\n[profile a]\nregion = y\n',
    '[profile dev]\nregion = x\n[profile a]\nregion = y\n',
  ],
  [
    'missing-profile-prefix',
    'of a profile that is there already is left',
    '[dev]\nregion = x\n[profile dev]\nregion = y\n',
    null,
  ],
  [
    'profile-prefix',
    'goes',
    '[profile dev]\naws_access_key_id = AKIA\n',
    '[dev]\naws_access_key_id = AKIA\n',
    credentials,
  ],
  [
    'key-case',
    'becomes lower',
    '[profile a]\nRegion = x\nOUTPUT=json\n',
    '[profile a]\nregion = x\nOUTPUT=json\n',
  ],
  [
    'key-case',
    'becomes lower for a parent of nested settings',
    '[profile a]\nS3 =\n  max_queue_size = 1\n',
    '[profile a]\ns3 =\n  max_queue_size = 1\n',
  ],
  [
    'inline-comment',
    'moves above',
    '[profile a]\r\n  region = x # home\r\n',
    '[profile a]\r\n  # home\r\n  region = x\r\n',
  ],
  [
    'inline-comment',
    'of a command is left: it may be a part of it',
    '[profile a]\ncredential_process = sh -c x ;y\n',
    null,
  ],
  ['inline-comment', 'inside of quotes is left', '[profile a]\nnote = "a # b"\n', null],
  ['no-delimiter', 'has no safe fix', '[profile a]\nregion\n', null],
];

describe('the fix of a lint', () => {
  it.each(CASES)('%s %s', async (rule, _, before, after, file = config) => {
    expect(fixed(rule, before, file)).toBe(after);
    if (after === null) return;
    const found = await askSmithy(Buffer.from(after), file.kind);
    expect(found).toEqual(predict(Buffer.from(after), file.kind).smithy);
    expect(predict(Buffer.from(after), file.kind).botocore).not.toBeNull();
  });

  it.skipIf(!hasBotocore)(
    'leaves files that the real botocore reads as the real JavaScript SDK does (needs botocore)',
    async () => {
      const after = CASES.flatMap(([, , , text, file = config]) =>
        text === null || text.includes('S3') || text.includes('OUTPUT')
          ? []
          : [{ bytes: Buffer.from(text), kind: file.kind }],
      );
      const botocore = askBotocore(after);
      for (const [index, { bytes, kind }] of after.entries()) {
        const smithy = await askSmithy(bytes, kind);
        for (const [name, settings] of Object.entries(smithy ?? {}))
          expect(botocore[index]?.[name]).toEqual(settings);
      }
    },
  );

  it('changes nothing for anybody else, in any file', async () => {
    let fixes = 0;
    await fc.assert(
      fc.asyncProperty(plausibleText, fc.constantFrom(config, credentials), async (text, file) => {
        const document = parse(Buffer.from(text), file);
        for (const lint of lintsOf(document)) {
          const fix = fixOf(document, lint);
          if (fix === null) continue;
          fixes++;
          const [before, after] = [
            await askSmithy(document.bytes, file.kind),
            await askSmithy(fix.bytes, file.kind),
          ];
          const touched = document.sections.findLast(({ line }) => line <= lint.line);
          const plain = (name: string) => name.replace(/^profile\./, '');
          const own = plain(
            smithySectionOf(touched?.smithyName ?? touched?.botocoreName ?? '') ?? '',
          );
          const others = (found: typeof before) =>
            Object.entries(found ?? {}).filter(
              ([name]) => plain(name) !== own && name !== 'default',
            );
          expect(others(after).filter(([name]) => before?.[name] !== undefined)).toEqual(
            others(before).filter(([name]) => after?.[name] !== undefined),
          );
          const gone = lintsOf(parse(fix.bytes, file));
          expect(gone.filter(({ rule }) => rule === lint.rule).length).toBeLessThan(
            lintsOf(document).filter(({ rule }) => rule === lint.rule).length,
          );
        }
      }),
      { numRuns: 1500 },
    );
    expect(fixes).toBeGreaterThan(100);
  });
});

describe('sessions that other tools left', () => {
  const now = Date.parse('2026-11-24T09:00:00Z');
  const session = 'aws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\n';
  const expiredIn = (text: string) => expiredSessions(parse(Buffer.from(text), credentials), now);

  it.each([
    ['x_security_token_expires = 2026-11-23T17:00:00+01:00', true],
    ['x_security_token_expires = 2026-11-24T09:30:00+01:00', true],
    ['x_security_token_expires = 2026-11-24T09:30:00+00:00', false],
    ['aws_session_expiration = 2026-11-24T08:59:59Z', true],
    ['expiration = 2026-11-22 17:00:00', true],
    // Some hours ago in one zone, in some hours in another.
    ['expiration = 2026-11-24 01:00:00', false],
    ['aws_expiration = 1700000000', true],
    ['aws_expiration = soon', false],
    ['note = 2020-01-01T00:00:00Z', false],
  ])('are over by %s: %s', (line, isOver) => {
    expect(expiredIn(`[saml]\n${session}${line}\n`)).toHaveLength(isOver ? 1 : 0);
  });

  it('go with their section when nothing else is in it, and by their settings when something is', () => {
    const expiry = 'x_security_token_expires = 2020-01-01T00:00:00Z\n';
    const document = parse(
      Buffer.from(
        `[keep]\nx = 1\n\n[saml]\n${session}${expiry}[mixed]\nregion = eu-west-1\n${session}${expiry}`,
      ),
      credentials,
    );
    const [whole, mixed] = expiredSessions(document, now);
    expect(Buffer.from(fixExpired(document, whole!)!.bytes).toString()).toBe(
      `[keep]\nx = 1\n\n[mixed]\nregion = eu-west-1\n${session}${expiry}`,
    );
    expect(Buffer.from(fixExpired(document, mixed!)!.bytes).toString()).toBe(
      `[keep]\nx = 1\n\n[saml]\n${session}${expiry}[mixed]\nregion = eu-west-1\n`,
    );
  });

  it('are no long-term keys', () => {
    expect(
      expiredIn(
        '[me]\naws_access_key_id = AKIAX\naws_secret_access_key = s\nexpiration = 2020-01-01T00:00:00Z\n',
      ),
    ).toEqual([]);
  });
});
