import type { FocusEvent } from 'react';

/**
 * Whether a field is left by pressing a button. What is wrong with the field is then not said at once: that would
 * move the button from under the pointer, and the press would do nothing.
 */
export function goesToPressedButton({ relatedTarget }: FocusEvent): boolean {
  return relatedTarget instanceof HTMLButtonElement && relatedTarget.matches(':active');
}
