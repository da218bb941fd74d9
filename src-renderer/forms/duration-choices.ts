import type { Choice } from '../components/select-field.tsx';
import { FORM_WORDS } from '../words/forms.ts';

const OFFERED_SECONDS = [900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 129_600];

/** The session lengths to choose from, up to a longest one; the present one is among them whatever it is. */
export function durationChoices(longestSeconds: number, present: number | null): readonly Choice[] {
  const seconds = OFFERED_SECONDS.filter((one) => one <= longestSeconds);
  if (present !== null && !seconds.includes(present)) seconds.push(present);
  return [
    { id: '', label: FORM_WORDS.durationDefault },
    ...seconds
      .toSorted((a, b) => a - b)
      .map((one) => ({ id: String(one), label: FORM_WORDS.durationChoice(one) })),
  ];
}
