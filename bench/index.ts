import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import {
  capWeightedIndex,
  indexProgram,
  marketOf,
  naiveIndex,
  simulatedMarket,
} from './indexContenders.js';

/*
 * What a capitalisation-weighted index costs: 1,000 symbols, 5,040 days, the 500 largest at each
 * of 81 quarters, with a divisor. HIGHWATER_LIMITS may name a folder with the compiled C program
 * `index` and its data (data/close_4000x5040.f64, days_5040.i32, quarters.i32, shares_qxn.f64): it
 * then takes part, and both must come to the same level.
 */
const OPTIONS = { rounds: 9, warmupRounds: 1 };
/** By how much of itself the last level may differ from the C program's: float64, and its six places. */
const TOLERANCE = 1e-9;

const limits = process.env['HIGHWATER_LIMITS'];
const hasLimits = limits !== undefined && existsSync(join(limits, 'index'));
const market = hasLimits ? marketOf(limits) : simulatedMarket();
const ours = capWeightedIndex(market);
const contenders: Contender[] = [ours, naiveIndex(market)];
if (hasLimits) {
  const program = indexProgram(limits, market);
  const levels = [ours.run(), program.run()] as [number, number];
  if (!(Math.abs(levels[0] - levels[1]) <= TOLERANCE * levels[1])) {
    throw new Error(`The index ends at ${levels[0]}, that of the C program at ${levels[1]}.`);
  }
  contenders.push(program);
}

console.log(machineLine());
const timings = await alternate(contenders, OPTIONS);
console.log(ratioTable('Capitalisation-weighted index', timings, 'asset-day'));
const program = timings.find(({ name }) => name.startsWith('C,'));
if (program !== undefined) {
  const [median, min] = [
    timings[0]!.medianNs / program.medianNs,
    timings[0]!.minNs / program.minNs,
  ];
  console.log(
    `The index takes ${median.toFixed(2)} × the C program; best times ${min.toFixed(2)} ×.`,
  );
}
