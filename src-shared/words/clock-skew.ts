import { formatDuration } from '#shared/time.ts';

/** From here on a code may be of another step than AWS's (contracts.md §7). */
const WORTH_SAYING_SECONDS = 30;

/** What to say of a clock that is wrong; null where it is right enough. Positive seconds: ours is ahead. */
export function clockSkewSentence(skewSeconds: number | null): string | null {
  if (skewSeconds === null || Math.abs(skewSeconds) <= WORTH_SAYING_SECONDS) return null;
  const duration = formatDuration(Math.abs(skewSeconds));
  const where = skewSeconds > 0 ? `${duration} ahead of` : `${duration} behind`;
  return `This computer’s clock is ${where} AWS’s. Latchkey allows for it; other tools do not, and beyond 15 minutes AWS refuses every call of theirs.`;
}
