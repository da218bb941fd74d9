import type { Action } from '../action.ts';
import { authorizeIam } from '../authorize.ts';
import { accessDenied, AwsError, noSuchEntity } from '../aws-error.ts';
import { readParameters } from '../parameters.ts';
import { changeOwnPassword, checkNewPassword } from '../passwords.ts';

/** Only one's own. */
export const changePassword: Action = {
  name: 'ChangePassword',
  service: 'iam',
  run(call) {
    const read = readParameters(call.parameters);
    const pattern = String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`;
    const rule = { min: 1, max: 128, pattern, isSecret: true };
    const old = read.requiredText('OldPassword', rule);
    const candidate = read.requiredText('NewPassword', rule);
    read.check();
    const { principal } = call.caller;
    if (principal.kind !== 'user' || principal.user.kind === 'root')
      throw new AwsError(400, 'InvalidUserType', 'Only IAM Users can change their own password');
    const { user } = principal;
    const policy = call.world.accounts.get(user.accountId)?.passwordPolicy ?? null;
    const permission = { resource: user.arn, shownAs: `user ${user.userName}` };
    authorizeIam(call, { action: 'iam:ChangePassword', ...permission }, changeOwnPassword(policy));
    const { password } = user;
    if (password === null)
      throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`);
    // The model names no error for it.
    if (password.text !== old) throw accessDenied('The old password was incorrect.');
    checkNewPassword(policy, password, candidate);
    user.password = {
      text: candidate,
      earlier: [password.text, ...password.earlier],
      changedAtMs: call.nowMs,
      lastUsedAtMs: password.lastUsedAtMs,
    };
    return null;
  },
};
