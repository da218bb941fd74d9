import type { Identity } from '#shared/contract/things.ts';
import type { Credentials } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { accessKeyOf } from '../sessions/access-key.ts';
import { fingerprintOf, isLastGood } from '../sessions/reuse.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '#shared/plan.ts';

export type ObtainedIamCredentials =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  /** No code can be made here: a person has to type the device's next one. */
  | { readonly kind: 'mfa-needed'; readonly serial: string };

/**
 * With what an identity calls IAM. Users whose policy asks for MFA may do nothing without, and IAM does not
 * know a session of GetSessionToken that was made without (contracts.md §3.1): so it is the identity's own MFA
 * session where it has a device, used again like any other, and the access key where it has none.
 */
export interface IamCredentials {
  /**
   * For a call that a person wants. Spends a code of the device only where no session is there, and a typed
   * `mfaCode` only then. Throws `vault/*`, `aws/*`, `mfa/*`.
   */
  obtain(
    identity: Identity,
    options?: { readonly mfaCode?: string | undefined },
  ): Promise<ObtainedIamCredentials>;
  /**
   * For what is read in the background: what is there without asking AWS or anybody for a code. Where that is
   * the access key of a user with a device, a denial says nothing but that. Throws `vault/*`.
   */
  atHand(identity: Identity): Promise<Credentials>;
}

export function createIamCredentials(deps: {
  readonly state: Pick<StateStore, 'current'>;
  readonly secrets: SecretStore;
  readonly sessions: Pick<Sessions, 'obtain'>;
  readonly book: Pick<SessionBook, 'get'>;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
}): IamCredentials {
  const { state, secrets, sessions, book, skew } = deps;

  const bookedOf = ({ name }: Identity): Credentials | null => {
    const booked = book.get(name);
    const fingerprint = fingerprintOf(planTarget(state.current(), name), 0);
    const wanted = { fingerprint, requestedSeconds: null, endsAfterMs: null };
    return booked !== undefined && isLastGood(booked, wanted, skew.awsNow())
      ? booked.credentials
      : null;
  };

  return {
    async obtain(identity, { mfaCode } = {}) {
      if (identity.mfaSerial === null)
        return { kind: 'credentials', credentials: await accessKeyOf(identity, secrets) };
      let obtained = await sessions.obtain(identity.name, {});
      if (obtained.kind === 'mfa-needed' && mfaCode !== undefined)
        obtained = await sessions.obtain(identity.name, { mfaCode });
      return obtained.kind === 'mfa-needed'
        ? obtained
        : { kind: 'credentials', credentials: obtained.session.credentials };
    },
    async atHand(identity) {
      const booked = identity.mfaSerial === null ? null : bookedOf(identity);
      return booked ?? accessKeyOf(identity, secrets);
    },
  };
}
