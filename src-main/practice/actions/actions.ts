import type { Action } from '../action.ts';
import { assumeRole } from './assume-role.ts';
import { changePassword } from './change-password.ts';
import { createAccessKey } from './create-access-key.ts';
import { createVirtualMfaDevice } from './create-virtual-mfa-device.ts';
import { deactivateMfaDevice } from './deactivate-mfa-device.ts';
import { deleteAccessKey } from './delete-access-key.ts';
import { deleteServerCertificate } from './delete-server-certificate.ts';
import { deleteServiceSpecificCredential } from './delete-service-specific-credential.ts';
import { deleteSshPublicKey } from './delete-ssh-public-key.ts';
import { deleteVirtualMfaDevice } from './delete-virtual-mfa-device.ts';
import { enableMfaDevice } from './enable-mfa-device.ts';
import { generateCredentialReport } from './generate-credential-report.ts';
import { getAccessKeyLastUsed } from './get-access-key-last-used.ts';
import { getAccountPasswordPolicy } from './get-account-password-policy.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getCredentialReport } from './get-credential-report.ts';
import { getFederationToken } from './get-federation-token.ts';
import { getSessionToken } from './get-session-token.ts';
import { getUser } from './get-user.ts';
import { listAccessKeys } from './list-access-keys.ts';
import { listAccountAliases } from './list-account-aliases.ts';
import { listMfaDevices } from './list-mfa-devices.ts';
import { listServerCertificates } from './list-server-certificates.ts';
import { listServiceSpecificCredentials } from './list-service-specific-credentials.ts';
import { listSshPublicKeys } from './list-ssh-public-keys.ts';
import { listVirtualMfaDevices } from './list-virtual-mfa-devices.ts';
import { resetServiceSpecificCredential } from './reset-service-specific-credential.ts';
import { resyncMfaDevice } from './resync-mfa-device.ts';
import { updateAccessKey } from './update-access-key.ts';
import { updateServiceSpecificCredential } from './update-service-specific-credential.ts';
import { updateSshPublicKey } from './update-ssh-public-key.ts';

/** Everything the practice account can do. A new action is a file beside this one and a line here. */
export const ACTIONS: readonly Action[] = [
  getCallerIdentity,
  getSessionToken,
  assumeRole,
  getFederationToken,
  getUser,
  createAccessKey,
  updateAccessKey,
  deleteAccessKey,
  listAccessKeys,
  getAccessKeyLastUsed,
  createVirtualMfaDevice,
  enableMfaDevice,
  resyncMfaDevice,
  deactivateMfaDevice,
  deleteVirtualMfaDevice,
  listVirtualMfaDevices,
  listMfaDevices,
  getAccountPasswordPolicy,
  changePassword,
  listSshPublicKeys,
  updateSshPublicKey,
  deleteSshPublicKey,
  listServiceSpecificCredentials,
  updateServiceSpecificCredential,
  deleteServiceSpecificCredential,
  resetServiceSpecificCredential,
  listServerCertificates,
  deleteServerCertificate,
  generateCredentialReport,
  getCredentialReport,
  listAccountAliases,
];
