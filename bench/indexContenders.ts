import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeIndex } from '../src/analytics/index/computeIndex.js';
import type { ConstituentHistory } from '../src/analytics/index/constituent.js';
import type { CapHistory } from '../src/domain/capitalisation.js';
import { fromEpochDay } from '../src/domain/tradingDate.js';
import { median, type Contender } from './harness.js';

const SYMBOLS = 1000;
const SESSIONS = 5040;
const TOP = 500;
const BASE_VALUE = 1000;
const REPETITIONS = 21;

/** What the contenders compute their index from. */
export interface IndexMarket {
  readonly days: Int32Array;
  /** Sessions at whose close the index is rebalanced: the first, and the first of each quarter. */
  readonly quarters: Int32Array;
  readonly closes: readonly Float64Array[];
  /** By quarter, then by symbol. */
  readonly shares: Float64Array;
}

/** The market of the C program, from its own files. */
export function marketOf(folder: string): IndexMarket {
  const read = (name: string): ArrayBuffer =>
    new Uint8Array(readFileSync(join(folder, 'data', name))).buffer;
  const closes = new Float64Array(read('close_4000x5040.f64'));
  return {
    days: new Int32Array(read('days_5040.i32')),
    quarters: new Int32Array(read('quarters.i32')),
    closes: Array.from({ length: SYMBOLS }, (_, i) =>
      closes.subarray(i * SESSIONS, (i + 1) * SESSIONS),
    ),
    shares: new Float64Array(read('shares_qxn.f64')),
  };
}

/** Deterministic random walks, where the C program's data is not there. */
export function simulatedMarket(): IndexMarket {
  let state = 20260101;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const days = Int32Array.from({ length: SESSIONS }, (_, i) => 13000 + i);
  const quarterOf = (day: number): number => {
    const date = fromEpochDay(day);
    return Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
  };
  const isFirst = (i: number): boolean =>
    i === 0 || quarterOf(days[i]!) !== quarterOf(days[i - 1]!);
  const quarters = Int32Array.from([...days.keys()].filter(isFirst));
  const closes = Array.from({ length: SYMBOLS }, () => {
    let price = 20 + 200 * next();
    return Float64Array.from(days, () => (price *= 1 + 0.0003 + 0.03 * (next() - 0.5)));
  });
  const shares = Float64Array.from({ length: SYMBOLS * quarters.length }, () => 1e6 * (1 + next()));
  return { days, quarters, closes, shares };
}

const units = SYMBOLS * SESSIONS;

/** Highwater's index, from histories and capitalisations to the ledger. */
export function capWeightedIndex(market: IndexMarket): Contender {
  const { days, quarters, closes, shares } = market;
  const symbolOf = (i: number): string => `S${String(i).padStart(4, '0')}`;
  // Every asset has dates of its own, as it has them from the database.
  const histories: ConstituentHistory[] = closes.map((close, i) => ({
    symbol: symbolOf(i),
    series: { dates: days.slice(), close, adjustedClose: close, volume: close },
    actions: [],
    isDelisted: false,
  }));
  const dates = Int32Array.from(quarters, (session) => days[session]!);
  const caps = new Map<string, CapHistory>(
    histories.map(({ symbol }, i) => {
      const ofSymbol = Float64Array.from(quarters, (_, q) => shares[q * SYMBOLS + i]!);
      return [symbol, { dates, marketCaps: ofSymbol, sharesOutstanding: ofSymbol }];
    }),
  );
  const definition = {
    kind: 'cap-weighted' as const,
    baseDate: fromEpochDay(days[0]!),
    baseValue: BASE_VALUE,
    // The close of a quarter's first session is that of the session after the last one's.
    parameters: { frequency: 'quarterly', offsetSessions: 1, top: TOP },
  };
  const range = { to: fromEpochDay(days.at(-1)!) };
  const once = (): number => computeIndex(definition, histories, caps, range).levels.at(-1)!;
  return { name: 'Highwater, index with its ledger', units, ...medianOf(once) };
}

/** Loops without care: each day sums every member, each quarter sorts objects. */
export function naiveIndex({ days, quarters, closes, shares }: IndexMarket): Contender {
  const rebalances = new Set(quarters);
  const run = (): number => {
    let level = BASE_VALUE;
    let divisor = NaN;
    let members: { i: number; held: number }[] = [];
    let quarter = 0;
    for (const t of days.keys()) {
      const value = (): number =>
        members.map(({ i, held }) => held * closes[i]![t]!).reduce((sum, x) => sum + x, 0);
      if (members.length > 0) level = value() / divisor;
      if (!rebalances.has(t)) continue;
      members = closes
        .map((close, i) => ({ i, held: shares[quarter * SYMBOLS + i]!, close: close[t]! }))
        .sort((a, b) => b.held * b.close - a.held * a.close)
        .slice(0, TOP);
      divisor = value() / level;
      quarter += 1;
    }
    return level;
  };
  return { name: 'arrays of objects', run, units };
}

/** As the C program times itself: the median of 21 runs in a row. */
function medianOf(once: () => number): Pick<Contender, 'run' | 'ownMs'> {
  let medianMs = NaN;
  const run = (): number => {
    let result = NaN;
    const timesMs = Array.from({ length: REPETITIONS }, () => {
      const start = performance.now();
      result = once();
      return performance.now() - start;
    });
    medianMs = median(timesMs);
    return result;
  };
  return { run, ownMs: () => medianMs };
}

/**
 * The C program, one thread, in its own folder; its own clock counts. Its run gives the last level.
 *
 * @param folder holds the compiled `index` and its data
 */
export function indexProgram(folder: string, { days }: IndexMarket): Contender {
  let medianMs = NaN;
  const run = (): number => {
    const line = execFileSync('./index', { cwd: folder, encoding: 'utf8' });
    const { median_ms, end } = JSON.parse(line) as { median_ms: number; end: number };
    medianMs = median_ms;
    return end;
  };
  const name = `C, ${days.length} days, one thread`;
  return { name, run, units, ownMs: () => medianMs };
}
