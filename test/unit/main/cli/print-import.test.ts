import { describe, expect, it } from 'vitest';
import { isEmpty, printOutcome, printPlan } from '#main/cli/print-import.ts';
import type { ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';

const look = { environment: { HOME: '/home/dana' }, dim: (text: string) => text };
const path = '/home/dana/.aws/credentials';

const PLAN: ImportPlan = {
  token: 't',
  keys: [
    {
      accessKeyId: 'AKIA…7XQ3',
      profiles: ['default', 'dana'],
      proof: {
        state: 'not-proven',
        failure: { code: 'aws/key-unknown', facts: { accessKeyId: 'AKIADANA2EXAMPLE7XQ3' } },
      },
    },
  ],
  identities: [
    {
      name: 'default',
      profile: 'default',
      accessKeyId: 'AKIA…7XQ3',
      mfaSerial: null,
      region: 'eu-west-1',
      standing: 'new',
    },
  ],
  roles: [],
  left: [
    { profile: 'sso', path: '/home/dana/.aws/config', line: 7, about: [], code: 'identity-center' },
  ],
  warnings: [{ profile: 'default', path, line: 1, about: ['dana'], code: 'shared-key' }],
  files: [
    {
      path,
      lines: [
        { kind: 'gap', before: 1, after: 1, text: '8 unchanged lines' },
        { kind: 'same', before: 9, after: 9, text: '# mine' },
        { kind: 'removed', before: 10, after: null, text: '[default]' },
        { kind: 'added', before: null, after: 10, text: '[x]' },
      ],
    },
  ],
  failures: [],
};

const OUTCOME: ImportOutcome = {
  identities: ['default'],
  roles: [],
  changedFiles: [path],
  backup: 'change',
  switched: [],
  toSwitch: ['default'],
};

describe('a plan on a terminal', () => {
  it('reads from what was found to what would change', () => {
    expect(printPlan(PLAN, look)).toBe(`Keys in plain text
  KEY        PROFILES       BELONGS TO
  AKIA…7XQ3  default, dana  not proven: AWS does not accept this access key

Become identities
  NAME     PROFILE  KEY        MFA DEVICE  REGION
  default  default  AKIA…7XQ3  –           eu-west-1

Stay as they are
  sso (~/.aws/config:7): It signs in with IAM Identity Center, which Latchkey does not take over yet.

Good to know
  default (~/.aws/credentials:1): It shares its key with dana. Each profile becomes an identity of its own, so that each keeps working; the vault holds the key once.

~/.aws/credentials
   … 8 unchanged lines
 9   # mine
10 - [default]
10 + [x]`);
  });

  it('of nothing is nothing', () => {
    const nothing = { ...PLAN, keys: [], identities: [], left: [], warnings: [], files: [] };
    expect(printPlan(nothing, look)).toBe('');
    expect(isEmpty(nothing)).toBe(true);
    expect(isEmpty(PLAN)).toBe(false);
  });

  it('never lets a profile’s name reach the terminal’s controls', () => {
    const evil = 'a\u001B[2J\u202E';
    const [left] = PLAN.left;
    const [file] = PLAN.files;
    const shown = printPlan(
      {
        ...PLAN,
        left: [{ ...left!, profile: evil, about: [evil] }],
        files: [{ path: `/tmp/${evil}`, lines: [{ ...file!.lines[1]!, text: evil }] }],
      },
      look,
    );
    expect(shown).not.toMatch(/[\u001B\u202E]/);
    expect(shown).toContain('a\\u{1b}[2J\\u{202e}');
  });
});

describe('an outcome on a terminal', () => {
  it('says what was done, and how every profile works again', () => {
    expect(printOutcome(OUTCOME, PLAN, look))
      .toBe(`1 key rests in the vault now. Changed ~/.aws/credentials; a backup was kept.
These profiles have no credentials until you switch to them:
  latchkey switch default`);
  });

  it('says what could not be switched to, and why', () => {
    const failure = { code: 'aws/key-unknown', facts: { accessKeyId: 'AKIADANA2EXAMPLE7XQ3' } };
    const shown = printOutcome(
      { ...OUTCOME, switched: [{ kind: 'failed', target: 'default', failure }] },
      PLAN,
      look,
    );
    expect(shown).toContain(
      'default could not be switched to: AWS does not accept this access key.',
    );
    expect(shown).not.toContain('AKIADANA2EXAMPLE7XQ3');
  });

  it('does not fill the screen with a thousand roles', () => {
    const toSwitch = Array.from({ length: 1000 }, (_, index) => `r${index}`);
    const shown = printOutcome({ ...OUTCOME, toSwitch }, PLAN, look);
    expect(shown.split('\n').length).toBeLessThan(30);
    expect(shown).toContain('… and 980 more');
  });
});
