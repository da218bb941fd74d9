import type { FileDiff } from '#shared/contract/file-diff.ts';
import type { ImportChoice, ImportPlan } from '#shared/contract/import-plan.ts';
import { HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { turned, type FakeMainState } from './fake-main.ts';

const CREDENTIALS = '/home/dana/.aws/credentials';
const CONFIG = '/home/dana/.aws/config';

type FilesState = Pick<
  FakeMainState,
  'awsFiles' | 'lints' | 'profileDiffs' | 'backups' | 'undos' | 'importPlan'
>;

/** AWS files worth looking at: oddities with and without a fix, profiles of ours in each state, backups. */
export function showcaseFiles(nowMs: number): FilesState {
  const at = (agoMs: number) => instantOf(nowMs - agoMs);
  const file = { exists: true, lintCount: 0, restorable: null, rewritten: null, failure: null };
  return {
    importPlan: planFor,
    awsFiles: [
      {
        ...file,
        kind: 'credentials',
        path: CREDENTIALS,
        revision: '7',
        changedAt: at(17 * MINUTE_MS),
        lintCount: 2,
        rewritten: { profile: 'prod-readonly', at: at(15 * MINUTE_MS) },
      },
      {
        ...file,
        kind: 'config',
        path: CONFIG,
        revision: '3',
        changedAt: at(50 * HOUR_MS),
        lintCount: 2,
      },
    ],
    lints: [
      {
        id: 'credentials:mode-too-wide:1',
        rule: 'mode-too-wide',
        path: CREDENTIALS,
        line: 1,
        blocks: 'nothing',
        detail: 'other users may look into the file (mode 0644)',
        fix: {
          does: 'Takes the rights of other users away: mode 0644 becomes 0600.',
          diff: { path: CREDENTIALS, lines: [] },
          hash: 'mode',
        },
      },
      {
        id: 'credentials:expired-session:31',
        rule: 'expired-session',
        path: CREDENTIALS,
        line: 31,
        blocks: 'nothing',
        detail: 'another tool left a session in [saml] that is over',
        fix: {
          does: 'Removes the section.',
          diff: {
            path: CREDENTIALS,
            lines: [
              gap(1, 1, 27),
              same(28, 28, 'region = eu-west-1'),
              same(29, 29, ''),
              removed(30, '[saml]'),
              removed(31, 'aws_access_key_id = ASIA••••••••7QX2'),
              removed(32, 'aws_secret_access_key = ••••••••'),
              removed(33, 'aws_session_token = ••••••••'),
            ],
          },
          hash: 'expired',
        },
      },
      {
        id: 'config:duplicate-key:12',
        rule: 'duplicate-key',
        path: CONFIG,
        line: 12,
        blocks: 'file',
        detail:
          'the setting stands in its section twice, so the AWS CLI cannot read any of the file',
        fix: {
          does: 'Removes the first of the two: the JavaScript SDK takes the last.',
          diff: {
            path: CONFIG,
            lines: [
              gap(1, 1, 8),
              same(9, 9, '[profile staging]'),
              same(10, 10, 'role_arn = arn:aws:iam::678901234567:role/Deploy'),
              removed(11, 'region = eu-west-1'),
              same(12, 11, 'region = eu-central-1'),
            ],
          },
          hash: 'duplicate',
        },
      },
      {
        id: 'config:inline-comment:20',
        rule: 'inline-comment',
        path: CONFIG,
        line: 20,
        blocks: 'nothing',
        detail:
          'the AWS CLI reads the comment as a part of the value, the JavaScript SDK cuts it off',
        fix: null,
      },
    ],
    profileDiffs: {
      '': {
        files: [
          {
            path: CREDENTIALS,
            lines: [
              gap(1, 1, 14),
              same(15, 15, ''),
              same(16, 16, '[prod-readonly]'),
              removed(17, 'aws_access_key_id = ASIA••••••••K3VD'),
              added(17, 'aws_access_key_id = ASIA••••••••N8TW'),
              removed(18, 'aws_secret_access_key = ••••••••'),
              added(18, 'aws_secret_access_key = ••••••••'),
            ],
          },
        ],
        owned: [
          { profile: 'dana', path: CREDENTIALS, standing: 'as-written', line: 4 },
          { profile: 'prod-readonly', path: CREDENTIALS, standing: 'as-written', line: 16 },
          { profile: 'staging-readonly', path: CREDENTIALS, standing: 'changed', line: 17 },
          { profile: 'ml-staging', path: CREDENTIALS, standing: 'gone', line: null },
        ],
        failure: null,
      },
      'staging-readonly': {
        files: [
          {
            path: CREDENTIALS,
            lines: [
              gap(1, 1, 15),
              same(16, 16, ''),
              same(17, 17, '[staging-readonly]'),
              removed(18, 'aws_access_key_id = AKIA••••••••MPLE'),
              removed(19, 'aws_secret_access_key = ••••••••'),
              removed(20, '# put here by hand, for the nightly job'),
              added(18, 'aws_access_key_id = ASIA••••••••XXXX'),
              added(19, 'aws_secret_access_key = ••••••••'),
              added(20, 'aws_session_token = ••••••••'),
              added(21, 'region = eu-west-1'),
            ],
          },
        ],
        owned: [],
        failure: {
          code: 'files/changed-elsewhere',
          facts: { path: CREDENTIALS, profile: 'staging-readonly', line: 17 },
        },
      },
      'prod-billing': {
        files: [
          {
            path: CREDENTIALS,
            lines: [
              gap(1, 1, 31),
              same(32, 32, 'region = eu-west-1'),
              added(33, ''),
              added(34, '[prod-billing]'),
              added(35, 'aws_access_key_id = ASIA••••••••XXXX'),
              added(36, 'aws_secret_access_key = ••••••••'),
              added(37, 'aws_session_token = ••••••••'),
              added(38, 'region = eu-west-1'),
            ],
          },
        ],
        owned: [],
        failure: null,
      },
    },
    backups: [
      {
        id: 'b4',
        takenAt: at(17 * MINUTE_MS),
        why: 'switch prod-readonly',
        files: [{ path: CREDENTIALS, existed: true }],
      },
      {
        id: 'b3',
        takenAt: at(2 * HOUR_MS),
        why: 'lock away 2 keys, 2 roles',
        files: [
          { path: CREDENTIALS, existed: true },
          { path: CONFIG, existed: true },
        ],
      },
      {
        id: 'b1',
        takenAt: at(50 * HOUR_MS),
        why: 'fix duplicate-key',
        files: [{ path: CONFIG, existed: true }],
      },
    ],
    undos: {
      b4: {
        changedSince: [],
        files: [
          {
            path: CREDENTIALS,
            lines: [
              gap(1, 1, 14),
              same(15, 15, 'region = eu-west-1'),
              removed(16, '[prod-readonly]'),
              removed(17, 'aws_access_key_id = ASIA••••••••N8TW'),
              removed(18, 'aws_secret_access_key = ••••••••'),
              removed(19, 'aws_session_token = ••••••••'),
            ],
          },
        ],
      },
      b3: { changedSince: [CREDENTIALS], files: PLANNED_FILES.map(turned) },
    },
  };
}

function planFor(choice: ImportChoice): ImportPlan {
  if (choice.csv !== undefined) return csvPlan();
  const isChosen = ({ profile }: { readonly profile: string }) =>
    choice.profiles?.includes(profile) ?? true;
  const all = fullPlan(choice);
  const identities = all.identities.filter(isChosen);
  const roles = all.roles.filter(isChosen);
  return {
    ...all,
    token: JSON.stringify(choice),
    identities,
    roles,
    left: choice.profiles === undefined ? all.left : [],
    warnings: all.warnings.filter(isChosen),
    files: roles.length === 0 ? all.files.filter(({ path }) => path === CREDENTIALS) : all.files,
  };
}

function fullPlan({ allowUnproven }: ImportChoice): ImportPlan {
  const root = { ...PLACE, profile: 'root-backup', line: 26, about: [] };
  const old = { ...PLACE, profile: 'old-project', line: 14, about: [] };
  const oldIdentity = {
    name: 'old-project',
    profile: 'old-project',
    accessKeyId: 'AKIA…7QX2',
    mfaSerial: null,
    region: null,
    standing: 'new' as const,
  };
  return {
    token: 'all',
    keys: [
      {
        accessKeyId: 'AKIA…MPLE',
        profiles: ['default', 'work'],
        proof: {
          state: 'proven',
          accountId: '123456789012',
          userName: 'dana',
          arn: 'arn:aws:iam::123456789012:user/dana',
        },
      },
      {
        accessKeyId: 'AKIA…7QX2',
        profiles: ['old-project'],
        proof: {
          state: 'not-proven',
          failure: { code: 'aws/key-unknown', facts: { accessKeyId: 'AKIA…7QX2' } },
        },
      },
      {
        accessKeyId: 'AKIA…R00T',
        profiles: ['root-backup'],
        proof: {
          state: 'proven',
          accountId: '210987654321',
          userName: null,
          arn: 'arn:aws:iam::210987654321:root',
        },
      },
    ],
    identities: [
      {
        name: 'default',
        profile: 'default',
        accessKeyId: 'AKIA…MPLE',
        mfaSerial: 'arn:aws:iam::123456789012:mfa/dana',
        region: 'eu-west-1',
        standing: 'new',
      },
      {
        name: 'work',
        profile: 'work',
        accessKeyId: 'AKIA…MPLE',
        mfaSerial: null,
        region: null,
        standing: 'new',
      },
      ...(allowUnproven === true ? [oldIdentity] : []),
    ],
    roles: [
      {
        name: 'prod',
        profile: 'prod',
        roleArn: 'arn:aws:iam::567890123456:role/ReadOnly',
        source: 'default',
        mfa: 'session',
        region: 'eu-central-1',
        durationSeconds: 3600,
        externalId: null,
        sessionName: null,
        standing: 'new',
      },
      {
        name: 'prod-audit',
        profile: 'prod-audit',
        roleArn: 'arn:aws:iam::890123456789:role/ExternalAuditor',
        source: 'prod',
        mfa: 'session',
        region: null,
        durationSeconds: null,
        externalId: 'acme-2026-q4',
        sessionName: null,
        standing: 'new',
      },
    ],
    left: [
      ...(allowUnproven === true ? [] : [{ ...old, code: 'not-proven' as const }]),
      { ...root, code: 'root-key' },
      { profile: 'sso-dev', path: CONFIG, line: 31, about: [], code: 'identity-center' },
      { profile: 'saml', path: CREDENTIALS, line: 30, about: [], code: 'short-lived' },
      {
        profile: 'partner',
        path: CONFIG,
        line: 40,
        about: ['partner-base'],
        code: 'source-missing',
      },
    ],
    warnings: [
      { ...PLACE, profile: 'work', line: 8, about: ['default'], code: 'shared-key' },
      { ...PLACE, profile: 'default', line: 3, about: [], code: 'secret-in-comment' },
    ],
    files: PLANNED_FILES,
    failures: [],
  };
}

function csvPlan(): ImportPlan {
  const key = { accessKeyId: 'AKIA…CSV7', profiles: ['kim'] };
  return {
    token: 'csv',
    keys: [
      {
        ...key,
        proof: {
          state: 'proven',
          accountId: '123456789012',
          userName: 'kim',
          arn: 'arn:aws:iam::123456789012:user/kim',
        },
      },
    ],
    identities: [
      {
        name: 'kim',
        profile: 'kim',
        accessKeyId: key.accessKeyId,
        mfaSerial: null,
        region: null,
        standing: 'new',
      },
    ],
    roles: [],
    left: [],
    warnings: [{ profile: 'kim', path: null, line: null, about: [], code: 'csv-remains' }],
    files: [],
    failures: [],
  };
}

const PLACE = { path: CREDENTIALS };

const PLANNED_FILES: FileDiff[] = [
  {
    path: CONFIG,
    lines: [
      same(1, 1, '[default]'),
      same(2, 2, 'region = eu-west-1'),
      removed(3, 'mfa_serial = arn:aws:iam::123456789012:mfa/dana'),
      same(4, 3, ''),
      removed(5, '[profile prod]'),
      removed(6, 'role_arn = arn:aws:iam::567890123456:role/ReadOnly'),
      removed(7, 'source_profile = default'),
      removed(8, 'region = eu-central-1'),
      gap(9, 4, 22),
      removed(31, '[profile prod-audit]'),
      removed(32, 'role_arn = arn:aws:iam::890123456789:role/ExternalAuditor'),
      removed(33, 'source_profile = prod'),
      removed(34, 'external_id = acme-2026-q4'),
    ],
  },
  {
    path: CREDENTIALS,
    lines: [
      same(1, 1, '# kept for the build server'),
      removed(2, '[default]'),
      removed(3, 'aws_access_key_id = AKIA••••••••MPLE'),
      removed(4, 'aws_secret_access_key = ••••••••'),
      same(5, 2, ''),
      removed(8, '[work]'),
      removed(9, 'aws_access_key_id = AKIA••••••••MPLE'),
      removed(10, 'aws_secret_access_key = ••••••••'),
    ],
  },
];

function same(before: number, after: number, text: string): FileDiff['lines'][number] {
  return { kind: 'same', before, after, text };
}
function removed(before: number, text: string): FileDiff['lines'][number] {
  return { kind: 'removed', before, after: null, text };
}
function added(after: number, text: string): FileDiff['lines'][number] {
  return { kind: 'added', before: null, after, text };
}
function gap(before: number, after: number, count: number): FileDiff['lines'][number] {
  return { kind: 'gap', before, after, text: `${count} unchanged lines` };
}

/** As many profiles as asked for: a plan, oddities and profiles of ours in thousands. */
export function crowdedFiles(nowMs: number, count: number): FilesState {
  const base = showcaseFiles(nowMs);
  const roles = Array.from({ length: count }, (_, index) => ({
    name: `team-${index}`,
    profile: `team-${index}`,
    roleArn: `arn:aws:iam::${100_000_000_000 + index}:role/ReadOnly`,
    source: 'default',
    mfa: 'session' as const,
    region: null,
    durationSeconds: null,
    externalId: null,
    sessionName: null,
    standing: 'new' as const,
  }));
  const lines = roles.flatMap(({ profile, roleArn }, index) => [
    removed(index * 3 + 1, `[profile ${profile}]`),
    removed(index * 3 + 2, `role_arn = ${roleArn}`),
    removed(index * 3 + 3, 'source_profile = default'),
  ]);
  return {
    ...base,
    importPlan: (choice) => {
      const isChosen = new Set(choice.profiles ?? roles.map(({ profile }) => profile));
      const all = fullPlan(choice);
      return {
        ...all,
        token: `${isChosen.size}`,
        roles: roles.filter(({ profile }) => isChosen.has(profile)),
        files: [{ path: CONFIG, lines: lines.slice(0, 4000) }],
      };
    },
    lints: roles.map(({ profile }, index) => ({
      id: `config:key-case:${index}`,
      rule: 'key-case',
      path: CONFIG,
      line: index * 3 + 2,
      blocks: 'nothing',
      detail: `the JavaScript SDK reads settings in lower case only (${profile})`,
      fix: null,
    })),
    profileDiffs: {
      '': {
        files: [{ path: CONFIG, lines: lines.slice(0, 4000) }],
        owned: roles.map(({ profile }, index) => ({
          profile,
          path: CREDENTIALS,
          standing: 'as-written',
          line: index * 5 + 1,
        })),
        failure: null,
      },
    },
  };
}
