import { execFileSync } from 'node:child_process';
import { simpleReturns } from '../src/analytics/frames/returns.js';
import { rolling } from '../src/analytics/metrics/rolling/rolling.js';
import { ReturnColumn, Sample } from '../src/analytics/metrics/sample.js';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import { days, RISK_FREE_DAILY, type Universe } from './metricsContenders.js';
import { limitsFolder, readUniverse } from './universe.js';

/*
 * Volatility, Sharpe, beta and the fall from the high of every window of 252 days, per asset-day,
 * and of other lookbacks: it should not matter. HIGHWATER_LIMITS may name a folder with the compiled
 * C program `rolling` and its data.
 */
const ASSETS = 1000;
const LOOKBACKS = [252, 21, 2520];
const METRICS = ['volatility', 'sharpe', 'beta', 'currentDrawdown'] as const;
const OPTIONS = { rounds: 7, warmupRounds: 2 };

function slidingSums(universe: Universe, lookback: number): Contender {
  const { dates, closes, benchmark } = universe;
  const length = dates.length - 1;
  const other = new ReturnColumn(simpleReturns(dates, benchmark).values);
  const into = Object.fromEntries(METRICS.map((id) => [id, new Float64Array(length)]));
  const memory = new Float64Array(length);
  const run = (): number => {
    let total = 0;
    for (const prices of closes) {
      const returns = new ReturnColumn(simpleReturns(dates, prices, memory).values);
      const whole = new Sample({
        prices,
        dates,
        returns,
        periodsPerYear: 252,
        riskFree: RISK_FREE_DAILY,
        benchmark: { asset: returns, benchmark: other, riskFree: RISK_FREE_DAILY },
      });
      const windowOf = (): Sample => {
        throw new Error('A metric that is not fast was asked for.');
      };
      const figures = rolling({ whole, windowOf, lookback, into }, METRICS);
      for (const id of METRICS) total += figures[id].values[length - 1]!;
    }
    return total;
  };
  return { name: `sliding sums, ${lookback} days`, run, units: days(universe, closes.length) };
}

/** The C program, one thread, 252 days; its own clock counts, without what its first run maps. */
function limit(folder: string, universe: Universe): Contender {
  const units = days(universe, ASSETS);
  const env = { ...process.env };
  // The deepest fall within each window, which is none of the four.
  delete env['MDD'];
  let medianMs = NaN;
  const run = (): number => {
    const line = execFileSync('./rolling', [String(ASSETS), '5', '1'], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    medianMs = (JSON.parse(line) as { median_ms: number }).median_ms;
    return medianMs;
  };
  return { name: 'C, one thread, 252 days', run, units, ownMs: () => medianMs };
}

const limits = limitsFolder('rolling');
const universe = readUniverse(limits, ASSETS);
const contenders = LOOKBACKS.map((lookback) => slidingSums(universe, lookback));
if (limits !== null) contenders.push(limit(limits, universe));

console.log(machineLine());
const timings = await alternate(contenders, OPTIONS);
console.log(ratioTable('Rolling figures of four metrics', timings, 'asset-day'));
