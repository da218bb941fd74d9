import type { Choice } from '../components/select-field.tsx';
import type { RoleMfa } from '#shared/contract/things.ts';
import { FORM_WORDS } from '../words/forms.ts';

/** Of a role's session, by how MFA comes into it. */
export const LONGEST_SECONDS: Readonly<Record<RoleMfa, number>> = {
  session: 3600,
  direct: 43_200,
  none: 43_200,
};

const OFFERED_SECONDS = [900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 129_600];

/** The session lengths to choose from, up to a longest one; the present one is among them whatever it is. `unsaid` stands for none of them. */
export function durationChoices(
  longestSeconds: number,
  present: number | null,
  unsaid: string = FORM_WORDS.durationDefault,
): readonly Choice[] {
  const seconds = OFFERED_SECONDS.filter((one) => one <= longestSeconds);
  if (present !== null && !seconds.includes(present)) seconds.push(present);
  return [
    { id: '', label: unsaid },
    ...seconds
      .toSorted((a, b) => a - b)
      .map((one) => ({ id: String(one), label: FORM_WORDS.durationChoice(one) })),
  ];
}
