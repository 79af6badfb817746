import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionsBetween } from '../src/domain/tradingCalendar.js';
import { STRATEGY_KINDS } from '../src/domain/strategy.js';
import { toEpochDay, tradingDate } from '../src/domain/tradingDate.js';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import {
  ASSETS,
  exactLedger,
  genericPaths,
  jobOf,
  limitProgram,
  onePortfolio,
  oneThread,
  simulation,
  twoThreads,
  VECTORS,
  type Backtests,
} from './backtestContenders.js';

/*
 * What an equity path costs per session: 1,000 vectors of weights over 10 assets, monthly, 10 basis
 * points; and what a strategy costs, with its defaults. HIGHWATER_LIMITS may name a folder with the compiled C program `bt` and its data
 * (data/close_4000x5040.f64, weights_1000x10.f64, days_5040.i32): it then takes part.
 */
const SESSIONS = 5040;
const OPTIONS = { rounds: 15, warmupRounds: 3 };
/** Runs of one portfolio that are timed together. */
const REPEATS = 100;
const LEDGER_REPEATS = 10;

/** Deterministic uniform numbers in [0, 1): Park and Miller's generator. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function randomWalks(): Backtests {
  const next = uniform(20260101);
  const columns = Array.from({ length: ASSETS }, () => {
    let price = 100;
    return Float64Array.from({ length: SESSIONS }, () => (price *= 0.9913 + 0.018 * next()));
  });
  const vectors = Array.from({ length: VECTORS }, () => {
    const parts = Array.from({ length: ASSETS }, () => -Math.log(1 - next()));
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  });
  const days = sessionsBetween(tradingDate('2000-01-03'), tradingDate('2021-12-31'));
  return {
    dates: Int32Array.from(days.slice(0, SESSIONS), toEpochDay),
    columns,
    weights: Float64Array.from(vectors.flat()),
  };
}

function backtestsOf(folder: string): Backtests {
  const read = (name: string): ArrayBuffer =>
    new Uint8Array(readFileSync(join(folder, 'data', name))).buffer;
  const closes = new Float64Array(read('close_4000x5040.f64'));
  return {
    dates: new Int32Array(read('days_5040.i32')),
    columns: Array.from({ length: ASSETS }, (_, i) =>
      closes.slice(i * SESSIONS, (i + 1) * SESSIONS),
    ),
    weights: new Float64Array(read('weights_1000x10.f64')),
  };
}

const limits = process.env['HIGHWATER_LIMITS'];
const hasLimits = limits !== undefined && existsSync(join(limits, 'bt'));
const backtests = hasLimits ? backtestsOf(limits) : randomWalks();
const job = jobOf(backtests);
const threads = twoThreads(job);
const contenders: Contender[] = [oneThread(job), threads.contender, genericPaths(backtests, job)];
if (hasLimits) contenders.unshift(limitProgram(limits, 1), limitProgram(limits, 2));

console.log(machineLine());
const timings = await alternate(contenders, OPTIONS);
console.log(ratioTable('From closes and weights to equity paths', timings, 'path-session'));
await threads.close();

const single = [onePortfolio(job, REPEATS), exactLedger(backtests, LEDGER_REPEATS)];
const title = 'One portfolio, to the cent, processor time';
console.log(ratioTable(title, await alternate(single, OPTIONS), 'path-session'));

const strategies = STRATEGY_KINDS.map((kind) => simulation(backtests, kind));
const simulated = await alternate(strategies, OPTIONS);
console.log(
  ratioTable('Strategies, to the cent, with their market, processor time', simulated, 'session'),
);
