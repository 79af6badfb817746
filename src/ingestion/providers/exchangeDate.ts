import { toEpochDay, wallClock, type TradingDate, fromEpochDay } from '../../domain/tradingDate.js';

const SECONDS_PER_DAY = 86_400;
/** Further apart than this, clocks may have been changed twice: each timestamp is then looked up. */
const STRETCH_MAX_SECONDS = 30 * SECONDS_PER_DAY;
const STRETCH_MAX_LENGTH = 16;

function offsetSeconds(timestamp: number, timeZone: string): number {
  const { date, minuteOfDay } = wallClock(new Date(timestamp * 1000), timeZone);
  const wallSeconds = toEpochDay(date) * SECONDS_PER_DAY + minuteOfDay * 60;
  return wallSeconds - Math.floor(timestamp / 60) * 60;
}

/**
 * The trade dates of timestamps: the calendar date in the exchange's own time zone. Today's offset
 * from UTC would be wrong for half of the year. A zone's offset is looked up at both ends of a
 * short stretch, and between them only where they differ.
 *
 * @param timestamps seconds since 1970
 * @param timeZone IANA name
 * @throws RangeError for an unknown time zone
 */
export function exchangeDates(timestamps: readonly number[], timeZone: string): TradingDate[] {
  const dates: TradingDate[] = [];
  const push = (timestamp: number, offset: number): void => {
    dates.push(fromEpochDay(Math.floor((timestamp + offset) / SECONDS_PER_DAY)));
  };
  for (let from = 0; from < timestamps.length; from += STRETCH_MAX_LENGTH) {
    const stretch = timestamps.slice(from, from + STRETCH_MAX_LENGTH);
    const [first, last] = [stretch[0] as number, stretch.at(-1) as number];
    const offset = offsetSeconds(first, timeZone);
    const isSteady =
      Math.abs(last - first) <= STRETCH_MAX_SECONDS && offsetSeconds(last, timeZone) === offset;
    for (const timestamp of stretch) {
      push(timestamp, isSteady ? offset : offsetSeconds(timestamp, timeZone));
    }
  }
  return dates;
}
