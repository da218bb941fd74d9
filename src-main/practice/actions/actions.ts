import type { Action } from '../action.ts';
import { assumeRole } from './assume-role.ts';
import { createAccessKey } from './create-access-key.ts';
import { createVirtualMfaDevice } from './create-virtual-mfa-device.ts';
import { deactivateMfaDevice } from './deactivate-mfa-device.ts';
import { deleteAccessKey } from './delete-access-key.ts';
import { deleteVirtualMfaDevice } from './delete-virtual-mfa-device.ts';
import { enableMfaDevice } from './enable-mfa-device.ts';
import { getAccessKeyLastUsed } from './get-access-key-last-used.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getFederationToken } from './get-federation-token.ts';
import { getSessionToken } from './get-session-token.ts';
import { getUser } from './get-user.ts';
import { listAccessKeys } from './list-access-keys.ts';
import { listAccountAliases } from './list-account-aliases.ts';
import { listMfaDevices } from './list-mfa-devices.ts';
import { listVirtualMfaDevices } from './list-virtual-mfa-devices.ts';
import { resyncMfaDevice } from './resync-mfa-device.ts';
import { updateAccessKey } from './update-access-key.ts';

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
  listAccountAliases,
];
