import * as z from 'zod';
import { AppError } from '#shared/errors.ts';
import type { SealedFile } from '../secrets/vault.ts';
import type { Fact, Journal } from './facts.ts';
import { stateOf } from './steps.ts';
import {
  fromStored,
  idOf,
  type NewerRotation,
  newerFromStored,
  toStored,
} from './stored-journal.ts';
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

const sealedContent = z.looseObject({ rotations: z.array(z.unknown()).optional() });

export function createJournals(sealed: SealedFile, onChange: () => void): Journals {
  let journals: readonly Journal[] = [];
  let newer: readonly NewerRotation[] = [];
  let timesForgotten = 0;

  /** What was begun before they were forgotten leaves nothing of them in memory. */
  const adopt = (stored: readonly unknown[], forgottenBefore: number) => {
    const read = stored.flatMap((one) => fromStored(one) ?? []);
    if (timesForgotten !== forgottenBefore) return read;
    journals = read;
    newer = stored
      .filter((one) => fromStored(one) === null)
      .flatMap((one) => newerFromStored(one) ?? []);
    onChange();
    return read;
  };
  /** Changes the one of that id, and no other. */
  const changeIn =
    (file: SealedFile, forgottenBefore: number) =>
    async (id: string, apply: (before: Journal | null) => Journal): Promise<Journal> => {
      let next: readonly unknown[] = [];
      await file.update((content) => {
        const known = sealedContent.parse(content ?? {});
        const rotations = known.rotations ?? [];
        const before = rotations.find((one) => idOf(one) === id);
        const changed = toStored(apply(before === undefined ? null : understood(before)));
        next =
          before === undefined
            ? [...rotations, changed]
            : rotations.map((one) => (one === before ? changed : one));
        return { ...known, rotations: next };
      });
      const found = adopt(next, forgottenBefore).find((journal) => journal.id === id);
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
      const content = sealedContent.parse((await sealed.read()) ?? {});
      return adopt(content.rotations ?? [], forgottenBefore);
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
      let next: readonly unknown[] = [];
      await sealed.update((content) => {
        const known = sealedContent.parse(content ?? {});
        next = (known.rotations ?? []).filter((one) => idOf(one) !== id);
        return { ...known, rotations: next };
      });
      adopt(next, forgottenBefore);
    },
    forget() {
      timesForgotten += 1;
      journals = [];
      newer = [];
      onChange();
    },
  };
}

function understood(stored: unknown): Journal {
  const journal = fromStored(stored);
  if (journal !== null) return journal;
  throw new AppError('rotation/newer', { userName: newerFromStored(stored)?.userName ?? 'a user' });
}
