import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternate, machineLine, ratioTable, type Contender } from './harness.js';
import {
  arqueroVerbs,
  limitProgram,
  naiveObjects,
  registry,
  TEN,
  type Universe,
} from './metricsContenders.js';

/*
 * What a figure costs per asset-day, from typed price columns through the registry, against other
 * ways of computing it. HIGHWATER_LIMITS may name a folder with the compiled C program `metrics`
 * and its data (data/close_4000x5040.f64, bench_5040.f64, days_5040.i32): it then takes part.
 */
const DAYS = 5040;
const ASSETS = 1000;
const NAIVE_ASSETS = 50;
const ARQUERO_ASSETS = 20;
const OPTIONS = { rounds: 7, warmupRounds: 2 };

/** Deterministic uniform numbers in [0, 1): Park and Miller's generator. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function randomWalk(next: () => number): Float64Array {
  let price = 100;
  return Float64Array.from({ length: DAYS }, () => {
    const noise = next() + next() + next() + next() - 2;
    return (price *= 1 + 0.0003 + 0.018 * noise);
  });
}

function simulatedUniverse(): Universe {
  const next = uniform(20260101);
  return {
    dates: Int32Array.from({ length: DAYS }, (_, i) => 13000 + Math.floor(i * 1.449)),
    closes: Array.from({ length: ASSETS }, () => randomWalk(next)),
    benchmark: randomWalk(next),
  };
}

function universeOf(folder: string): Universe {
  const read = (name: string): ArrayBuffer => {
    const file = readFileSync(join(folder, 'data', name));
    return new Uint8Array(file).buffer;
  };
  const closes = new Float64Array(read('close_4000x5040.f64'));
  return {
    dates: new Int32Array(read('days_5040.i32')),
    closes: Array.from({ length: ASSETS }, (_, i) => closes.subarray(i * DAYS, (i + 1) * DAYS)),
    benchmark: new Float64Array(read('bench_5040.f64')),
  };
}

const limits = process.env['HIGHWATER_LIMITS'];
const hasLimits = limits !== undefined && existsSync(join(limits, 'metrics'));
const universe = hasLimits ? universeOf(limits) : simulatedUniverse();
const contenders: Contender[] = [
  registry(universe, ASSETS, TEN, 'registry, ten figures'),
  registry(universe, ASSETS, undefined, 'registry, every figure'),
  naiveObjects(universe, NAIVE_ASSETS),
  arqueroVerbs(universe, ARQUERO_ASSETS),
];
if (hasLimits) contenders.push(limitProgram(limits, universe, ASSETS));

console.log(machineLine());
const timings = await alternate(contenders, OPTIONS);
console.log(ratioTable('From price columns to figures', timings, 'asset-day'));
const ours = timings[0]!;
const program = timings.find(({ name }) => name.startsWith('C,'));
if (program !== undefined) {
  console.log(`Ten figures take ${(ours.medianNs / program.medianNs).toFixed(2)} × the C program.`);
}
