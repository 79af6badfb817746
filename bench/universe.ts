import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Universe } from './metricsContenders.js';

const DAYS = 5040;

/** The folder of C programs and their data, where one is named that holds the program. */
export function limitsFolder(program: 'metrics' | 'rolling'): string | null {
  const folder = process.env['HIGHWATER_LIMITS'];
  return folder !== undefined && existsSync(join(folder, program)) ? folder : null;
}

/** The data of the C programs, so that all read the same; simulated walks where there is none. */
export function readUniverse(folder: string | null, assets: number): Universe {
  return folder === null ? simulatedUniverse(assets) : universeOf(folder, assets);
}

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

function simulatedUniverse(assets: number): Universe {
  const next = uniform(20260101);
  return {
    dates: Int32Array.from({ length: DAYS }, (_, i) => 13000 + Math.floor(i * 1.449)),
    closes: Array.from({ length: assets }, () => randomWalk(next)),
    benchmark: randomWalk(next),
  };
}

function universeOf(folder: string, assets: number): Universe {
  const read = (name: string): ArrayBuffer => {
    const file = readFileSync(join(folder, 'data', name));
    return new Uint8Array(file).buffer;
  };
  const closes = new Float64Array(read('close_4000x5040.f64'));
  return {
    dates: new Int32Array(read('days_5040.i32')),
    closes: Array.from({ length: assets }, (_, i) => closes.subarray(i * DAYS, (i + 1) * DAYS)),
    benchmark: new Float64Array(read('bench_5040.f64')),
  };
}
