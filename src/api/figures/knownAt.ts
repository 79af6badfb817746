import { HighwaterError } from '../../domain/errors.js';
import { isTradingDate } from '../../domain/tradingDate.js';
import type { SnapshotHistoryReader } from '../../store/snapshotHistory.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { parameter } from '../http/parameters.js';

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A date means its last millisecond in UTC. */
function momentOf(text: string): Date | undefined {
  if (isTradingDate(text)) return new Date(`${text}T23:59:59.999Z`);
  const date = MOMENT.exec(text)?.[1];
  if (date === undefined || !isTradingDate(date)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** The moment at which figures were published that a reader wants to see again. */
export const knownAt = parameter<Date>(
  {
    description:
      'The figures that were published at this moment, from the prices that were believed then: ' +
      'a restatement changes asOf and not knownAt.',
    accepts:
      'a date, YYYY-MM-DD, for its end in UTC, or a date and time with its zone, ' +
      '2025-01-01T12:00:00Z; in an address + is written %2B',
    json: { maxLength: 35 },
  },
  momentOf,
).optional();

/** @throws HighwaterError NOT_PUBLISHED_THEN before the first publication */
export async function requireSnapshotAt(
  history: SnapshotHistoryReader,
  moment: Date,
): Promise<PublishedSnapshot> {
  const snapshot = await history.publishedAt(moment);
  if (snapshot !== null) return snapshot;
  const first = await history.firstPublishedAt();
  throw new HighwaterError(
    'NOT_PUBLISHED_THEN',
    'not-found',
    `Nothing was published by ${moment.toISOString()}: the first snapshot is of ` +
      `${first ?? 'a day to come'}; give a knownAt from then on, or asOf.`,
    { firstPublishedAt: first },
  );
}
