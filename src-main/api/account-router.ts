import { implement } from '@orpc/server';
import { accountContract } from '#shared/contract/account.ts';
import { secretOf } from '#shared/secret.ts';
import type { Core } from './core.ts';

/** `account.*` of the contract. */
export function createAccountRouter({
  ownPassword,
  ownCredentials,
}: Pick<Core, 'ownPassword' | 'ownCredentials'>) {
  const os = implement(accountContract);
  return {
    passwordPolicy: os.passwordPolicy.handler(({ input: { identity, mfaCode } }) =>
      ownPassword.policy(identity, mfaCode),
    ),
    changePassword: os.changePassword.handler(
      ({ input: { identity, mfaCode, oldPassword, newPassword } }) =>
        ownPassword.change(
          identity,
          { oldPassword: secretOf(oldPassword), newPassword: secretOf(newPassword) },
          mfaCode,
        ),
    ),
    credentials: os.credentials.handler(({ input: { identity, mfaCode } }) =>
      ownCredentials.list(identity, mfaCode),
    ),
    setStatus: os.setStatus.handler(({ input: { status, ...credential } }) =>
      ownCredentials.setStatus(credential, status),
    ),
    delete: os.delete.handler(({ input }) => ownCredentials.delete(input)),
  };
}
