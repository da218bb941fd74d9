import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { Scope } from '#shared/contract/scope.ts';
import type {
  AccessKey,
  Identity,
  KeyInventory,
  LastUse,
  Need,
  Role,
  Rotation,
  Target,
} from '#shared/contract/things.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { identityTarget, roleTarget, type FakeMainState } from './fake-main.ts';
import { crowdedFiles, showcaseFiles } from './showcase-files.ts';
import { aRotation } from './showcase-rotations.ts';

const FILE = '/home/dana/.aws/credentials';

/** A state worth looking at: keys of all ages, roles in every state, each kind of trouble. */
export function showcase(nowMs: number): FakeMainState {
  const identities = showcaseIdentities(nowMs);
  const roles = ROLES.map(role);
  return {
    identities,
    roles,
    targets: showcaseTargets(identities, roles, nowMs),
    ...showcaseFiles(nowMs),
  };
}

/** A code that several targets wait for. */
export function codeNeed(nowMs: number, targets: readonly string[] = CODE_TARGETS): Need {
  return {
    id: '["mfa","dana-hardware"]',
    failure: {
      code: 'mfa/code-needed',
      facts: { serial: 'arn:aws:iam::456789012345:mfa/alice', target: 'prod-billing' },
    },
    targets: [...targets],
    since: instantOf(nowMs - 20_000),
  };
}
const CODE_TARGETS = ['prod-billing', 'staging-deploy', 'ml-staging', 'logs-archive', 'dana'];

/** A program that asks for a scope. */
export function questionNeed(
  nowMs: number,
  scope = 'logs',
  program: string | null = 'agent',
): Need {
  return {
    id: JSON.stringify(['approval', `prod-admin#${scope}`]),
    failure: {
      code: 'scope/approval-needed',
      facts: { target: 'prod-admin', scope, program, durationSeconds: 900 },
    },
    targets: [`prod-admin#${scope}`],
    since: instantOf(nowMs - 2000),
  };
}

/** A renewal in the background that takes a person. */
export function failedNeed(nowMs: number): Need {
  const { failure } = showcaseTargets(showcaseIdentities(nowMs), ROLES.map(role), nowMs).find(
    ({ name }) => name === 'partner-audit',
  ) as Target;
  return {
    id: '["aws/role-refused","partner-audit"]',
    failure: failure as NonNullable<typeof failure>,
    targets: ['partner-audit'],
    since: instantOf(nowMs - 30_000),
  };
}

/** Nothing yet: the first run. */
export function firstRun(): FakeMainState {
  const { importPlan } = showcaseFiles(0);
  return {
    vault: { kind: null, state: 'not-chosen', failure: null },
    ...(importPlan === undefined ? {} : { importPlan }),
  };
}

/** As many accounts and roles as asked for. */
export function crowd(nowMs: number, accounts: number, rolesEach: number): FakeMainState {
  const identities = showcaseIdentities(nowMs).slice(0, 1);
  const names = ['ReadOnly', 'Admin', 'Deploy', 'Billing', 'Support'];
  const roles = Array.from({ length: accounts * rolesEach }, (_, index) => {
    const account = Math.floor(index / rolesEach);
    const kind = names[(index % rolesEach) % names.length] ?? 'Role';
    const team = ['ml', 'web', 'data', 'payments', 'core'][account % 5] ?? 'team';
    const stage = ['dev', 'staging', 'prod'][account % 3] ?? 'dev';
    return role({
      name: `${team}-${stage}-${account}-${kind}`,
      account: String(100_000_000_000 + account * 7),
      role: kind,
      alias: null,
    });
  });
  return {
    identities,
    roles,
    targets: [...identities.map(identityTarget), ...roles.map(roleTarget)],
    ...crowdedFiles(nowMs, 5000),
  };
}

/** Twice as many targets as `count`, of which the first `count` have AWS's shortest sessions, which end in `leftMs`. */
export function countdowns(nowMs: number, count: number, leftMs: number): FakeMainState {
  const state = crowd(nowMs, count, 2);
  const session: Target['session'] = {
    state: 'active',
    startedAt: instantOf(nowMs + Math.min(0, leftMs - 15 * MINUTE_MS)),
    expiresAt: instantOf(nowMs + leftMs),
    deliveredTo: null,
  };
  const targets = (state.targets ?? []).map((target, index) =>
    index < count ? { ...target, session } : target,
  );
  return { ...state, targets };
}

interface UserSeed {
  readonly more?: Partial<Identity>;
  readonly own?: Partial<AccessKey>;
  readonly other?: Partial<AccessKey>;
  readonly inventory?: Partial<KeyInventory>;
}

function userOf(nowMs: number) {
  const ago = (days: number) => instantOf(nowMs - days * DAY_MS);
  const used = (days: number, service = 'sts', region = 'eu-west-1'): LastUse => ({
    kind: 'used',
    at: ago(days),
    service,
    region,
  });
  const key = (accessKeyId: string, given: Partial<AccessKey> = {}): AccessKey => ({
    accessKeyId,
    status: 'active',
    createdAt: ago(12),
    lastUse: used(0),
    ...given,
  });
  let count = 0;
  const user = (name: string, seed: UserSeed = {}): Identity => {
    count += 1;
    const accessKeyId = `AKIAIOSFODNN${count}EXAMPLE`;
    const keys = [
      key(accessKeyId, seed.own),
      ...(seed.other === undefined ? [] : [key(`AKIAI44QH8DH${count}EXAMPLE`, seed.other)]),
    ];
    const mfaSerial = seed.more?.mfaSerial ?? null;
    const mfaDevices = mfaSerial === null ? [] : [mfaSerial];
    return {
      name,
      kind: 'iam-user',
      endpoint: 'aws',
      accessKeyId,
      accountId: '123456789012',
      accountAlias: 'acme-main',
      userName: name,
      arn: `arn:aws:iam::123456789012:user/${name}`,
      mfaSerial: null,
      hasSeed: false,
      mfaProcess: null,
      profile: name,
      deliver: 'file',
      region: null,
      durationSeconds: null,
      keys: { readAt: ago(0), isComplete: true, keys, mfaDevices, ...seed.inventory },
      keyThresholds: null,
      ...seed.more,
    };
  };
  return { user, ago, used };
}

function showcaseIdentities(nowMs: number): readonly Identity[] {
  const { user, ago, used } = userOf(nowMs);
  return [
    user('dana', {
      more: { mfaSerial: 'arn:aws:iam::123456789012:mfa/dana-phone', hasSeed: true },
      own: { createdAt: ago(97) },
    }),
    user('dana-sandbox', {
      more: {
        accountId: '210987654321',
        accountAlias: 'acme-sandbox',
        mfaSerial: 'arn:aws:iam::210987654321:mfa/dana',
        hasSeed: true,
      },
      own: { createdAt: ago(81), lastUse: used(3) },
      other: { createdAt: ago(402), status: 'inactive', lastUse: used(120, 's3', 'us-east-1') },
    }),
    user('ci-reports', {
      more: { accountId: '345678901234', accountAlias: null },
      own: { createdAt: ago(30), lastUse: { kind: 'never' } },
    }),
    user('dana-hardware', {
      more: { accountId: '456789012345', accountAlias: 'acme-audit', mfaSerial: 'GAHT12345678' },
      own: { createdAt: null, lastUse: { kind: 'unknown' } },
      inventory: { isComplete: false, mfaDevices: null },
    }),
  ];
}

/** The users of the showcase and more, for what there is to say of keys: each kind of reminder, some snoozed. */
export function keysShowcase(nowMs: number): FakeMainState {
  const { user, ago, used } = userOf(nowMs);
  // After those of the showcase, whose keys are other ones.
  const known = showcaseIdentities(nowMs);
  for (const { name } of known) user(name);
  const device = (name: string) => ({ mfaSerial: `arn:aws:iam::123456789012:mfa/${name}` });
  const more = [
    user('fresh-start', { more: device('fresh'), own: { createdAt: ago(0), lastUse: used(0) } }),
    user('deploy-bot', {
      more: device('deploy'),
      own: { createdAt: ago(62), lastUse: used(0, 'cloudformation') },
      other: { createdAt: ago(41), lastUse: used(2, 'ec2', 'ap-southeast-2') },
    }),
    user('data-export', {
      own: { createdAt: ago(140), lastUse: used(88, 's3', 'us-east-1') },
    }),
    user('forgotten-trial', {
      more: device('trial'),
      own: { createdAt: ago(51), lastUse: { kind: 'never' } },
      // The last reading before the network was lost.
      inventory: { readAt: ago(6) },
    }),
    user('terraform', {
      more: {
        ...device('terraform'),
        keyThresholds: { dueDays: 20, overdueDays: 30, unusedDays: 14 },
      },
      own: { createdAt: ago(24) },
    }),
    user('old-laptop', {
      more: device('laptop'),
      own: { createdAt: ago(210), status: 'gone', lastUse: used(30) },
      other: { createdAt: ago(28), lastUse: used(1) },
    }),
    user('release-bot', {
      more: device('release'),
      own: { createdAt: ago(0), lastUse: { kind: 'never' } },
      other: { createdAt: ago(93), lastUse: used(0, 'codeartifact') },
    }),
    user('acme-root', {
      more: {
        userName: null,
        arn: 'arn:aws:iam::123456789012:root',
        mfaSerial: 'arn:aws:iam::123456789012:mfa/root-account-mfa-device',
      },
      own: { createdAt: null, lastUse: used(64, 'iam', 'us-east-1') },
      inventory: { isComplete: false, mfaDevices: null },
    }),
  ];
  const identities = [...known, ...more];
  const start = showcase(nowMs);
  return {
    ...start,
    identities,
    targets: [...(start.targets ?? []), ...more.map(identityTarget)],
    rotations: more
      .filter(({ name }) => name === 'release-bot')
      .map((one) => waitingForCode(one, nowMs)),
    plaintextKeys: [
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      { accessKeyId: 'AKIAJQ5CMEXAMPLE2222' },
    ],
    snoozes: [
      {
        id: JSON.stringify(['no-mfa', 'ci-reports', null]),
        at: ago(1),
        until: instantOf(nowMs + 6 * DAY_MS),
      },
    ],
  };
}

/** The new key is in use, and the old one still active: to deactivate it takes a code that nobody has typed. */
function waitingForCode({ name, keys, mfaSerial }: Identity, nowMs: number): Rotation {
  const [own, other] = keys?.keys ?? [];
  return aRotation(nowMs, {
    taken: 4,
    id: `aws 123456789012 ${name}`,
    userName: name,
    identities: [name],
    oldKeyId: other?.accessKeyId ?? '',
    newKeyId: own?.accessKeyId ?? null,
    state: 'resting',
    waitsFor: 'code',
    waitsSince: instantOf(nowMs - HOUR_MS),
    failure: { code: 'mfa/code-needed', facts: { serial: mfaSerial, target: name } },
    failedAt: instantOf(nowMs - HOUR_MS),
  });
}

interface RoleSeed {
  readonly name: string;
  readonly account: string;
  readonly alias: string | null;
  readonly role: string;
  readonly more?: Partial<Role>;
}

const READ_LOGS: Scope = {
  name: 'logs',
  tags: [{ key: 'agent', value: 'yes' }],
  policyArns: ['arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess'],
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::acme-logs', 'arn:aws:s3:::acme-logs/*'],
      },
    ],
  }),
  durationSeconds: 900,
  approval: 'each-time',
};

const EVERYTHING: Scope = {
  name: 'everything',
  tags: [],
  policyArns: [],
  policy: null,
  durationSeconds: null,
  approval: 'each-time',
};

const ROLES: readonly RoleSeed[] = [
  { name: 'prod-readonly', account: '567890123456', alias: 'acme-prod', role: 'ReadOnly' },
  {
    name: 'prod-admin',
    account: '567890123456',
    alias: 'acme-prod',
    role: 'Admin',
    more: { mfa: 'direct', durationSeconds: 14_400, scopes: [READ_LOGS, EVERYTHING] },
  },
  { name: 'prod-billing', account: '567890123456', alias: 'acme-prod', role: 'Billing' },
  {
    name: 'staging-deploy',
    account: '678901234567',
    alias: 'acme-staging',
    role: 'Deploy',
    more: {
      sourceIdentity: 'dana',
      tags: [
        { key: 'team', value: 'checkout' },
        { key: 'cost-centre', value: 'EU / 4711' },
      ],
      transitiveTagKeys: ['team'],
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      policy: JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' }],
        },
        null,
        2,
      ),
    },
  },
  { name: 'staging-readonly', account: '678901234567', alias: 'acme-staging', role: 'ReadOnly' },
  { name: 'ml-staging', account: '789012345678', alias: 'acme-ml', role: 'DataScientist' },
  {
    name: 'partner-audit',
    account: '890123456789',
    alias: null,
    role: 'ExternalAuditor',
    more: { externalId: 'acme-2026-q4', sessionName: 'dana-audit' },
  },
  { name: 'logs-archive', account: '901234567890', alias: 'acme-logs', role: 'LogReader' },
  {
    name: 'sandbox-poweruser',
    account: '210987654321',
    alias: 'acme-sandbox',
    role: 'PowerUser',
    more: { source: 'dana-sandbox' },
  },
  {
    name: 'a-role-with-a-rather-long-name-for-the-quarterly-compliance',
    account: '112233445566',
    alias: 'acme-a-subsidiary-with-a-long-account-alias',
    role: 'ComplianceReporting',
  },
];

function role({ name, account, role: roleName, more }: RoleSeed): Role {
  return {
    name,
    roleArn: `arn:aws:iam::${account}:role/${roleName}`,
    source: 'dana',
    mfa: 'session',
    profile: name,
    deliver: 'file',
    region: null,
    durationSeconds: null,
    externalId: null,
    sessionName: null,
    ...NO_SESSION_OPTIONS,
    scopes: [],
    ...more,
  };
}

function showcaseTargets(
  identities: readonly Identity[],
  roles: readonly Role[],
  nowMs: number,
): readonly Target[] {
  const aliases = new Map(ROLES.map(({ name, alias }) => [name, alias]));
  const targets = [
    ...identities.map(identityTarget),
    ...roles.map((one) => ({ ...roleTarget(one), accountAlias: aliases.get(one.name) ?? null })),
  ];
  const at = (ms: number) => instantOf(nowMs + ms);
  const active = (profile: string, agoMs: number, leftMs: number): Target['session'] => ({
    state: 'active',
    startedAt: at(-agoMs),
    expiresAt: at(leftMs),
    deliveredTo: { profile, path: FILE },
  });
  const states: Readonly<Record<string, Partial<Target>>> = {
    dana: { session: active('dana', 40 * MINUTE_MS, 11 * HOUR_MS + 20 * MINUTE_MS + 10_000) },
    'prod-readonly': { session: active('prod-readonly', 17 * MINUTE_MS, 43 * MINUTE_MS + 10_000) },
    'staging-deploy': { session: active('staging-deploy', 55 * MINUTE_MS, 5 * MINUTE_MS + 10_000) },
    'ml-staging': { session: { state: 'expired', expiresAt: at(-25 * MINUTE_MS) } },
    'dana-sandbox': { session: { state: 'starting', waitingForCodeUntil: at(18_000) } },
    'prod-admin': {
      failure: {
        code: 'aws/duration-too-long',
        facts: { requestedSeconds: 14_400, maximumSeconds: 3600, because: 'role-maximum' },
      },
      failedAt: at(-3 * MINUTE_MS),
    },
    'logs-archive': {
      failure: {
        code: 'files/profile-taken',
        facts: { path: FILE, profile: 'logs-archive', line: 42 },
      },
      failedAt: at(-90 * MINUTE_MS),
    },
    'partner-audit': {
      failure: {
        code: 'aws/role-refused',
        facts: {
          roleArn: 'arn:aws:iam::890123456789:role/ExternalAuditor',
          principal: 'arn:aws:iam::123456789012:user/dana',
          externalId: true,
          mfa: true,
        },
      },
      failedAt: at(-20 * HOUR_MS),
    },
    'staging-readonly': {
      failure: {
        code: 'files/changed-elsewhere',
        facts: { path: FILE, profile: 'staging-readonly', line: 17 },
      },
      failedAt: at(-5 * MINUTE_MS),
    },
  };
  return targets.map((target) => ({ ...target, ...states[target.name] }));
}
