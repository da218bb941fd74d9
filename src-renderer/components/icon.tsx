/** Our icons: 16 × 16, drawn with the colour of the text around them. They say nothing to a screen reader; the label does. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export type IconName = keyof typeof PATHS;

const PATHS = {
  switch: 'M2.5 5.5h10m0 0-3-3m3 3-3 3M13.5 10.5h-10m0 0 3-3m-3 3 3 3',
  code: 'M8 1.8 2.8 3.7v4c0 3.2 2.1 5.4 5.2 6.5 3.1-1.1 5.2-3.3 5.2-6.5v-4zM5.7 8l1.7 1.7 3-3.2',
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM10.6 10.6 14 14',
  plus: 'M8 3v10M3 8h10',
  more: 'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M7.6 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0M12.2 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0',
  copy: 'M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  close: 'm4 4 8 8m0-8-8 8',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5M8 10v1.2',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.7v.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5.1v.01',
  question:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.4a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.2v.01',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  down: 'm4 6 4 4 4-4',
  up: 'm4 10 4-4 4 4',
  right: 'm6 4 4 4-4 4',
  left: 'm10 4-4 4 4 4',
  key: 'M5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 8h6.5M12 8v2.5M14.5 8v1.8',
  user: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8zM2.8 13.8c.4-2.7 2.5-4 5.2-4s4.8 1.3 5.2 4',
  role: 'M2.5 4.5h11v3.8c0 3-2.4 5.2-5.5 5.2s-5.5-2.2-5.5-5.2zM5.3 7.8h1.4M9.3 7.8h1.4M6 10.6c1.2.8 2.8.8 4 0',
  files: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2M6.2 8.2H10M6.2 10.8H10',
  practice:
    'M6.2 2v4L2.8 12.2A1.2 1.2 0 0 0 3.9 14h8.2a1.2 1.2 0 0 0 1.1-1.8L9.8 6V2M5 2h6M4.7 9.5h6.6',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.5V6H9.5',
  report: 'M2.5 13.5h11M4.5 13.5V8.5M8 13.5v-11M11.5 13.5v-7',
  activity: 'M1.5 8.5h3l2-5.5 3 10 2-4.5h3',
  save: 'M8 2v7.5m0 0-3-3m3 3 3-3M2.5 11.5v2h11v-2',
  trash: 'M3 4.5h10M6.5 4.5V2.8h3v1.7M4.3 4.5l.6 9h6.2l.6-9',
  edit: 'M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z',
  stop: 'M4.5 4.5h7v7h-7z',
  settings:
    'M2.5 4.5h6m3.5 0h1.5M2.5 11.5H4m3.5 0h6M10 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM5.7 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  pin: 'M5.5 2.5h5l-.7 4 2.2 2.2v1.3H4V8.7l2.2-2.2zM8 10v4',
  unpin: 'M5.5 2.5h5l-.7 4 2.2 2.2v1.3H9.5M6 7.2 4 8.7V10h3.5M8 10v4M2.5 2.5l11 11',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3m-3 3 3 3',
  unplugged: 'M5 2.5v3m6-3v3M3.5 5.5h9V8a4.5 4.5 0 0 1-9 0zM8 12.5v2M2 14 14 2',
} as const;

/** All of them, for who shows them. */
export const ICON_NAMES = Object.keys(PATHS) as readonly IconName[];
