import * as z from 'zod';
import type { Identity } from '#shared/contract/things.ts';
import { mfaSerial, name, plainText } from '#shared/contract/values.ts';
import { AppError } from '#shared/errors.ts';
import type { SealedFile } from '../secrets/vault.ts';
import { enrolmentFact, type EnrolmentFact } from './enrolment-steps.ts';

/** Whose device: of one user there is one enrolment at a time, whatever identities stand for that user. */
export type DeviceOwner = Pick<Identity, 'endpoint' | 'accountId'> & { readonly userName: string };

// Strict: what another version has added to a fact may mean something, and is not to be lost.
const enrolment = z.strictObject({
  /** The identity that asked. */
  identity: z.string(),
  endpoint: z.string(),
  accountId: z.string(),
  userName: z.string(),
  facts: z.array(enrolmentFact),
});
export type Enrolment = Readonly<z.infer<typeof enrolment>>;

/** What every version writes of an enrolment. */
const newerEnrolment = z.object({
  identity: name,
  facts: z.tuple([z.object({ deviceName: plainText(128), serial: mfaSerial })], z.unknown()),
});
/** One that a newer version has gone on with. */
export interface NewerEnrolment {
  readonly identity: string;
  readonly deviceName: string;
  readonly serial: string;
}

/**
 * The enrolments that are under way, in the sealed file: each fact is on disk when `note` returns. One that a newer
 * Latchkey has written, and this one does not understand, is left as it is: whatever is asked of it throws
 * `mfa/enrolment-newer`.
 */
export interface EnrolmentJournal {
  list(): Promise<{
    readonly known: readonly Enrolment[];
    readonly newer: readonly NewerEnrolment[];
  }>;
  find(owner: DeviceOwner): Promise<Enrolment | null>;
  /** Begins one with its first fact. One that is there already is left as it is. */
  begin(begun: Enrolment): Promise<void>;
  note(owner: DeviceOwner, fact: EnrolmentFact): Promise<void>;
  /** There is nothing left to do, nor to know. */
  close(owner: DeviceOwner): Promise<void>;
}

const sealedContent = z.looseObject({ enrolments: z.record(z.string(), z.unknown()).optional() });
type Enrolments = Readonly<Record<string, unknown>>;

export function createEnrolmentJournal(sealed: SealedFile): EnrolmentJournal {
  const read = async (): Promise<Enrolments> =>
    sealedContent.parse((await sealed.read()) ?? {}).enrolments ?? {};
  const change = (apply: (stored: Enrolments) => Enrolments) =>
    sealed.update((content) => {
      const known = sealedContent.parse(content ?? {});
      return { ...known, enrolments: apply(known.enrolments ?? {}) };
    });
  return {
    async list() {
      const all = Object.values(await read());
      return {
        known: all.flatMap((one) => enrolment.safeParse(one).data ?? []),
        newer: all.filter((one) => !enrolment.safeParse(one).success).flatMap(newerFrom),
      };
    },
    find: async (owner) => understood(await read(), owner),
    begin: (begun) => change((stored) => ({ [keyOf(begun)]: begun, ...stored })),
    note: (owner, fact) =>
      change((stored) => {
        const noted = understood(stored, owner);
        if (noted === null) throw new Error(`no enrolment to note ${fact.fact} of`);
        return { ...stored, [keyOf(owner)]: { ...noted, facts: [...noted.facts, fact] } };
      }),
    close: (owner) =>
      change((stored) => {
        understood(stored, owner);
        return Object.fromEntries(Object.entries(stored).filter(([key]) => key !== keyOf(owner)));
      }),
  };
}

function understood(stored: Enrolments, owner: DeviceOwner): Enrolment | null {
  const one = stored[keyOf(owner)];
  if (one === undefined) return null;
  const { data } = enrolment.safeParse(one);
  if (data !== undefined) return data;
  throw new AppError('mfa/enrolment-newer', {
    identity: newerFrom(one)[0]?.identity ?? owner.userName,
  });
}

function newerFrom(stored: unknown): readonly NewerEnrolment[] {
  const { data } = newerEnrolment.safeParse(stored);
  if (data === undefined) return [];
  const [{ deviceName, serial }] = data.facts;
  return [{ identity: data.identity, deviceName, serial }];
}

/** Of what no name can hold. */
export function keyOf({ endpoint, accountId, userName }: DeviceOwner): string {
  return JSON.stringify([endpoint, accountId, userName]);
}
