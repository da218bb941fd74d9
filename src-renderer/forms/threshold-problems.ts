import '../no-eval.ts';
import { keyThresholds, type KeyThresholds } from '#shared/contract/settings.ts';
import { THRESHOLD_WORDS } from '../words/keys.ts';

export type ThresholdField = keyof KeyThresholds;

/** What is wrong with the days, by the field that says it. */
export function thresholdProblems(
  days: KeyThresholds,
): Readonly<Partial<Record<ThresholdField, string>>> {
  const parsed = keyThresholds.safeParse(days);
  if (parsed.success) return {};
  const problems: Partial<Record<ThresholdField, string>> = {};
  for (const { path } of parsed.error.issues) {
    const [field] = path;
    if (isField(field)) problems[field] = THRESHOLD_WORDS.problem;
    // What is wrong with them together stands beside the second of the two.
    else problems.overdueDays = THRESHOLD_WORDS.order;
  }
  return problems;
}

function isField(field: unknown): field is ThresholdField {
  return field === 'dueDays' || field === 'overdueDays' || field === 'unusedDays';
}
