import * as z from 'zod';
import { accessKeyId, accountId, name } from '#shared/contract/values.ts';
import type { Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { Fact, Intended, Journal } from './facts.ts';

/** What every version writes of a rotation, and so all that is known of one that a newer version has gone on with. */
export interface NewerRotation {
  readonly id: string;
  readonly endpoint: string;
  readonly accountId: string;
  readonly userName: string;
  readonly startedAtMs: number;
  readonly oldKeyId: string;
  /** Null where there is none yet, as far as this version can tell. */
  readonly newKeyId: string | null;
}

// Strict: what another version has added to a fact may mean something, and is not to be lost.
const when = { atMs: z.number() };
const plain = <F extends string>(fact: F) => z.strictObject({ fact: z.literal(fact), ...when });
const storedIntent = z.strictObject({
  ...plain('intended').shape,
  oldKeyId: z.string(),
  keysBefore: z.array(z.string()),
  graceSeconds: z.number(),
  deletesItself: z.boolean(),
});
const storedFact = z.discriminatedUnion('fact', [
  storedIntent,
  z.strictObject({
    ...plain('created').shape,
    accessKeyId: z.string(),
    secret: z.string().nullable(),
  }),
  z.strictObject({
    ...plain('orphan-found').shape,
    orphan: z.strictObject({ accessKeyId: z.string(), createdAtMs: z.number() }),
  }),
  z.strictObject({ ...plain('orphan-deleted').shape, accessKeyId: z.string() }),
  z.strictObject({ ...plain('switched').shape, identities: z.array(z.string()) }),
  z.strictObject({ ...plain('renamed').shape, userName: z.string() }),
  z.strictObject({ ...plain('renewed').shape, left: z.array(z.string()) }),
  z.strictObject({
    ...plain('grace-set').shape,
    graceSeconds: z.number(),
    deletesItself: z.boolean(),
  }),
  z.strictObject({ ...plain('turned-back').shape, deletesNewKey: z.boolean() }),
  z.strictObject({
    ...plain('failed').shape,
    failure: z.strictObject({ code: z.string(), facts: z.record(z.string(), z.unknown()) }),
  }),
  plain('creating'),
  plain('not-created'),
  plain('none-found'),
  plain('doubted'),
  plain('stored'),
  plain('proven'),
  plain('insisted'),
  plain('deactivating'),
  plain('not-deactivated'),
  plain('deactivated'),
  plain('deletion-asked'),
  plain('deleted'),
  plain('old-activated'),
  plain('old-proven'),
  plain('old-gone'),
  plain('switched-back'),
  plain('new-deactivated'),
  plain('new-deleted'),
  plain('abandoned'),
]);
type StoredFact = z.infer<typeof storedFact>;
const storedJournal = z.strictObject({
  id: z.string(),
  endpoint: z.string(),
  accountId: z.string(),
  userName: z.string(),
  facts: z.tuple([storedIntent], storedFact),
});

export function toStored({ facts: [intent, ...facts], ...subject }: Journal): unknown {
  return { ...subject, facts: [intent, ...facts.map(factToStored)] };
}

/** Null for what this version does not understand: it was sealed by us, so that a newer one has written it. */
export function fromStored(stored: unknown): Journal | null {
  const { data } = storedJournal.safeParse(stored);
  if (data === undefined) return null;
  const {
    facts: [intent, ...facts],
    ...subject
  } = data;
  return { ...subject, facts: [intent satisfies Intended, ...facts.map(factFromStored)] };
}

/** Whose rotation it is, whatever else is on record of it. */
export function idOf(stored: unknown): string | null {
  return z.object({ id: z.string() }).safeParse(stored).data?.id ?? null;
}

const LATEST_MS = 8.64e15;
const newerJournal = z.object({
  id: z.string(),
  endpoint: name,
  accountId,
  userName: z.string(),
  facts: z.tuple(
    [z.object({ atMs: z.number().min(0).max(LATEST_MS), oldKeyId: accessKeyId })],
    z.unknown(),
  ),
});
const anyCreated = z.object({ fact: z.literal('created'), accessKeyId });

/** Null where not even that can be read. */
export function newerFromStored(stored: unknown): NewerRotation | null {
  const { data } = newerJournal.safeParse(stored);
  if (data === undefined) return null;
  const {
    facts: [{ atMs, oldKeyId }, ...facts],
    ...subject
  } = data;
  const made = facts.flatMap((fact) => anyCreated.safeParse(fact).data ?? []);
  return { ...subject, startedAtMs: atMs, oldKeyId, newKeyId: made.at(-1)?.accessKeyId ?? null };
}

function factToStored(fact: Fact): unknown {
  return fact.fact === 'created' ? { ...fact, secret: fact.secret?.reveal() ?? null } : fact;
}

function factFromStored(fact: StoredFact): Fact {
  if (fact.fact === 'failed') return { ...fact, failure: fact.failure as Failure };
  if (fact.fact !== 'created') return fact;
  return { ...fact, secret: fact.secret === null ? null : secretOf(fact.secret) };
}
