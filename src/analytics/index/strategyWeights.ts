import { HighwaterError } from '../../domain/errors.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';

/** What a strategy index tells at a close. */
export interface StrategyClose {
  readonly date: TradingDate;
  /** The session before; null at the first. */
  readonly previousDate: TradingDate | null;
  /** Fractions of the index by symbol, drifted since the last change; empty before the first. */
  readonly weights: ReadonlyMap<string, number>;
  /** Whether the asset has a price that it can be traded at. */
  readonly isTradable: (symbol: string) => boolean;
}

/** What decides on the weights of a strategy index. */
export interface IndexStrategy {
  /**
   * Asked at the close of every session from the base date on, in order.
   *
   * @returns fractions by symbol to trade to at this close, none negative, summing to at most 1
   *   (the rest is cash, which earns nothing); null to let things drift
   */
  weightsAt(close: StrategyClose): ReadonlyMap<string, number> | null;
}

/** Weights that were decided on for a date. */
export interface DatedWeights {
  readonly date: TradingDate;
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * Weights that are traded to at the close of the first session on or after their date; where
 * several are due at once, the newest.
 *
 * @param decisions in any order
 */
export function datedWeights(decisions: readonly DatedWeights[]): IndexStrategy {
  const inOrder = decisions.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
  return {
    weightsAt({ date, previousDate }) {
      const due = inOrder.findLast((decision) => decision.date <= date);
      if (due === undefined) return null;
      return previousDate === null || due.date > previousDate ? due.weights : null;
    },
  };
}

/** By how much weights may sum to more than 1: rounding of each to eight places. */
const SUM_TOLERANCE = 1e-6;

/**
 * Weights by constituent.
 *
 * @throws HighwaterError INDEX_WEIGHTS_REFUSED where one is negative or no number, belongs to no
 *   constituent, or they sum to more than 1
 */
export function weightColumn(
  weights: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, number>,
  day: number,
): Float64Array {
  const column = new Float64Array(places.size);
  for (const [symbol, weight] of weights) {
    const place = places.get(symbol);
    if (place === undefined && weight !== 0) {
      throw refused(day, `${symbol} is none of its constituents`);
    }
    if (!(weight >= 0 && weight <= 1 + SUM_TOLERANCE)) {
      throw refused(day, `that of ${symbol} is ${weight}, not from 0 to 1`);
    }
    if (place !== undefined) column[place] = weight;
  }
  const sum = column.reduce((total, weight) => total + weight, 0);
  if (sum > 1 + SUM_TOLERANCE) throw refused(day, `they sum to ${sum}, more than 1`);
  return sum > 1 ? column.map((weight) => weight / sum) : column;
}

function refused(day: number, why: string): HighwaterError {
  return new HighwaterError(
    'INDEX_WEIGHTS_REFUSED',
    'data',
    `The weights of the strategy index on ${fromEpochDay(day)} cannot be held: ${why}.`,
  );
}
