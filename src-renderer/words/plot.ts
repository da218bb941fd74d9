export const PLOT_WORDS = {
  table: 'Show as a table',
  tableOf: (title: string) => `Show as a table: ${title}`,
  showFewer: 'Show fewer',
} as const;
