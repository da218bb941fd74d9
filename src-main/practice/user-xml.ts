import type { XmlObject } from './query-xml.ts';
import type { User } from './world.ts';

/** The `User` of a reply. The root user has neither path nor name. */
export function userXml(user: User): XmlObject {
  const isRoot = user.kind === 'root';
  const lastUsed = user.password?.lastUsedAtMs ?? null;
  return {
    Path: isRoot ? null : '/',
    UserName: isRoot ? null : user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: new Date(user.createdAtMs),
    PasswordLastUsed: lastUsed === null ? null : new Date(lastUsed),
  };
}
