/** As much of the activity log as is kept. Apart from its schemas, which a Latchkey at rest need not hold. */
export const ACTIVITY_KEPT = { entries: 10_000, days: 90 } as const;
