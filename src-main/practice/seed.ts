import { roleArn, rootArn, userArn } from './arns.ts';
import type { Statement } from './policy.ts';
import type {
  KeySeed,
  RoleSeed,
  ServiceCredentialSeed,
  UserSeed,
  WorldSeed,
} from './world-seed.ts';

const MAIN = '111122223333';
const DEVELOPMENT = '222233334444';
const PRODUCTION = '333344445555';
const DATA = '444455556666';
const PARTNER = '555566667777';

const HOUR_SECONDS = 3600;

/** Who may assume every role that is meant to be assumed. */
export const DANA_ARN = userArn(MAIN, 'dana');
const KIM_ARN = userArn(MAIN, 'kim');
const PAT_ARN = userArn(MAIN, 'pat');
const MAIN_ACCOUNT = rootArn(MAIN);

/** As in AWS's own example policy: users look after their own keys and devices. */
const LOOK_AFTER_ONESELF: readonly Statement[] = [
  {
    effect: 'Allow',
    actions: [
      'iam:GetUser',
      'iam:*AccessKey*',
      'iam:*MFADevice*',
      'iam:*SSHPublicKey*',
      'iam:*ServiceSpecificCredential*',
    ],
    // oxlint-disable-next-line no-template-curly-in-string -- IAM's policy variable, not a template of ours
    resources: ['arn:aws:iam::*:user/${aws:username}'],
  },
  {
    effect: 'Allow',
    actions: ['iam:CreateVirtualMFADevice', 'iam:DeleteVirtualMFADevice'],
    resources: ['arn:aws:iam::*:mfa/*'],
  },
  {
    effect: 'Allow',
    actions: ['iam:ListAccountAliases', 'iam:ListVirtualMFADevices'],
    resources: ['*'],
  },
];
const ASSUME_ANY_ROLE: Statement = {
  effect: 'Allow',
  actions: ['sts:AssumeRole'],
  resources: ['arn:aws:iam::*:role/*'],
};
/** What tags and a source identity take besides. */
const SAY_WHO_ONE_IS: Statement = {
  effect: 'Allow',
  actions: ['sts:TagSession', 'sts:SetSourceIdentity'],
  resources: ['*'],
};
const FEDERATE_ONESELF: Statement = {
  effect: 'Allow',
  actions: ['sts:GetFederationToken'],
  // oxlint-disable-next-line no-template-curly-in-string -- as above
  resources: ['arn:aws:sts::*:federated-user/${aws:username}'],
};
const READ_IAM: Statement = {
  effect: 'Allow',
  actions: ['iam:Get*', 'iam:List*'],
  resources: ['*'],
};

const USERS: readonly UserSeed[] = [
  {
    accountId: MAIN,
    userName: 'dana',
    about: 'An engineer with an MFA device and a key that is 97 days old: overdue.',
    createdDaysAgo: 640,
    hasMfaDevice: true,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE, SAY_WHO_ONE_IS, FEDERATE_ONESELF],
    keys: [
      {
        status: 'Active',
        createdDaysAgo: 97,
        lastUsed: { daysAgo: 0.2, service: 'sts', region: 'eu-west-1' },
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'kim',
    about: 'New, with a fresh key and no MFA device yet.',
    createdDaysAgo: 12,
    hasMfaDevice: false,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE],
    keys: [
      {
        status: 'Active',
        createdDaysAgo: 12,
        lastUsed: { daysAgo: 1, service: 'iam', region: 'us-east-1' },
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'lou',
    about: 'Has a key of 240 days that was never used.',
    createdDaysAgo: 240,
    hasMfaDevice: false,
    permissions: LOOK_AFTER_ONESELF,
    keys: [{ status: 'Active', createdDaysAgo: 240, lastUsed: null }],
  },
  {
    accountId: MAIN,
    userName: 'noor',
    about: 'Has one key, and it is inactive.',
    createdDaysAgo: 500,
    hasMfaDevice: true,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE],
    keys: [
      {
        status: 'Inactive',
        createdDaysAgo: 130,
        lastUsed: { daysAgo: 100, service: 's3', region: 'eu-west-1' },
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'deploy',
    about: 'A machine with two keys: one in use, one left over from the last rotation.',
    createdDaysAgo: 900,
    hasMfaDevice: false,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE],
    keys: [
      {
        status: 'Active',
        createdDaysAgo: 61,
        lastUsed: { daysAgo: 0.1, service: 's3', region: 'eu-west-1' },
      },
      {
        status: 'Inactive',
        createdDaysAgo: 410,
        lastUsed: { daysAgo: 61, service: 's3', region: 'eu-west-1' },
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'pat',
    about: 'May do next to nothing: not look at keys, not assume roles of other accounts.',
    createdDaysAgo: 40,
    hasMfaDevice: true,
    permissions: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'] }],
    keys: [
      {
        status: 'Active',
        createdDaysAgo: 40,
        lastUsed: { daysAgo: 2, service: 's3', region: 'eu-west-1' },
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'ari',
    about: 'Has a key of 83 days, soon due, and an MFA device.',
    createdDaysAgo: 83,
    hasMfaDevice: true,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE],
    keys: [active(83, { daysAgo: 0.5, service: 'ec2', region: 'eu-west-1' })],
  },
  {
    accountId: MAIN,
    userName: 'bea',
    about: 'Has a key of 120 days in daily use, long overdue, and no MFA device.',
    createdDaysAgo: 480,
    hasMfaDevice: false,
    permissions: [...LOOK_AFTER_ONESELF, ASSUME_ANY_ROLE],
    keys: [active(120, { daysAgo: 0.1, service: 's3', region: 'eu-central-1' })],
    password: { text: 'Practice-bea-1', changedDaysAgo: 400, lastUsedDaysAgo: 160 },
  },
  {
    accountId: MAIN,
    userName: 'cleo',
    about: 'Has two keys: one in use, and an inactive one that nobody deleted.',
    createdDaysAgo: 700,
    hasMfaDevice: true,
    permissions: LOOK_AFTER_ONESELF,
    keys: [
      active(30, { daysAgo: 1, service: 'lambda', region: 'eu-west-1' }),
      {
        ...active(200, { daysAgo: 31, service: 'lambda', region: 'eu-west-1' }),
        status: 'Inactive',
      },
    ],
  },
  {
    accountId: MAIN,
    userName: 'eli',
    about: 'Has two active keys: the older one in use, the newer one never used.',
    createdDaysAgo: 300,
    hasMfaDevice: true,
    permissions: LOOK_AFTER_ONESELF,
    keys: [active(50, null), active(95, { daysAgo: 3, service: 's3', region: 'us-east-1' })],
  },
  {
    accountId: MAIN,
    userName: 'hana',
    about: 'May look after her keys but, by an explicit deny, not make one: a rotation that fails.',
    createdDaysAgo: 150,
    hasMfaDevice: true,
    permissions: [
      ...LOOK_AFTER_ONESELF,
      { effect: 'Deny', actions: ['iam:CreateAccessKey'], resources: ['*'] },
    ],
    keys: [active(110, { daysAgo: 0.3, service: 'sts', region: 'eu-west-1' })],
  },
  {
    accountId: MAIN,
    userName: 'gus',
    about: 'Has a password, SSH keys and credentials of single services, some of them old.',
    createdDaysAgo: 800,
    hasMfaDevice: true,
    permissions: LOOK_AFTER_ONESELF,
    keys: [active(20, { daysAgo: 0.4, service: 'codecommit', region: 'eu-west-1' })],
    password: { text: 'Practice-gus-1', changedDaysAgo: 70, lastUsedDaysAgo: 2 },
    sshPublicKeys: [
      { status: 'Active', uploadedDaysAgo: 15 },
      { status: 'Inactive', uploadedDaysAgo: 620 },
    ],
    serviceCredentials: [
      serviceCredential('codecommit.amazonaws.com', 310, null),
      serviceCredential('bedrock.amazonaws.com', 20, 10),
      { ...serviceCredential('cassandra.amazonaws.com', 500, null), status: 'Inactive' },
    ],
  },
  {
    accountId: MAIN,
    userName: 'ines',
    about: 'An auditor: may read all of IAM and make the credential report, and change nothing.',
    createdDaysAgo: 200,
    hasMfaDevice: true,
    permissions: [
      ...LOOK_AFTER_ONESELF,
      {
        effect: 'Allow',
        actions: ['iam:Get*', 'iam:List*', 'iam:GenerateCredentialReport'],
        resources: ['*'],
      },
    ],
    keys: [active(8, { daysAgo: 0.6, service: 'iam', region: 'us-east-1' })],
    password: { text: 'Practice-ines-1', changedDaysAgo: 30, lastUsedDaysAgo: null },
  },
];

function active(createdDaysAgo: number, lastUsed: KeySeed['lastUsed']): KeySeed {
  return { status: 'Active', createdDaysAgo, lastUsed };
}

function serviceCredential(
  serviceName: string,
  createdDaysAgo: number,
  expiresInDays: number | null,
): ServiceCredentialSeed {
  return { serviceName, status: 'Active', createdDaysAgo, expiresInDays };
}

const HUB = { accountId: DATA, path: '/', roleName: 'Hub' };

const ROLES: readonly RoleSeed[] = [
  {
    accountId: MAIN,
    path: '/',
    roleName: 'Support',
    name: 'acme-main-support',
    about: 'Trusts pat by name, which is enough within one account.',
    trust: { principals: [PAT_ARN, DANA_ARN], externalId: null, requiresMfa: false },
    maxSessionSeconds: HOUR_SECONDS,
    permissions: [READ_IAM],
  },
  {
    accountId: DEVELOPMENT,
    path: '/',
    roleName: 'Developer',
    name: 'acme-dev-developer',
    about: 'Everyday work, without MFA, for up to twelve hours.',
    trust: { principals: [DANA_ARN, KIM_ARN, PAT_ARN], externalId: null, requiresMfa: false },
    maxSessionSeconds: 12 * HOUR_SECONDS,
    permissions: [READ_IAM],
  },
  {
    accountId: PRODUCTION,
    path: '/',
    roleName: 'ReadOnly',
    name: 'acme-prod-readonly',
    about: 'Wants MFA; up to four hours.',
    trust: { principals: [MAIN_ACCOUNT], externalId: null, requiresMfa: true },
    maxSessionSeconds: 4 * HOUR_SECONDS,
    permissions: [READ_IAM],
  },
  {
    accountId: PRODUCTION,
    path: '/',
    roleName: 'Admin',
    name: 'acme-prod-admin',
    about: 'Wants MFA; one hour at most; for dana alone.',
    trust: { principals: [DANA_ARN], externalId: null, requiresMfa: true },
    maxSessionSeconds: HOUR_SECONDS,
    permissions: [{ effect: 'Allow', actions: ['*'], resources: ['*'] }],
  },
  {
    ...HUB,
    name: 'acme-data-hub',
    about: 'The way to the other roles of the data account.',
    trust: { principals: [DANA_ARN, KIM_ARN], externalId: null, requiresMfa: false },
    maxSessionSeconds: 8 * HOUR_SECONDS,
    permissions: [ASSUME_ANY_ROLE, SAY_WHO_ONE_IS],
  },
  {
    accountId: DATA,
    path: '/teams/insight/',
    roleName: 'Analyst',
    name: 'acme-data-analyst',
    about: 'Can be assumed from the role Hub only (a chain), so for one hour at most.',
    trust: { principals: [roleArn(HUB)], externalId: null, requiresMfa: false },
    maxSessionSeconds: 12 * HOUR_SECONDS,
    permissions: [],
  },
  {
    accountId: PARTNER,
    path: '/',
    roleName: 'Auditor',
    name: 'partner-auditor',
    about: "Another company's, so it wants an external id.",
    trust: { principals: [MAIN_ACCOUNT], externalId: 'acme-audit-2041', requiresMfa: false },
    maxSessionSeconds: 2 * HOUR_SECONDS,
    permissions: [],
  },
  {
    accountId: PARTNER,
    path: '/',
    roleName: 'Owner',
    name: 'partner-owner',
    about: 'Trusts nobody of ours: a refusal to look at.',
    trust: { principals: [rootArn('666677778888')], externalId: null, requiresMfa: false },
    maxSessionSeconds: HOUR_SECONDS,
    permissions: [],
  },
];

/** The people and roles worth showing. */
export const SEED: WorldSeed = {
  accounts: [
    {
      accountId: MAIN,
      alias: 'acme-main',
      rootKey: {
        status: 'Active',
        createdDaysAgo: 812,
        lastUsed: { daysAgo: 300, service: 'iam', region: 'us-east-1' },
      },
      passwordPolicy: {
        minimumLength: 12,
        requireSymbols: true,
        requireNumbers: true,
        requireUppercase: true,
        requireLowercase: true,
        allowUsersToChange: true,
        maxAgeDays: 365,
        reusePrevention: 3,
        hardExpiry: false,
      },
      serverCertificates: [
        {
          name: 'shop.example.com',
          uploadedDaysAgo: 340,
          expiresInDays: 25,
          inUseBy: `arn:aws:elasticloadbalancing:eu-west-1:${MAIN}:loadbalancer/shop`,
        },
        { name: 'old.example.com', uploadedDaysAgo: 800, expiresInDays: -70, inUseBy: null },
      ],
    },
    { accountId: DEVELOPMENT, alias: 'acme-dev' },
    { accountId: PRODUCTION, alias: 'acme-prod' },
    { accountId: DATA, alias: 'acme-data' },
    { accountId: PARTNER, alias: null },
  ],
  users: USERS,
  roles: ROLES,
};
