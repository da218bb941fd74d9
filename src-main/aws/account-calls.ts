import {
  ChangePasswordCommand,
  GenerateCredentialReportCommand,
  GetAccountPasswordPolicyCommand,
  GetCredentialReportCommand,
  ListAccountAliasesCommand,
  type PasswordPolicy as SdkPasswordPolicy,
} from '@aws-sdk/client-iam';
import type { Secret } from '#shared/secret.ts';
import type { ClientConfig } from './client-config.ts';
import { iamClient, listOf, momentOf } from './iam-reply.ts';
import type { CredentialReport, PasswordPolicy } from './iam.ts';
import { MalformedReply } from './malformed-reply.ts';

/** An account has one alias at most: this list has no second page. */
export async function getAccountAlias(config: ClientConfig): Promise<string | null> {
  const { AccountAliases: aliases } = await iamClient(config).send(
    new ListAccountAliasesCommand({}),
  );
  const alias = listOf(aliases)[0];
  if (alias === undefined) return null;
  if (!/^[a-z0-9][a-z0-9-]{2,62}$/.test(alias)) throw new MalformedReply();
  return alias;
}

export async function getAccountPasswordPolicy(
  config: ClientConfig,
): Promise<PasswordPolicy | null> {
  try {
    const reply = await iamClient(config).send(new GetAccountPasswordPolicyCommand({}));
    return passwordPolicyOf(reply.PasswordPolicy);
  } catch (error) {
    if ((error as Error).name === 'NoSuchEntityException') return null;
    throw error;
  }
}

export async function changePassword(
  config: ClientConfig,
  { oldPassword, newPassword }: { oldPassword: Secret; newPassword: Secret },
): Promise<void> {
  await iamClient(config).send(
    new ChangePasswordCommand({
      OldPassword: oldPassword.reveal(),
      NewPassword: newPassword.reveal(),
    }),
  );
}

export async function generateCredentialReport(config: ClientConfig): Promise<{ done: boolean }> {
  const { State } = await iamClient(config).send(new GenerateCredentialReportCommand({}));
  if (!['STARTED', 'INPROGRESS', 'COMPLETE'].includes(State ?? '')) throw new MalformedReply();
  return { done: State === 'COMPLETE' };
}

export async function getCredentialReport(config: ClientConfig): Promise<CredentialReport> {
  try {
    const reply = await iamClient(config).send(new GetCredentialReportCommand({}));
    const text = utf8Of(reply.Content ?? new Uint8Array());
    const [header = ''] = text.split(/\r?\n/, 1);
    if (!header.split(',').includes('user')) throw new MalformedReply();
    return { kind: 'report', text, generatedAtMs: momentOf(reply.GeneratedTime) };
  } catch (error) {
    const kind = WITHOUT_REPORT.get((error as Error).name);
    if (kind === undefined) throw error;
    return { kind };
  }
}

const WITHOUT_REPORT: ReadonlyMap<string, 'in-progress' | 'not-present' | 'expired'> = new Map([
  ['CredentialReportNotReadyException', 'in-progress'],
  ['CredentialReportNotPresentException', 'not-present'],
  ['CredentialReportExpiredException', 'expired'],
] as const);

function utf8Of(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedReply();
  }
}

function passwordPolicyOf(given: SdkPasswordPolicy | undefined): PasswordPolicy {
  return {
    minimumLength: numberOf(given?.MinimumPasswordLength, 1, 128),
    requiresSymbols: given?.RequireSymbols ?? false,
    requiresNumbers: given?.RequireNumbers ?? false,
    requiresUppercase: given?.RequireUppercaseCharacters ?? false,
    requiresLowercase: given?.RequireLowercaseCharacters ?? false,
    mayChangeOwn: given?.AllowUsersToChangePassword ?? false,
    maximumAgeDays: numberOrNull(given?.MaxPasswordAge, 1095),
    remembered: numberOrNull(given?.PasswordReusePrevention, 24),
    endsHard: given?.HardExpiry ?? false,
  };
}

function numberOf(value: number | undefined, minimum: number, maximum: number): number {
  if (value === undefined || !(value >= minimum && value <= maximum)) throw new MalformedReply();
  return value;
}

/** AWS leaves out what is not limited; others send 0. */
function numberOrNull(value: number | undefined, maximum: number): number | null {
  return value === undefined || value === 0 ? null : numberOf(value, 1, maximum);
}
