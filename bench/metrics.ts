import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import {
  limitProgram,
  naiveObjects,
  registry,
  SET_M,
  TEN,
  threadedJobs,
} from './metricsContenders.js';
import { arqueroVerbs } from './metricsArquero.js';
import { polarsExpressions } from './metricsLibraries.js';
import { limitsFolder, readUniverse } from './universe.js';

/*
 * What a figure costs per asset-day, from typed price columns through the registry, against other
 * ways of computing it. HIGHWATER_LIMITS may name a folder with the compiled C program `metrics`
 * and its data (data/close_4000x5040.f64, bench_5040.f64, days_5040.i32): it then takes part, as
 * does nodejs-polars where it is installed.
 */
const ASSETS = 1000;
const POLARS_ASSETS = 200;
const NAIVE_ASSETS = 50;
const ARQUERO_ASSETS = 20;
// Each thread compiles what it runs by itself: that takes some rounds.
const OPTIONS = { rounds: 9, warmupRounds: 6 };

const limits = limitsFolder('metrics');
const universe = readUniverse(limits, ASSETS);
const contenders: Contender[] = [
  registry(universe, ASSETS, TEN, 'registry, ten figures'),
  registry(universe, ASSETS, SET_M, 'registry, set M'),
  ...[100, 4 * ASSETS].map((n) => registry(universe, n, SET_M, `registry, set M, ${n} assets`)),
  ...threadedJobs(universe, ASSETS),
  naiveObjects(universe, NAIVE_ASSETS),
  arqueroVerbs(universe, ARQUERO_ASSETS),
];
const polars = await polarsExpressions(universe, POLARS_ASSETS);
if (polars === null) console.log('nodejs-polars is not installed: it takes no part.');
else contenders.push(polars);
if (limits !== null) contenders.push(limitProgram(limits, universe, ASSETS));

console.log(machineLine());
const timings = await alternate(contenders, OPTIONS);
console.log(ratioTable('From price columns to figures', timings, 'asset-day'));
const program = timings.find(({ name }) => name.startsWith('C,'));
for (const { name, medianNs, minNs, units } of timings.filter((it) => it.name.startsWith('one'))) {
  const [median, least] = [medianNs, minNs].map((ns) => ((ns * units) / 1e6).toFixed(0));
  console.log(`${name}: ${median} ms (least ${least}) for nine windows of ${ASSETS} assets`);
}
if (program !== undefined) {
  for (const { name, medianNs } of timings.filter((timing) => timing !== program)) {
    console.log(`${name}: ${(medianNs / program.medianNs).toFixed(2)} × the C program`);
  }
}
process.exit(0);
