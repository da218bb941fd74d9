import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { ACTIVITY_KEPT } from './activity-kept.ts';
import { procedure } from './procedure.ts';
import { failure, plan } from './things.ts';
import { instant, plainText } from './values.ts';

/** Names as they were when it happened: what they name may be gone, or have another name now. */
const named = plainText(256);

/**
 * Who asked for a session: somebody in a window or by the command; a tool through its profile's
 * `credential_process` or through a door; Latchkey, because the session was about to end (`renewal`) or because
 * it needed one itself.
 */
export const sessionAsker = z.enum(['window', 'command', 'process', 'door', 'renewal', 'latchkey']);
export type SessionAsker = z.infer<typeof sessionAsker>;

export const deliveredBy = z.enum(['file', 'process', 'container', 'metadata']);
export type DeliveredBy = z.infer<typeof deliveredBy>;

const ofSession = { target: named, scope: named.nullable() };
const ofKey = { accessKeyId: named, userName: named.nullable() };
const ofDevice = { identity: named, serial: plainText(512).nullable() };

/** What happened. Facts that we name ourselves, never a secret, and nothing else of what AWS replied. */
export const activityFact = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('session-obtained'),
    ...ofSession,
    by: sessionAsker,
    /** The first reason of its plan: `words/plan.ts`. */
    reason: plan.shape.because.element.nullable(),
    /** The moment AWS named. */
    expiresAt: instant,
    /** Where it takes the place of the one before. */
    profile: named.nullable(),
  }),
  z.strictObject({
    kind: z.literal('session-delivered'),
    target: named,
    how: deliveredBy,
    /** Null for a door, which needs none. */
    profile: named.nullable(),
  }),
  z.strictObject({ kind: z.literal('session-stopped'), target: named }),
  /** Latchkey has ended and taken it out of the files; the session goes on in the vault. */
  z.strictObject({ kind: z.literal('session-withdrawn'), target: named }),
  /** The first of a run of the same. */
  z.strictObject({ kind: z.literal('session-failed'), ...ofSession, code: named }),
  z.strictObject({ kind: z.literal('key-created'), ...ofKey }),
  z.strictObject({ kind: z.literal('key-rotated'), ...ofKey }),
  z.strictObject({ kind: z.literal('key-replaced'), ...ofKey }),
  z.strictObject({ kind: z.literal('key-activated'), ...ofKey }),
  z.strictObject({ kind: z.literal('key-deactivated'), ...ofKey }),
  z.strictObject({ kind: z.literal('key-deleted'), ...ofKey }),
  z.strictObject({ kind: z.literal('mfa-enrolled'), ...ofDevice }),
  z.strictObject({ kind: z.literal('mfa-removed'), ...ofDevice }),
  z.strictObject({ kind: z.literal('mfa-set'), ...ofDevice }),
  z.strictObject({ kind: z.literal('mfa-forgotten'), ...ofDevice }),
  z.strictObject({ kind: z.literal('identity-added'), identity: named }),
  z.strictObject({ kind: z.literal('identity-removed'), identity: named }),
  z.strictObject({ kind: z.literal('role-added'), target: named }),
  z.strictObject({ kind: z.literal('role-removed'), target: named }),
  z.strictObject({ kind: z.literal('locked') }),
  z.strictObject({ kind: z.literal('unlocked') }),
  /** From here on the log is sealed; what is before could have been written by anybody who can write the file. */
  z.strictObject({ kind: z.literal('seal-begun') }),
  /** What was sealed was not in the log any more when Latchkey went on with it. */
  z.strictObject({ kind: z.literal('log-broken') }),
]);
export type ActivityFact = z.infer<typeof activityFact>;

export const activityEntry = z.strictObject({
  /** Counts from 1 and on, also over what is dropped for its age. */
  n: z.number().int(),
  at: instant,
  /** Null where a newer Latchkey has written it, or somebody else: this one does not understand it. */
  fact: activityFact.nullable(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

/** How far the log can be believed. */
export const activityCheck = z.strictObject({
  /** The first entry that does not fit the one before, or was changed; null where all of them fit. */
  brokenAt: z.number().int().nullable(),
  /** How often writing was cut short, as by a crash: what there was of that entry is lost, and nothing else. */
  torn: z.number().int(),
  /**
   * Whether the log holds what was sealed with the vault's key: it does, or does not (`lost`), or it was never sealed;
   * `unchecked` while the vault is not open.
   */
  seal: z.enum(['fits', 'lost', 'none', 'unchecked']),
  /** How many entries were dropped for their age. */
  dropped: z.number().int(),
  /** Why the last entries could not be written. */
  failure: failure.nullable(),
});
export type ActivityCheck = z.infer<typeof activityCheck>;

const activityList = z.strictObject({
  /** The newest first. */
  entries: z.array(activityEntry),
  /** Whether there are older ones. */
  hasMore: z.boolean(),
  check: activityCheck,
});
export type ActivityList = z.infer<typeof activityList>;

export const activityChunk = activityList.extend({
  /** `older`: to go behind those before. `newer`: before them, since they have just been written. */
  place: z.enum(['older', 'newer']),
});
export type ActivityChunk = z.infer<typeof activityChunk>;

export const activityContract = {
  /** What happened since then, at most so much of it. Throws `state/unusable`. */
  list: procedure
    .input(
      z.strictObject({
        since: instant.optional(),
        limit: z
          .number()
          .int()
          .min(1)
          .max(2 * ACTIVITY_KEPT.entries)
          .optional(),
      }),
    )
    .output(activityList),
  /** All of it in pieces, the newest first, and then what happens. It ends when the vault is locked. */
  follow: procedure.input(z.strictObject({})).output(eventIterator(activityChunk)),
};
