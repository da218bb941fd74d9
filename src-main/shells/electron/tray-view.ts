import type { WindowPlace } from '#shared/contract/contract.ts';
import type { Reminder, Snapshot, Target } from '#shared/contract/things.ts';
import { gravest } from '#shared/open-reminders.ts';
import { epochMsOf, MINUTE_MS } from '#shared/time.ts';
import { remindersSummary } from '#shared/words/reminders.ts';
import { TRAY_WORDS } from '#shared/words/tray.ts';

/** As much of what a window shows as the tray says. */
export type TrayFacts = Pick<Snapshot, 'vault' | 'targets' | 'reminders'>;

/** What the icon looks like and what its menu offers, from above to below. */
export interface TrayView {
  /** `alert`: something should not wait. */
  readonly icon: 'plain' | 'alert';
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction };

export type TrayAction =
  | { readonly do: 'open'; readonly place: WindowPlace | null }
  | { readonly do: 'lock' }
  | { readonly do: 'quit' };

/** A menu is looked at, not searched. */
const MOST_SESSIONS = 8;
/** Windows cuts a tooltip there. */
const LONGEST_TOOLTIP = 127;
const LONGEST_LABEL = 100;

/**
 * The tray at that moment. It says no more than the window would: nothing while that is locked, and neither account
 * number nor key id ever.
 */
export function trayView({ vault, targets, reminders }: TrayFacts, nowMs: number): TrayView {
  if (vault.state === 'locked') return shutView(TRAY_WORDS.locked, TRAY_WORDS.unlock);
  if (vault.state === 'unavailable' && vault.kind !== null)
    return shutView(TRAY_WORDS.unavailable, TRAY_WORDS.open);
  const due = summaryLines(reminders);
  return {
    icon: gravest(reminders).length > 0 ? 'alert' : 'plain',
    tooltip: due.length === 0 ? TRAY_WORDS.name : shortened(due.join('. '), LONGEST_TOOLTIP),
    items: [
      ...due.map((line) => open(line, { view: 'keys' })),
      ...(due.length === 0 ? [] : [SEPARATOR]),
      ...sessionItems(targets, nowMs),
      SEPARATOR,
      open(TRAY_WORDS.open),
      // A keychain is its system's to lock.
      ...(vault.kind === 'file' && vault.state === 'unlocked' ? [LOCK] : []),
      QUIT,
    ],
  };
}

function shutView(why: string, opening: string): TrayView {
  return {
    icon: 'plain',
    tooltip: why,
    items: [text(why), SEPARATOR, open(opening), QUIT],
  };
}

/** What the notification and the banner say, too. */
function summaryLines(reminders: readonly Reminder[]): readonly string[] {
  const summary = remindersSummary(reminders.filter(({ snooze }) => snooze === null));
  return summary === null ? [] : [summary.title, summary.text];
}

/** Those that end first come first. */
function sessionItems(targets: readonly Target[], nowMs: number): readonly TrayItem[] {
  const running = targets
    .flatMap(({ name, session }) =>
      session.state === 'active' ? [{ name, leftMs: epochMsOf(session.expiresAt) - nowMs }] : [],
    )
    .filter(({ leftMs }) => leftMs > 0)
    .toSorted((a, b) => a.leftMs - b.leftMs);
  if (running.length === 0) return [text(TRAY_WORDS.noSession)];
  const shown = running.length > MOST_SESSIONS ? running.slice(0, MOST_SESSIONS - 1) : running;
  const rest = running.length - shown.length;
  return [
    ...shown.map(({ name, leftMs }) =>
      open(TRAY_WORDS.left(name, Math.floor(leftMs / MINUTE_MS)), { view: 'switch', target: name }),
    ),
    ...(rest === 0 ? [] : [open(TRAY_WORDS.more(rest), { view: 'switch', target: null })]),
  ];
}

/** Null: the window as it is. */
function open(label: string, place: WindowPlace | null = null): TrayItem {
  return {
    kind: 'action',
    label: shortened(label, LONGEST_LABEL),
    action: { do: 'open', place },
  };
}

function text(label: string): TrayItem {
  return { kind: 'text', label };
}

const SEPARATOR: TrayItem = { kind: 'separator' };
const LOCK: TrayItem = { kind: 'action', label: TRAY_WORDS.lock, action: { do: 'lock' } };
const QUIT: TrayItem = { kind: 'action', label: TRAY_WORDS.quit, action: { do: 'quit' } };

function shortened(label: string, longest: number): string {
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}
