import { arch, availableParallelism, cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

/** One way of doing the work that a bench compares. */
export interface Contender {
  readonly name: string;
  /** Does the work once. Returns a number that depends on it, so that nothing is optimised away. */
  readonly run: () => number | Promise<number>;
  /** Units of work that a run does, e.g. asset-days: times are compared per unit. */
  readonly units: number;
  /** Milliseconds that a run took by its own clock, for work done in another process. */
  readonly ownMs?: () => number;
}

export interface BenchOptions {
  /** Timed rounds; in each, every contender runs once. */
  readonly rounds: number;
  /** Untimed rounds before, so that the compiler has settled. */
  readonly warmupRounds: number;
}

/** Times of one contender. Nanoseconds per unit of work. */
export interface Timing {
  readonly name: string;
  readonly units: number;
  readonly medianNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  /** Its median over the first contender's. */
  readonly ratio: number;
}

/**
 * After each contender nothing runs for so long: what it has left to the threads of the compiler and
 * of the garbage collector would be the next one's, most of all if that needs every core.
 */
const PAUSE_MS = 100;

/** Contenders take turns, so that what else the machine does falls on all of them alike. */
export async function alternate(
  contenders: readonly Contender[],
  { rounds, warmupRounds }: BenchOptions,
): Promise<Timing[]> {
  const timesNs = new Map<Contender, number[]>(contenders.map((c) => [c, []]));
  for (let round = -warmupRounds; round < rounds; round += 1) {
    for (const contender of contenders) {
      const timeMs = await timeOf(contender);
      await setTimeout(PAUSE_MS);
      if (round >= 0) timesNs.get(contender)!.push((timeMs * 1e6) / contender.units);
    }
  }
  const first = median(timesNs.get(contenders[0]!)!);
  return contenders.map((contender) => {
    const times = timesNs.get(contender)!;
    const medianNs = median(times);
    return {
      name: contender.name,
      units: contender.units,
      medianNs,
      minNs: Math.min(...times),
      maxNs: Math.max(...times),
      ratio: medianNs / first,
    };
  });
}

async function timeOf({ name, run, ownMs }: Contender): Promise<number> {
  const start = performance.now();
  const result = await run();
  const elapsedMs = performance.now() - start;
  if (!Number.isFinite(result)) throw new Error(`${name} came to ${result}: nothing to time.`);
  return ownMs === undefined ? elapsedMs : ownMs();
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The machine in one line: times mean nothing without it, and ratios little. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${model}, ${availableParallelism()} cores, ${arch()}, Node ${process.versions.node}`;
}

/** Timings as a table of fixed-width text, ratios to the first row. */
export function ratioTable(title: string, timings: readonly Timing[], unit: string): string {
  const width = Math.max(...timings.map(({ name }) => name.length));
  const head = ['median', 'min', 'max', 'ratio'].map((word) => word.padStart(10)).join('');
  const rows = timings.map(({ name, medianNs, minNs, maxNs, ratio, units }) => {
    const times = [medianNs, minNs, maxNs].map((ns) => ns.toFixed(2).padStart(10)).join('');
    return `${name.padEnd(width)}${times}${ratio.toFixed(2).padStart(10)}   ${units} ${unit}s a run`;
  });
  return [`${title} (ns per ${unit})`, `${' '.repeat(width)}${head}`, ...rows].join('\n');
}
