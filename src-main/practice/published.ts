import { roleArn, rootArn, userArn } from './arns.ts';
import { namesOf } from './principal.ts';
import type { PracticeRole, PracticeSession, PracticeUser } from './practice-account.ts';
import type { World } from './world.ts';
import type { WorldSeed } from './world-seed.ts';

/** Everybody in the seed that has a key, with the key in use: the newest. */
export function listUsers(seed: WorldSeed, world: World): readonly PracticeUser[] {
  const people = [
    ...seed.users.map(({ accountId, userName, about }) => ({
      arn: userArn(accountId, userName),
      userName,
      about,
    })),
    ...seed.accounts
      .filter(({ rootKey }) => rootKey !== undefined)
      .map(({ accountId }) => ({
        arn: rootArn(accountId),
        userName: 'root',
        about: 'The root user: its key should not exist.',
      })),
  ];
  return people.flatMap((person) => {
    const keys = [...world.keys.values()].filter(({ owner }) => owner.arn === person.arn);
    const key = keys.toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0];
    if (key === undefined) return [];
    const device = [...world.mfaDevices.values()].find(({ owner }) => owner?.arn === person.arn);
    return [
      {
        ...person,
        accountId: key.owner.accountId,
        accessKeyId: key.accessKeyId,
        secretAccessKey: key.secretAccessKey,
        mfaSerial: device?.serial ?? null,
        mfaSeed: device?.seed ?? null,
        password: key.owner.password?.text ?? null,
      },
    ];
  });
}

export function listRoles(seed: WorldSeed): readonly PracticeRole[] {
  return seed.roles.map((role) => ({
    name: role.name,
    roleArn: roleArn(role),
    externalId: role.trust.externalId,
    trusted: role.trust.principals,
    requiresMfa: role.trust.requiresMfa,
    maxSessionSeconds: role.maxSessionSeconds,
    about: role.about,
  }));
}

export function listSessions(world: World): readonly PracticeSession[] {
  return [...world.sessions.values()].map(({ accessKeyId, principal, options }) => ({
    accessKeyId,
    arn: namesOf(principal).arn,
    ...options,
  }));
}
