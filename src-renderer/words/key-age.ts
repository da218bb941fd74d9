export const KEY_AGE_WORDS = {
  unknown: 'Age unknown: the user may not list keys',
  createdToday: 'Created today',
  created: (days: number) => `Created ${days} ${days === 1 ? 'day' : 'days'} ago`,
  neverUsed: 'never used',
  usedToday: 'used today',
  used: (days: number) => `used ${days} ${days === 1 ? 'day' : 'days'} ago`,
  due: 'due for rotation',
  overdue: 'overdue',
} as const;
