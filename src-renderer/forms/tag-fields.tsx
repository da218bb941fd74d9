import { useRef, useState } from 'react';
import { sessionTag, type SessionOptions } from '#shared/contract/session-options.ts';
import type { Failure } from '#shared/errors.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { TextField } from '../components/text-field.tsx';
import { FORM_WORDS } from '../words/forms.ts';
import { failedField, fieldFailureWords } from './failed-field.ts';
import { orEmpty, schemaProblem } from './field-problem.ts';
import { goesToPressedButton } from './goes-to-pressed-button.ts';
import classes from './tag-fields.module.css';

type Tags = Pick<SessionOptions, 'tags' | 'transitiveTagKeys'>;

interface TagRow {
  readonly id: number;
  readonly key: string;
  readonly value: string;
  readonly goesOn: boolean;
}

/** The tags of a session while they are written. A row with nothing in it is no tag. */
export interface TagFieldsState {
  readonly rows: readonly TagRow[];
  /** What is wrong with a row; said once the user has left it, or wants to go on. */
  problemOf(row: TagRow): RowProblem | null;
  /** What AWS or Latchkey said about them all. */
  readonly failure: string | null;
  change(id: number, change: Partial<Omit<TagRow, 'id'>>): void;
  add(): void;
  remove(id: number): void;
  touch(): void;
  check(): boolean;
  /** What the contract takes of it. */
  read(): Tags;
}

interface RowProblem {
  readonly key: string | null;
  readonly value: string | null;
}

export function useTagFields(initial: Tags | null, failure: Failure | null): TagFieldsState {
  const [rows, setRows] = useState<readonly TagRow[]>(() => rowsOf(initial));
  const [isTouched, setTouched] = useState(false);
  const [staleFailure, setStaleFailure] = useState<Failure | null>(null);
  const field = failure === staleFailure ? null : failedField(failure);
  const isOurs = field === 'tags' || field === 'transitiveTagKeys';
  const write = (next: readonly TagRow[]) => {
    setRows(next);
    setStaleFailure(failure);
  };
  const problemOf = (row: TagRow) => rowProblem(row, rows);
  return {
    rows,
    problemOf: (row) => (isTouched ? problemOf(row) : null),
    failure: failure !== null && isOurs ? fieldFailureWords(failure) : null,
    change: (id, change) => write(rows.map((row) => (row.id === id ? { ...row, ...change } : row))),
    add: () => {
      const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
      write([...rows, { id, key: '', value: '', goesOn: false }]);
    },
    remove: (id) => write(rows.filter((row) => row.id !== id)),
    touch: () => setTouched(true),
    check() {
      setTouched(true);
      return rows.every((row) => problemOf(row) === null);
    },
    read() {
      const written = rows.filter((row) => !isEmpty(row));
      return {
        tags: written.map(({ key, value }) => ({ key: key.trim(), value: value.trim() })),
        transitiveTagKeys: written.filter(({ goesOn }) => goesOn).map(({ key }) => key.trim()),
      };
    },
  };
}

export function TagFields({
  state,
  mayGoOn = true,
}: {
  readonly state: TagFieldsState;
  /** Whether other roles can be assumed from the session. */
  readonly mayGoOn?: boolean;
}) {
  const addButton = useRef<HTMLDivElement>(null);
  const { rows } = state;
  const last = rows.at(-1)?.id;
  return (
    <div className={classes.tags} role="group" aria-label={FORM_WORDS.tags}>
      <div className={classes.label}>
        {FORM_WORDS.tags}
        <span className={classes.optional}> · {FORM_WORDS.optional}</span>
      </div>
      {rows.map((row, index) => {
        const problem = state.problemOf(row);
        return (
          <div key={row.id} className={classes.row}>
            <TextField
              label={FORM_WORDS.tagKey(index + 1)}
              isLabelHidden
              placeholder={FORM_WORDS.tagKeyExample}
              autoFocus={row.id === last && isEmpty(row)}
              value={row.key}
              problem={problem?.key ?? null}
              onChange={(key) => state.change(row.id, { key })}
              onBlur={(event) => row.key !== '' && !goesToPressedButton(event) && state.touch()}
            />
            <TextField
              label={FORM_WORDS.tagValue(index + 1)}
              isLabelHidden
              placeholder={FORM_WORDS.tagValueExample}
              value={row.value}
              problem={problem?.value ?? null}
              onChange={(value) => state.change(row.id, { value })}
              onBlur={(event) => row.key !== '' && !goesToPressedButton(event) && state.touch()}
            />
            <div className={classes.ends}>
              {mayGoOn ? (
                <Checkbox
                  aria-label={FORM_WORDS.tagGoesOnOf(row.key, index + 1)}
                  isSelected={row.goesOn}
                  onChange={(goesOn) => state.change(row.id, { goesOn })}
                >
                  {FORM_WORDS.tagGoesOn}
                </Checkbox>
              ) : null}
              <IconButton
                icon="close"
                size="s"
                label={FORM_WORDS.removeTag(row.key, index + 1)}
                onPress={() => {
                  state.remove(row.id);
                  addButton.current?.querySelector('button')?.focus();
                }}
              />
            </div>
          </div>
        );
      })}
      <div ref={addButton}>
        <Button size="s" icon="plus" onPress={state.add}>
          {FORM_WORDS.addTag}
        </Button>
      </div>
      {state.failure === null && !mayGoOn ? null : (
        <p className={state.failure === null ? classes.hint : classes.problem}>
          {state.failure ?? FORM_WORDS.tagsHint}
        </p>
      )}
    </div>
  );
}

function rowsOf(initial: Tags | null): readonly TagRow[] {
  const goOn = new Set(initial?.transitiveTagKeys);
  return (initial?.tags ?? []).map(({ key, value }, index) => ({
    id: index + 1,
    key,
    value,
    goesOn: goOn.has(key),
  }));
}

const keyProblem = schemaProblem(sessionTag.shape.key);
const valueProblem = orEmpty(schemaProblem(sessionTag.shape.value));

function rowProblem(row: TagRow, rows: readonly TagRow[]): RowProblem | null {
  if (isEmpty(row)) return null;
  const same = (other: TagRow) => other.key.trim().toLowerCase() === row.key.trim().toLowerCase();
  const isTwice = rows.find(same) !== row;
  const key = keyProblem(row.key.trim()) ?? (isTwice ? FORM_WORDS.tagTwice : null);
  const value = valueProblem(row.value.trim());
  return key === null && value === null ? null : { key, value };
}

function isEmpty({ key, value }: TagRow): boolean {
  return key.trim() === '' && value.trim() === '';
}
