import * as z from 'zod';
import type { Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import type { SealedFile } from '../secrets/vault.ts';
import type { Fact, Intended, Journal } from './facts.ts';
import { stateOf } from './steps.ts';
import { tidied } from './tidied.ts';

/**
 * The journals of all rotations, in the sealed file: each fact outlasts a crash before `append` returns. Of
 * those that ended, the last of each user is kept, to be shown. Throws what the vault throws.
 */
export interface Journals {
  /** As this process last saw them. */
  all(): readonly Journal[];
  /** Reads them again: another process may have gone on. */
  refresh(): Promise<readonly Journal[]>;
  /** Begins a rotation, in the place of one of the same user that has ended. */
  begin(journal: Journal): Promise<void>;
  append(id: string, ...facts: readonly Fact[]): Promise<Journal>;
  /** An `append` that goes on writing when the vault is locked meanwhile: for what AWS tells but once. */
  held(): Journals['append'];
  /** Drops what is in memory; the file keeps it. */
  forget(): void;
}

const when = { atMs: z.number() };
const plain = <F extends string>(fact: F) => z.object({ fact: z.literal(fact), ...when });
const storedIntent = z.object({
  ...plain('intended').shape,
  oldKeyId: z.string(),
  keysBefore: z.array(z.string()),
  graceSeconds: z.number(),
  deletesItself: z.boolean(),
});
const storedFact = z.discriminatedUnion('fact', [
  storedIntent,
  z.object({ ...plain('created').shape, accessKeyId: z.string(), secret: z.string().nullable() }),
  z.object({
    ...plain('orphan-found').shape,
    orphan: z.object({ accessKeyId: z.string(), createdAtMs: z.number() }),
  }),
  z.object({ ...plain('orphan-deleted').shape, accessKeyId: z.string() }),
  z.object({ ...plain('switched').shape, identities: z.array(z.string()) }),
  z.object({ ...plain('renewed').shape, left: z.array(z.string()) }),
  z.object({
    ...plain('grace-set').shape,
    graceSeconds: z.number(),
    deletesItself: z.boolean(),
  }),
  z.object({ ...plain('turned-back').shape, deletesNewKey: z.boolean() }),
  z.object({
    ...plain('failed').shape,
    failure: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }),
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
const storedJournal = z.object({
  id: z.string(),
  endpoint: z.string(),
  accountId: z.string(),
  userName: z.string(),
  facts: z.tuple([storedIntent], storedFact),
});
type StoredJournal = z.infer<typeof storedJournal>;
const sealedContent = z.looseObject({ rotations: z.array(storedJournal).optional() });

export function createJournals(sealed: SealedFile, onChange: () => void): Journals {
  let journals: readonly Journal[] = [];
  let timesForgotten = 0;

  /** What was begun before they were forgotten leaves nothing of them in memory. */
  const adopt = (stored: readonly StoredJournal[], forgottenBefore: number) => {
    const read = stored.map(fromStored);
    if (timesForgotten !== forgottenBefore) return read;
    journals = read;
    onChange();
    return read;
  };
  const change = async (
    file: SealedFile,
    forgottenBefore: number,
    apply: (known: readonly StoredJournal[]) => readonly StoredJournal[],
  ): Promise<readonly Journal[]> => {
    let next: readonly StoredJournal[] = [];
    await file.update((content) => {
      const known = sealedContent.parse(content ?? {});
      next = apply(known.rotations ?? []);
      return { ...known, rotations: next };
    });
    return adopt(next, forgottenBefore);
  };
  const appendTo =
    (file: SealedFile, forgottenBefore: number): Journals['append'] =>
    async (id, ...facts) => {
      const next = await change(file, forgottenBefore, (known) =>
        known.map((journal) => (journal.id === id ? withFacts(journal, facts) : journal)),
      );
      const found = next.find((journal) => journal.id === id);
      if (found === undefined) throw new Error('there is no such rotation');
      return found;
    };

  return {
    all: () => journals,
    async refresh() {
      const forgottenBefore = timesForgotten;
      const content = sealedContent.parse((await sealed.read()) ?? {});
      return adopt(content.rotations ?? [], forgottenBefore);
    },
    async begin(journal) {
      await change(sealed, timesForgotten, (known) => {
        const unfinished = known.find(({ id }) => id === journal.id);
        if (unfinished !== undefined && stateOf(fromStored(unfinished).facts).end === null)
          throw new Error('the rotation before has not ended');
        return [...known.filter(({ id }) => id !== journal.id), toStored(journal)];
      });
    },
    append: (id, ...facts) => appendTo(sealed, timesForgotten)(id, ...facts),
    held: () => appendTo(sealed.held(), timesForgotten),
    forget() {
      timesForgotten += 1;
      journals = [];
      onChange();
    },
  };
}

function withFacts(journal: StoredJournal, added: readonly Fact[]): StoredJournal {
  const { facts, ...subject } = fromStored(journal);
  return toStored({ ...subject, facts: tidied([...facts, ...added]) });
}

function toStored({ facts: [intent, ...facts], ...subject }: Journal): StoredJournal {
  return {
    ...subject,
    facts: [{ ...intent, keysBefore: [...intent.keysBefore] }, ...facts.map(factToStored)],
  };
}

function factToStored(fact: Fact): StoredFact {
  if (fact.fact !== 'created') return structuredClone(fact) as StoredFact;
  return { ...fact, secret: fact.secret?.reveal() ?? null };
}

function fromStored({ facts: [intent, ...facts], ...subject }: StoredJournal): Journal {
  return { ...subject, facts: [intent satisfies Intended, ...facts.map(factFromStored)] };
}

function factFromStored(fact: StoredFact): Fact {
  if (fact.fact === 'failed') return { ...fact, failure: fact.failure as Failure };
  if (fact.fact !== 'created') return fact;
  return { ...fact, secret: fact.secret === null ? null : secretOf(fact.secret) };
}
