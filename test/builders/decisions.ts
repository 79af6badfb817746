import { simulate } from '../../src/analytics/backtest/ledger/simulate.js';
import { marketOf, type Market } from '../../src/analytics/backtest/market.js';
import { readParameters } from '../../src/analytics/backtest/strategies/readParameters.js';
import { strategyOf } from '../../src/analytics/backtest/strategies/registry.js';
import type { Strategy } from '../../src/analytics/backtest/strategy.js';
import { addDays, fromEpochDay, toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import { isSession, sessionAfter } from '../../src/domain/tradingCalendar.js';

/** An asset of a market that strategies are tried in. */
export interface TriedAsset {
  readonly closes: readonly (number | null)[];
  /** Known on the same days. */
  readonly caps?: readonly number[];
}

export interface TriedMarket {
  readonly assets: Readonly<Record<string, TriedAsset>>;
  /** The first session, on or after it. */
  readonly firstDay?: string;
  /** How many sessions lie before the first purchase. */
  readonly before?: number;
}

/** Assets over consecutive sessions of the exchange, without corporate actions. */
export function triedMarket({ assets, firstDay = '2024-01-02', before = 0 }: TriedMarket): Market {
  const entries = Object.entries(assets);
  const length = Math.max(...entries.map(([, { closes }]) => closes.length));
  const first = tradingDate(firstDay);
  const sessions = [isSession(first) ? first : sessionAfter(addDays(first, -1))];
  while (sessions.length < length) sessions.push(sessionAfter(sessions.at(-1)!));
  const days = Int32Array.from(sessions, toEpochDay);
  return marketOf({
    assets: entries.map(([symbol, { closes, caps }]) => {
      const kept = [...closes.keys()].filter((i) => closes[i] !== null);
      const close = Float64Array.from(kept, (i) => closes[i]!);
      const dates = Int32Array.from(kept, (i) => days[i]!);
      const series = { dates, close, adjustedClose: close, volume: new Float64Array(kept.length) };
      const known = caps && {
        dates: days.slice(0, caps.length),
        marketCaps: Float64Array.from(caps),
        sharesOutstanding: null,
      };
      return { symbol, series, actions: [], ...(known && { marketCaps: known }) };
    }),
    from: fromEpochDay(days[before]!),
    to: fromEpochDay(days.at(-1)!),
  });
}

export interface Trial {
  readonly kind: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly market: Market;
  /** Equal parts of the whole unless given. */
  readonly targets?: readonly number[];
  readonly decideOn?: 'previous-close' | 'close';
}

/** What a strategy decided in a simulation, by session. */
export type Decisions = ReadonlyMap<number, readonly number[]>;

/** Runs a strategy through the ledger and notes each decision. */
export function decisionsOf({
  kind,
  parameters = {},
  market,
  targets,
  decideOn = 'previous-close',
}: Trial): Decisions {
  const decisions = new Map<number, readonly number[]>();
  const definition = strategyOf(kind);
  const count = market.assets.length;
  simulate({
    market,
    definition: {
      ...definition,
      start: (setup, read): Strategy => {
        const strategy = definition.start(setup, read);
        return {
          decide: (close) => {
            const decided = strategy.decide(close);
            if (decided !== null) decisions.set(close.index, [...decided]);
            return decided;
          },
        };
      },
    },
    parameters: readParameters(definition, parameters),
    targets: targets ? Float64Array.from(targets) : new Float64Array(count).fill(1 / count),
    options: { decideOn, initialCapital: '10000000.00' },
  });
  return decisions;
}

/** Decisions with few digits, as rows of session and weights. */
export function rowsOf(decisions: Decisions, digits = 6): [number, ...number[]][] {
  return [...decisions].map(([index, weights]) => [
    index,
    ...weights.map((weight) => Number(weight.toFixed(digits))),
  ]);
}
