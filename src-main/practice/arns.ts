export function userArn(accountId: string, userName: string): string {
  return `arn:aws:iam::${accountId}:user/${userName}`;
}

export function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

export function roleArn(role: { accountId: string; path: string; roleName: string }): string {
  return `arn:aws:iam::${role.accountId}:role${role.path}${role.roleName}`;
}

/** `path` is `/`, or names between slashes. */
export function mfaArn(accountId: string, path: string, deviceName: string): string {
  return `arn:aws:iam::${accountId}:mfa${path}${deviceName}`;
}

/** `path` is `/`, or names between slashes. */
export function serverCertificateArn(accountId: string, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:server-certificate${path}${name}`;
}
