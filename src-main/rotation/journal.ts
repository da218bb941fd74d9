import { AppError } from '#shared/errors.ts';
import { sealedList, sealedParts } from '../secrets/sealed-part.ts';
import type { SealedFile } from '../secrets/vault.ts';
import type { Fact, Journal } from './facts.ts';
import { stateOf } from './steps.ts';
import type { NewerRotation } from './stored-journal.ts';
import { tidied } from './tidied.ts';

/**
 * The journals of all rotations, in the sealed file: each fact outlasts a crash before `append` returns. Of
 * those that ended, the last of each user is kept, to be shown. Throws what the vault throws.
 *
 * One that a newer Latchkey has written, and this one does not understand, is left as it is: it is among `newer`
 * and not among `all`, and to begin or append to it throws `rotation/newer`.
 */
export interface Journals {
  /** As this process last saw them. */
  all(): readonly Journal[];
  newer(): readonly NewerRotation[];
  /** Reads them again: another process may have gone on. */
  refresh(): Promise<readonly Journal[]>;
  /** Begins a rotation, in the place of one of the same user that has ended. */
  begin(journal: Journal): Promise<void>;
  append(id: string, ...facts: readonly Fact[]): Promise<Journal>;
  /** An `append` that goes on writing when the vault is locked meanwhile: for what AWS tells but once. */
  held(): Journals['append'];
  /** For ever, secret and all. */
  drop(id: string): Promise<void>;
  /** Drops what is in memory; the file keeps it. */
  forget(): void;
}

/** Where there is no rotation, a Latchkey at rest does not hold their schemas (G8). */
const loadSchemas = () => import('./stored-journal.ts');
type Schemas = Awaited<ReturnType<typeof loadSchemas>>;

export function createJournals(sealed: SealedFile, onChange: () => void): Journals {
  let journals: readonly Journal[] = [];
  let newer: readonly NewerRotation[] = [];
  let timesForgotten = 0;

  /** What was begun before they were forgotten leaves nothing of them in memory. */
  const adopt = async (stored: readonly unknown[], forgottenBefore: number) => {
    const { read, notRead } = stored.length === 0 ? NOTHING : readWith(await loadSchemas(), stored);
    if (timesForgotten !== forgottenBefore) return read;
    journals = read;
    newer = notRead;
    onChange();
    return read;
  };
  /** Changes the one of that id, and no other. */
  const changeIn =
    (file: SealedFile, forgottenBefore: number) =>
    async (id: string, apply: (before: Journal | null) => Journal): Promise<Journal> => {
      const schemas = await loadSchemas();
      const { idOf, toStored } = schemas;
      let next: readonly unknown[] = [];
      await file.update((content) => {
        const rotations = sealedList(content, 'rotations');
        const before = rotations.find((one) => idOf(one) === id);
        const changed = toStored(apply(before === undefined ? null : understood(before, schemas)));
        next =
          before === undefined
            ? [...rotations, changed]
            : rotations.map((one) => (one === before ? changed : one));
        return { ...sealedParts(content), rotations: next };
      });
      const found = (await adopt(next, forgottenBefore)).find((journal) => journal.id === id);
      if (found === undefined) throw new Error('what was written is not understood');
      return found;
    };
  const appendTo =
    (file: SealedFile, forgottenBefore: number): Journals['append'] =>
    (id, ...facts) =>
      changeIn(file, forgottenBefore)(id, (before) => {
        if (before === null) throw new Error('there is no such rotation');
        return { ...before, facts: tidied([...before.facts, ...facts]) };
      });

  return {
    all: () => journals,
    newer: () => newer,
    async refresh() {
      const forgottenBefore = timesForgotten;
      return adopt(sealedList(await sealed.read(), 'rotations'), forgottenBefore);
    },
    async begin(journal) {
      await changeIn(sealed, timesForgotten)(journal.id, (before) => {
        if (before !== null && stateOf(before.facts).end === null)
          throw new Error('the rotation before has not ended');
        return journal;
      });
    },
    append: (id, ...facts) => appendTo(sealed, timesForgotten)(id, ...facts),
    held: () => appendTo(sealed.held(), timesForgotten),
    async drop(id) {
      const forgottenBefore = timesForgotten;
      const { idOf } = await loadSchemas();
      let next: readonly unknown[] = [];
      await sealed.update((content) => {
        next = sealedList(content, 'rotations').filter((one) => idOf(one) !== id);
        return { ...sealedParts(content), rotations: next };
      });
      await adopt(next, forgottenBefore);
    },
    forget() {
      timesForgotten += 1;
      journals = [];
      newer = [];
      onChange();
    },
  };
}

const NOTHING = { read: [], notRead: [] };

function readWith(
  { fromStored, newerFromStored }: Schemas,
  stored: readonly unknown[],
): { readonly read: readonly Journal[]; readonly notRead: readonly NewerRotation[] } {
  const all = stored.map((one) => ({ one, journal: fromStored(one) }));
  return {
    read: all.flatMap(({ journal }) => journal ?? []),
    notRead: all.flatMap(({ one, journal }) =>
      journal === null ? (newerFromStored(one) ?? []) : [],
    ),
  };
}

function understood(stored: unknown, { fromStored, newerFromStored }: Schemas): Journal {
  const journal = fromStored(stored);
  if (journal !== null) return journal;
  throw new AppError('rotation/newer', { userName: newerFromStored(stored)?.userName ?? 'a user' });
}
