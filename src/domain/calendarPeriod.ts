/** Calendar periods that hold a whole number of months, by how many. */
const MONTHS = { monthly: 1, quarterly: 3, yearly: 12 } as const;
export type CalendarFrequency = keyof typeof MONTHS;

const MILLISECONDS_PER_DAY = 86_400_000;

/** The first day (since 1970-01-01) of a period, numbered as `periodOf` of resample.ts does. */
export function firstDayOf(frequency: CalendarFrequency, period: number): number {
  const month = period * MONTHS[frequency];
  return Date.UTC(Math.floor(month / 12), month % 12, 1) / MILLISECONDS_PER_DAY;
}
