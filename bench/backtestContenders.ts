import { execFileSync } from 'node:child_process';
import { simulate } from '../src/analytics/backtest/ledger/simulate.js';
import { marketOf, type Market } from '../src/analytics/backtest/market.js';
import { fillPaths } from '../src/analytics/backtest/paths/fillPaths.js';
import { pathJob, type PathJob } from '../src/analytics/backtest/paths/pathJob.js';
import { pathPrices } from '../src/analytics/backtest/paths/pathPrices.js';
import { rebalance } from '../src/analytics/backtest/strategies/kinds/rebalance.js';
import { strategyOf } from '../src/analytics/backtest/strategies/registry.js';
import { PathWorkers } from '../src/analytics/recompute/pathWorkers.js';
import type { StrategyKind } from '../src/domain/strategy.js';
import { fromEpochDay } from '../src/domain/tradingDate.js';
import type { Contender } from './harness.js';

export const ASSETS = 10;
export const VECTORS = 1000;
const COST_BPS = 10;

/** Closes of ten assets on the same sessions, and the vectors of weights that are tried. */
export interface Backtests {
  readonly dates: Int32Array;
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array;
}

export function jobOf({ dates, columns, weights }: Backtests): PathJob {
  const assets = columns.map((adjustedClose, i) => ({ symbol: `A${i}`, adjustedClose }));
  return pathJob({
    prices: pathPrices(dates, assets),
    weights,
    rebalance: 'monthly',
    costBps: COST_BPS,
    initialCapital: 1_000_000,
  });
}

const unitsOf = ({ vectors, sessions }: PathJob): number => vectors * sessions;

/** The fast path as production calls it, into memory that stands ready. */
export function oneThread(job: PathJob): Contender {
  const paths = new Float64Array(unitsOf(job));
  const run = (): number => {
    fillPaths(job, paths);
    return paths.at(-1)!;
  };
  return { name: 'fast path, one thread', run, units: unitsOf(job) };
}

/** The same from two threads over shared memory. */
export function twoThreads(job: PathJob): { contender: Contender; close: () => Promise<void> } {
  const workers = new PathWorkers({ threads: 2 });
  const inShared = (column: Float64Array): Float64Array => {
    const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return copy;
  };
  const shared = { ...job, closes: inShared(job.closes), weights: inShared(job.weights) };
  const paths = inShared(new Float64Array(unitsOf(job)));
  const run = async (): Promise<number> => (await workers.compute(shared, paths)).at(-1)!;
  const contender = { name: 'fast path, two threads', run, units: unitsOf(job) };
  return { contender, close: () => workers.close() };
}

/** Timed by the processor time of the process: what else the machine does counts little. */
function byProcessorTime(work: () => number): Pick<Contender, 'run' | 'ownMs'> {
  let elapsedMs = NaN;
  const run = (): number => {
    const start = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(start);
    elapsedMs = (user + system) / 1000;
    return result;
  };
  return { run, ownMs: () => elapsedMs };
}

/** One portfolio by the fast path, often enough to be timed. */
export function onePortfolio(job: PathJob, times: number): Contender {
  const weights = job.weights.slice(0, job.width);
  const one = { ...job, weights, vectors: 1 };
  const path = new Float64Array(job.sessions);
  const run = (): number => {
    for (let i = 0; i < times; i += 1) fillPaths(one, path);
    return path.at(-1)!;
  };
  return {
    name: 'fast path, one portfolio',
    units: times * job.sessions,
    ...byProcessorTime(run),
  };
}

/** The columns as a simulation is given them. */
function marketFrom({ dates, columns }: Backtests): Market {
  const none = new Float64Array(dates.length);
  const assets = columns.map((close, i) => ({
    symbol: `A${i}`,
    series: {
      dates,
      open: close,
      high: close,
      low: close,
      close,
      adjustedClose: close,
      volume: none,
    },
    actions: [],
  }));
  return marketOf({ assets, from: fromEpochDay(dates[0]!), to: fromEpochDay(dates.at(-1)!) });
}

/** The same portfolio through the exact ledger: every trade to the cent. */
export function exactLedger(backtests: Backtests, times: number): Contender {
  const { dates, weights } = backtests;
  const market = marketFrom(backtests);
  const parameters = rebalance.parameters.parse({ frequency: 'monthly' });
  const targets = fittingTargets(weights.slice(0, ASSETS));
  const options = { initialCapital: '1000000.00', costs: { commissionBps: COST_BPS } };
  const run = (): number => {
    let trades = 0;
    for (let i = 0; i < times; i += 1) {
      const ledger = simulate({ market, definition: rebalance, parameters, targets, options });
      trades += ledger.trades.length;
    }
    return trades;
  };
  const units = times * dates.length;
  return { name: 'exact ledger, one portfolio', units, ...byProcessorTime(run) };
}

/** What a what-if simulates: the market put together, a strategy with its defaults run through it. */
export function simulation(backtests: Backtests, kind: StrategyKind): Contender {
  const definition = strategyOf(kind);
  const parameters = definition.parameters.parse({});
  const targets = new Float64Array(ASSETS).fill(1 / ASSETS);
  const run = (): number => {
    const market = marketFrom(backtests);
    return simulate({ market, definition, parameters, targets }).trades.length;
  };
  return { name: kind, units: backtests.dates.length, ...byProcessorTime(run) };
}

/** Not a rounding more than 1 in sum. */
function fittingTargets(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / Math.max(1, sum * (1 + Number.EPSILON)));
}

/** The way one writes it first: a loop over assets within each session, columns by asset. */
export function genericPaths({ columns, weights }: Backtests, job: PathJob): Contender {
  const { sessions, trades, costRate, vectors } = job;
  const path = new Float64Array(sessions);
  const trade = (units: number[], own: Float64Array, session: number, equity: number): void => {
    const traded = columns.reduce((sum, column, i) => {
      return sum + Math.abs(own[i]! * equity - units[i]! * column[session]!);
    }, 0);
    const left = equity - costRate * traded;
    columns.forEach((column, i) => (units[i] = (own[i]! * left) / column[session]!));
  };
  const run = (): number => {
    let total = 0;
    for (let vector = 0; vector < vectors; vector += 1) {
      const own = weights.subarray(vector * ASSETS, (vector + 1) * ASSETS);
      const units = new Array<number>(ASSETS).fill(0);
      let next = 0;
      for (let session = 0; session < sessions; session += 1) {
        let equity = session === 0 ? job.initialCapital : 0;
        for (let i = 0; i < ASSETS; i += 1) equity += units[i]! * columns[i]![session]!;
        if (trades[next] === session) {
          trade(units, own, session, equity);
          next += 1;
        }
        path[session] = equity;
      }
      total += path[sessions - 1]!;
    }
    return total;
  };
  return { name: 'generic loops', run, units: vectors * sessions };
}

/**
 * The C program in its own folder; its own clock counts.
 *
 * @param folder holds the compiled `bt` and its data
 */
export function limitProgram(folder: string, threads: number): Contender {
  let medianMs = NaN;
  const run = (): number => {
    const arguments_ = [String(VECTORS), '3', String(threads)];
    const line = execFileSync('./bt', arguments_, { cwd: folder, encoding: 'utf8' });
    medianMs = (JSON.parse(line) as { median_ms: number }).median_ms;
    return medianMs;
  };
  const units = VECTORS * 5040;
  return {
    name: `C, ${threads} thread${threads > 1 ? 's' : ''}`,
    run,
    units,
    ownMs: () => medianMs,
  };
}
