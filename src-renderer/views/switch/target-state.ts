import type { Target } from '#shared/contract/things.ts';
import { epochMsOf, MINUTE_MS } from '#shared/time.ts';
import type { RingTone } from '#renderer/components/ring.tsx';
import type { TargetTask } from '#renderer/state/switching.ts';

/** How a target stands, as a row and the panel show it. */
export type TargetState =
  | { readonly kind: 'none' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'waiting'; readonly untilMs: number }
  | { readonly kind: 'active'; readonly startedMs: number; readonly untilMs: number }
  | { readonly kind: 'expired'; readonly sinceMs: number }
  | { readonly kind: 'failed' };

/** `nowMs` decides what main has not said yet: a session whose time is up is over, whether or not it was told. */
export function targetState({ session, failure }: Target, nowMs: number): TargetState {
  switch (session.state) {
    case 'starting':
      return session.waitingForCodeUntil === null
        ? { kind: 'starting' }
        : { kind: 'waiting', untilMs: epochMsOf(session.waitingForCodeUntil) };
    case 'active': {
      const untilMs = epochMsOf(session.expiresAt);
      if (untilMs <= nowMs) return { kind: 'expired', sinceMs: untilMs };
      return { kind: 'active', startedMs: epochMsOf(session.startedAt), untilMs };
    }
    case 'expired':
      return failure === null
        ? { kind: 'expired', sinceMs: epochMsOf(session.expiresAt) }
        : { kind: 'failed' };
    case 'none':
      return failure === null ? { kind: 'none' } : { kind: 'failed' };
  }
}

/** When what it shows of the time comes to its end; null where it shows none. */
export function endOf(state: TargetState): number | null {
  return state.kind === 'active' || state.kind === 'waiting' ? state.untilMs : null;
}

/** In whole seconds, as they are counted down: 0 only when the time is up. */
export function secondsTo(ms: number, nowMs: number): number {
  return Math.max(0, Math.ceil((ms - nowMs) / 1000));
}

/** Whether its button has to wait: not for the reply to a switch when main has told of the session already. */
export function isAtWork({ kind }: TargetState, { running }: TargetTask): boolean {
  if (kind === 'active') return running === 'stop';
  return running !== null || kind === 'starting' || kind === 'waiting';
}

const SOON_MS = 10 * MINUTE_MS;

/** Of AWS's shortest session, a quarter of an hour, about a pixel of the ring: it need not be drawn each second. */
const RING_STEP_MS = 10_000;

/** What the ring shows: the part of the session that is left. */
export function ringOf(
  state: TargetState,
  nowMs: number,
): { readonly fraction: number; readonly tone: RingTone } {
  switch (state.kind) {
    case 'active': {
      const leftMs = state.untilMs - nowMs;
      const shownMs = Math.ceil(leftMs / RING_STEP_MS) * RING_STEP_MS;
      const fraction = shownMs / Math.max(1, state.untilMs - state.startedMs);
      return { fraction, tone: leftMs < SOON_MS ? 'warn' : 'ok' };
    }
    case 'starting':
      return { fraction: 0.25, tone: 'accent' };
    case 'waiting':
      return { fraction: (state.untilMs - nowMs) / 30_000, tone: 'accent' };
    case 'failed':
      return { fraction: 0, tone: 'danger' };
    case 'none':
    case 'expired':
      return { fraction: 0, tone: 'idle' };
  }
}
