import { mfaArn, roleArn, rootArn, serverCertificateArn, userArn } from './arns.ts';
import { fakeAccessKeyId, fakeMfaSeed, fakeSecretAccessKey, fakeUniqueId } from './fake-values.ts';
import type { User, World } from './world.ts';
import type {
  AccountSeed,
  KeySeed,
  PasswordSeed,
  RoleSeed,
  ServerCertificateSeed,
  UserSeed,
  WorldSeed,
} from './world-seed.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a world of its seed; ages count back from `nowMs`. The same seed gives the same ids and secrets. */
export function createWorld(seed: WorldSeed, nowMs: number): World {
  const world: World = {
    accounts: new Map(),
    users: new Map(),
    keys: new Map(),
    mfaDevices: new Map(),
    roles: new Map(),
    sshPublicKeys: new Map(),
    serviceCredentials: new Map(),
    serverCertificates: new Map(),
    reports: new Map(),
    moreReportColumns: seed.moreReportColumns ?? [],
    sessions: new Map(),
  };
  for (const account of seed.accounts) addAccount(world, account, nowMs);
  for (const user of seed.users) addUser(world, user, nowMs);
  for (const role of seed.roles) addRole(world, role);
  return world;
}

function addAccount(world: World, seed: AccountSeed, nowMs: number): void {
  const { accountId, alias, rootKey, passwordPolicy = null } = seed;
  world.accounts.set(accountId, { accountId, alias, passwordPolicy });
  for (const certificate of seed.serverCertificates ?? [])
    addServerCertificate(world, accountId, certificate, nowMs);
  if (rootKey === undefined) return;
  const root: User = {
    kind: 'root',
    arn: rootArn(accountId),
    accountId,
    userName: '',
    userId: accountId,
    createdAtMs: nowMs - rootKey.createdDaysAgo * DAY_MS,
    // Policies do not bind the root user.
    permissions: [{ effect: 'Allow', actions: ['*'], resources: ['*'] }],
    password: null,
  };
  world.users.set(root.arn, root);
  addKeys(world, root, [rootKey], nowMs);
}

function addUser(world: World, seed: UserSeed, nowMs: number): void {
  const { accountId, userName, permissions } = seed;
  const arn = userArn(accountId, userName);
  const createdAtMs = nowMs - seed.createdDaysAgo * DAY_MS;
  const userId = fakeUniqueId('AIDA', arn);
  const user: User = {
    kind: 'user',
    arn,
    accountId,
    userName,
    userId,
    createdAtMs,
    permissions,
    password: seed.password === undefined ? null : passwordOf(seed.password, nowMs),
  };
  world.users.set(arn, user);
  addKeys(world, user, seed.keys, nowMs);
  addOtherCredentials(world, user, seed, nowMs);
  if (!seed.hasMfaDevice) return;
  const serial = mfaArn(accountId, '/', userName);
  world.mfaDevices.set(serial, {
    serial,
    accountId,
    seed: fakeMfaSeed(serial),
    owner: user,
    enabledAtMs: createdAtMs,
    driftSteps: 0,
    lastUsedStep: 0,
  });
}

function addKeys(world: World, owner: User, seeds: readonly KeySeed[], nowMs: number): void {
  for (const [index, seed] of seeds.entries()) {
    const label = { name: owner.userName || 'root', unique: `${owner.arn}#${index}` };
    const accessKeyId = fakeAccessKeyId(label);
    const createdAtMs = nowMs - seed.createdDaysAgo * DAY_MS;
    const since = BECAME[seed.status];
    world.keys.set(accessKeyId, {
      accessKeyId,
      secretAccessKey: fakeSecretAccessKey(label),
      owner,
      createdAtMs,
      history: [
        { kind: 'created', atMs: createdAtMs },
        ...(since === null ? [] : [{ kind: since, atMs: createdAtMs }]),
      ],
      lastUsed: seed.lastUsed && {
        atMs: nowMs - seed.lastUsed.daysAgo * DAY_MS,
        service: seed.lastUsed.service,
        region: seed.lastUsed.region,
      },
    });
  }
}

function passwordOf({ text, changedDaysAgo, lastUsedDaysAgo }: PasswordSeed, nowMs: number) {
  return {
    text,
    earlier: [],
    changedAtMs: nowMs - changedDaysAgo * DAY_MS,
    lastUsedAtMs: lastUsedDaysAgo === null ? null : nowMs - lastUsedDaysAgo * DAY_MS,
  };
}

function addOtherCredentials(world: World, owner: User, seed: UserSeed, nowMs: number): void {
  const { sshPublicKeys = [], serviceCredentials = [] } = seed;
  for (const [index, { status, uploadedDaysAgo }] of sshPublicKeys.entries()) {
    const id = fakeUniqueId('APKA', `ssh ${owner.arn}#${index}`);
    const uploadedAtMs = nowMs - uploadedDaysAgo * DAY_MS;
    world.sshPublicKeys.set(id, { id, owner, status, uploadedAtMs });
  }
  for (const [index, credential] of serviceCredentials.entries()) {
    const { serviceName, status, createdDaysAgo, expiresInDays } = credential;
    const id = fakeUniqueId('ACCA', `service ${owner.arn}#${index}`);
    const createdAtMs = nowMs - createdDaysAgo * DAY_MS;
    const expiresAtMs = expiresInDays === null ? null : nowMs + expiresInDays * DAY_MS;
    world.serviceCredentials.set(id, { id, owner, serviceName, status, createdAtMs, expiresAtMs });
  }
}

function addServerCertificate(
  world: World,
  accountId: string,
  { name, uploadedDaysAgo, expiresInDays, inUseBy }: ServerCertificateSeed,
  nowMs: number,
): void {
  const arn = serverCertificateArn(accountId, '/', name);
  world.serverCertificates.set(arn, {
    arn,
    accountId,
    id: fakeUniqueId('ASCA', arn),
    path: '/',
    name,
    uploadedAtMs: nowMs - uploadedDaysAgo * DAY_MS,
    expiresAtMs: nowMs + expiresInDays * DAY_MS,
    inUseBy,
  });
}

const BECAME = { Active: null, Inactive: 'deactivated', Expired: 'expired' } as const;

function addRole(world: World, seed: RoleSeed): void {
  const { accountId, path, roleName, trust, maxSessionSeconds, permissions } = seed;
  const arn = roleArn({ accountId, path, roleName });
  world.roles.set(arn, { arn, accountId, roleName, trust, maxSessionSeconds, permissions });
}
