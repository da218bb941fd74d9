import { formatDuration } from '../time.ts';

/** The icon in the tray and its menu. */
export const TRAY_WORDS = {
  name: 'Latchkey',
  locked: 'Latchkey is locked',
  unavailable: 'The vault cannot be opened',
  left: (name: string, minutes: number) =>
    `${name} · ${minutes < 1 ? 'less than a minute' : formatDuration(minutes * 60)} left`,
  more: (count: number) => `${count} more…`,
  noSession: 'No session is running',
  open: 'Open Latchkey',
  lock: 'Lock',
  unlock: 'Unlock…',
  quit: 'Quit Latchkey',
} as const;
