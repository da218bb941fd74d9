import { DAY_MS, epochMsOf, type Instant } from '#shared/time.ts';

/** A moment as a person says it: the time alone within half a day, else with its day. */
export function momentWords(instant: Instant, nowMs: number): string {
  const ms = epochMsOf(instant);
  const isNear = Math.abs(ms - nowMs) < DAY_MS / 2;
  const format = new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isNear ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
  });
  return `${isNear ? 'at ' : ''}${inOnePiece(format.format(ms))}`;
}

/** A day as a person writes it, with its year. */
export function dayWords(instant: Instant): string {
  const format = new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return inOnePiece(format.format(epochMsOf(instant)));
}

/** No line ends within a date. */
function inOnePiece(date: string): string {
  return date.replaceAll(' ', '\u00A0');
}
