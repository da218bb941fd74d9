import { useState } from 'react';
import { keyThresholds, type KeyThresholds } from '#shared/contract/settings.ts';
import { TextField } from '../components/text-field.tsx';
import { THRESHOLD_WORDS } from '../words/keys.ts';
import { thresholdProblems, type ThresholdField } from './threshold-problems.ts';
import classes from './threshold-fields.module.css';

type Texts = Readonly<Record<ThresholdField, string>>;
const FIELDS: readonly ThresholdField[] = ['dueDays', 'overdueDays', 'unusedDays'];

/** The days from which a key is called due, overdue and unused, as they are typed. */
export interface Thresholds {
  readonly texts: Texts;
  readonly isChanged: boolean;
  /** Null while one of them cannot be so. */
  readonly value: KeyThresholds | null;
  set(field: ThresholdField, text: string): void;
}

export function useThresholds(initial: KeyThresholds): Thresholds {
  const [texts, setTexts] = useState<Texts>(() => textsOf(initial));
  const parsed = keyThresholds.safeParse(numbersOf(texts));
  return {
    texts,
    isChanged: FIELDS.some((field) => texts[field] !== String(initial[field])),
    value: parsed.success ? parsed.data : null,
    set: (field, text) => setTexts({ ...texts, [field]: text.replaceAll(/\D/g, '').slice(0, 4) }),
  };
}

export function ThresholdFields({ thresholds }: { readonly thresholds: Thresholds }) {
  const problems = thresholdProblems(numbersOf(thresholds.texts));
  return (
    <div className={classes.fields}>
      {FIELDS.map((field) => (
        <TextField
          key={field}
          label={THRESHOLD_WORDS.fields[field]}
          hint={THRESHOLD_WORDS.hints[field]}
          problem={problems[field] ?? null}
          inputMode="numeric"
          value={thresholds.texts[field]}
          onChange={(text) => thresholds.set(field, text)}
        />
      ))}
    </div>
  );
}

function textsOf({ dueDays, overdueDays, unusedDays }: KeyThresholds): Texts {
  return {
    dueDays: String(dueDays),
    overdueDays: String(overdueDays),
    unusedDays: String(unusedDays),
  };
}

function numbersOf({ dueDays, overdueDays, unusedDays }: Texts): KeyThresholds {
  return {
    dueDays: Number(dueDays),
    overdueDays: Number(overdueDays),
    unusedDays: Number(unusedDays),
  };
}
