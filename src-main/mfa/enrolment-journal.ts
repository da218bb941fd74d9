import * as z from 'zod';
import type { Identity } from '#shared/contract/things.ts';
import type { SealedFile } from '../secrets/vault.ts';
import { enrolmentFact, type EnrolmentFact } from './enrolment-steps.ts';

/** Whose device: of one user there is one enrolment at a time, whatever identities stand for that user. */
export type DeviceOwner = Pick<Identity, 'endpoint' | 'accountId'> & { readonly userName: string };

const enrolment = z.object({
  /** The identity that asked. */
  identity: z.string(),
  endpoint: z.string(),
  accountId: z.string(),
  userName: z.string(),
  facts: z.array(enrolmentFact),
});
export type Enrolment = Readonly<z.infer<typeof enrolment>>;

/** The enrolments that are under way, in the sealed file: each fact is on disk when `note` returns. */
export interface EnrolmentJournal {
  list(): Promise<readonly Enrolment[]>;
  find(owner: DeviceOwner): Promise<Enrolment | null>;
  /** Begins one with its first fact. One that is there already is left as it is. */
  begin(begun: Enrolment): Promise<void>;
  note(owner: DeviceOwner, fact: EnrolmentFact): Promise<void>;
  /** There is nothing left to do, nor to know. */
  close(owner: DeviceOwner): Promise<void>;
}

const sealedContent = z.looseObject({ enrolments: z.record(z.string(), enrolment).optional() });
type Enrolments = Readonly<Record<string, Enrolment>>;

export function createEnrolmentJournal(sealed: SealedFile): EnrolmentJournal {
  const read = async (): Promise<Enrolments> =>
    sealedContent.parse((await sealed.read()) ?? {}).enrolments ?? {};
  const change = (apply: (known: Enrolments) => Enrolments) =>
    sealed.update((content) => {
      const known = sealedContent.parse(content ?? {});
      return { ...known, enrolments: apply(known.enrolments ?? {}) };
    });
  return {
    list: async () => Object.values(await read()),
    find: async (owner) => (await read())[keyOf(owner)] ?? null,
    begin: (begun) => change((known) => ({ [keyOf(begun)]: begun, ...known })),
    note: (owner, fact) =>
      change((known) => {
        const noted = known[keyOf(owner)];
        if (noted === undefined) throw new Error(`no enrolment to note ${fact.fact} of`);
        return { ...known, [keyOf(owner)]: { ...noted, facts: [...noted.facts, fact] } };
      }),
    close: (owner) =>
      change((known) =>
        Object.fromEntries(Object.entries(known).filter(([key]) => key !== keyOf(owner))),
      ),
  };
}

/** Of what no name can hold. */
export function keyOf({ endpoint, accountId, userName }: DeviceOwner): string {
  return JSON.stringify([endpoint, accountId, userName]);
}
