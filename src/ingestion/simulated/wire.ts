import { adjustCloses, deriveFactors, multipliers } from '../../domain/adjustment.js';
import type { CorporateAction } from '../../domain/corporateAction.js';
import { wallClock } from '../../domain/tradingDate.js';
import type { SimulatedHistory } from './market.js';
import { shareReports, type ShareReport } from './shareCounts.js';

export const TIME_ZONE = 'America/New_York';
const SECONDS_PER_DAY = 86_400;
const OPEN_MINUTE = 9 * 60 + 30;
/** New York's clocks differ by this from summer to winter. */
const HOUR_SECONDS = 3600;
const SUMMER_OPEN_SECONDS = 13.5 * HOUR_SECONDS;

/** A history as Yahoo's chart has it: split-adjusted, at the openings of the sessions. */
export interface WireHistory {
  readonly timestamps: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
  readonly adjclose: readonly number[];
  readonly dividends: readonly { readonly date: number; readonly amount: number }[];
  readonly splits: readonly { readonly date: number; readonly ratio: number }[];
  /** As traded, whatever the bars are adjusted for. */
  readonly shares: readonly ShareReport[];
}

/** When New York opens on a day: seconds since 1970. Clocks change on Sundays, so weeks agree. */
function openings(): (epochDay: number) => number {
  const shifts = new Map<number, number>();
  return (epochDay) => {
    const week = Math.floor((epochDay + 4) / 7);
    const summer = epochDay * SECONDS_PER_DAY + SUMMER_OPEN_SECONDS;
    const known = shifts.get(week);
    if (known !== undefined) return summer + known;
    const { minuteOfDay } = wallClock(new Date(summer * 1000), TIME_ZONE);
    const shift = minuteOfDay === OPEN_MINUTE ? 0 : HOUR_SECONDS;
    shifts.set(week, shift);
    return summer + shift;
  };
}

/** Turns an as-traded history into the provider's basis. */
export function wireHistory(history: SimulatedHistory): WireHistory {
  const { dates, close, actions } = history;
  const factors = deriveFactors(history, actions);
  const splitFactors = multipliers(dates, factors, 'splits');
  const adjusted = adjustCloses({ dates, close }, factors);
  const scaled = (column: Float64Array): number[] =>
    Array.from(column, (price, i) => price * (splitFactors[i] ?? 1));
  const openingOf = openings();
  const timestamps = Array.from(dates, openingOf);
  const timeByDate = new Map(history.sessions.map((session, i) => [session, i]));
  const at = ({ exDate }: CorporateAction): number => timeByDate.get(exDate) ?? 0;
  return {
    timestamps,
    open: scaled(history.open),
    high: scaled(history.high),
    low: scaled(history.low),
    close: scaled(close),
    volume: Array.from(history.volume, (shares, i) => Math.round(shares / (splitFactors[i] ?? 1))),
    adjclose: Array.from(adjusted),
    dividends: actions
      .filter(({ kind }) => kind === 'dividend')
      .map((action) => ({
        date: timestamps[at(action)] ?? 0,
        amount: action.value.toNumber() * (splitFactors[at(action)] ?? 1),
      })),
    splits: actions
      .filter(({ kind }) => kind === 'split')
      .map((action) => ({ date: timestamps[at(action)] ?? 0, ratio: action.value.toNumber() })),
    shares: shareReports(history),
  };
}
