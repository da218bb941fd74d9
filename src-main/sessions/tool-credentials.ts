import type { SessionCredentials } from '../aws/aws.ts';
import type { StateStore } from '../state/state-store.ts';
import { findTargetOrProfile } from '../targets/targets.ts';
import type { Sessions, StartOptions } from './sessions.ts';

/** What a program on this machine gets, through whichever door it asks. */
export type ToolCredentials =
  | {
      readonly kind: 'credentials';
      readonly target: string;
      readonly credentials: SessionCredentials;
      readonly accountId: string;
      readonly region: string;
      /** Set when the endpoint has its own URLs and says that tools should follow. */
      readonly endpointUrl: string | null;
    }
  | { readonly kind: 'mfa-needed'; readonly target: string; readonly serial: string };

/**
 * Credentials for a program that asks by itself: `credential_process`, the container endpoint, `exec`,
 * `env`. `name` is a target, or a profile that a target is delivered under. Nothing is delivered.
 * Throws `input/unknown`, and what `Sessions.obtain` throws.
 */
export type ObtainForTool = (name: string, options: StartOptions) => Promise<ToolCredentials>;

export function createObtainForTool(deps: {
  readonly state: StateStore;
  readonly sessions: Pick<Sessions, 'obtain'>;
}): ObtainForTool {
  const { state, sessions } = deps;
  return async (name, options) => {
    await state.refresh();
    const facts = findTargetOrProfile(state.current(), name);
    const { name: target, accountId, region, endpoint } = facts;
    const outcome = await sessions.obtain(target, options);
    if (outcome.kind === 'mfa-needed') return { ...outcome, target };
    return {
      kind: 'credentials',
      target,
      credentials: outcome.session.credentials,
      accountId,
      region,
      endpointUrl: endpoint.writesEndpointUrl ? endpoint.stsUrl : null,
    };
  };
}
