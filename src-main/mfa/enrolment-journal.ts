import type { Identity } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import { sealedParts, sealedRecord } from '../secrets/sealed-part.ts';
import type { SealedFile } from '../secrets/vault.ts';
import type { Enrolment, EnrolmentFact, NewerEnrolment } from './stored-enrolment.ts';

/** Whose device: of one user there is one enrolment at a time, whatever identities stand for that user. */
export type DeviceOwner = Pick<Identity, 'endpoint' | 'accountId'> & { readonly userName: string };

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

type Enrolments = Readonly<Record<string, unknown>>;

/** Where there is no enrolment, a Latchkey at rest does not hold their schemas (G8). */
const loadSchemas = () => import('./stored-enrolment.ts');
type Schemas = Awaited<ReturnType<typeof loadSchemas>>;

export function createEnrolmentJournal(sealed: SealedFile): EnrolmentJournal {
  const read = async (): Promise<Enrolments> => sealedRecord(await sealed.read(), 'enrolments');
  const change = async (apply: (stored: Enrolments, schemas: Schemas) => Enrolments) => {
    const schemas = await loadSchemas();
    await sealed.update((content) => ({
      ...sealedParts(content),
      enrolments: apply(sealedRecord(content, 'enrolments'), schemas),
    }));
  };
  return {
    async list() {
      const all = Object.values(await read());
      if (all.length === 0) return { known: [], newer: [] };
      const { enrolment, newerFrom } = await loadSchemas();
      return {
        known: all.flatMap((one) => enrolment.safeParse(one).data ?? []),
        newer: all.filter((one) => !enrolment.safeParse(one).success).flatMap(newerFrom),
      };
    },
    find: async (owner) => understood(await read(), owner, await loadSchemas()),
    begin: (begun) => change((stored) => ({ [keyOf(begun)]: begun, ...stored })),
    note: (owner, fact) =>
      change((stored, schemas) => {
        const noted = understood(stored, owner, schemas);
        if (noted === null) throw new Error(`no enrolment to note ${fact.fact} of`);
        return { ...stored, [keyOf(owner)]: { ...noted, facts: [...noted.facts, fact] } };
      }),
    close: (owner) =>
      change((stored, schemas) => {
        understood(stored, owner, schemas);
        return Object.fromEntries(Object.entries(stored).filter(([key]) => key !== keyOf(owner)));
      }),
  };
}

function understood(
  stored: Enrolments,
  owner: DeviceOwner,
  { enrolment, newerFrom }: Schemas,
): Enrolment | null {
  const one = stored[keyOf(owner)];
  if (one === undefined) return null;
  const { data } = enrolment.safeParse(one);
  if (data !== undefined) return data;
  throw new AppError('mfa/enrolment-newer', {
    identity: newerFrom(one)[0]?.identity ?? owner.userName,
  });
}

/** Of what no name can hold. */
export function keyOf({ endpoint, accountId, userName }: DeviceOwner): string {
  return JSON.stringify([endpoint, accountId, userName]);
}
