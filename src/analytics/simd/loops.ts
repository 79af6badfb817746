import { memory } from './memory.js';
import { PROGRAM } from './program.js';

/**
 * Loops over columns, two values at a time, compiled from the AssemblyScript in `simd/`, which tells
 * what each does. Columns are given by where they lie in their memory.
 */
interface Loops {
  readonly chainFalls: (
    prices: number,
    from: number,
    to: number,
    falls: number,
    count: number,
    next: number,
  ) => number;
  readonly fillPair: (
    closes: number,
    width: number,
    sessions: number,
    weights: number,
    trades: number,
    count: number,
    rate: number,
    capital: number,
    room: number,
    one: number,
    other: number,
  ) => void;
  readonly keepBelow: (values: number, length: number, threshold: number, into: number) => number;
  readonly pairProducts: (ab: number, cd: number, length: number, into: number) => void;
  readonly powerSums: (
    values: number,
    length: number,
    lengths: number,
    count: number,
    centre: number,
    into: number,
  ) => void;
  readonly products: (
    a: number,
    b: number,
    length: number,
    lengths: number,
    count: number,
    centreA: number,
    centreB: number,
    into: number,
  ) => void;
  readonly returns: (prices: number, length: number, into: number) => number;
  readonly selectSmallest: (
    values: number,
    length: number,
    rank: number,
    unsorted: number,
  ) => number;
  readonly slidMoments: (
    sums: number,
    stride: number,
    count: number,
    lookback: number,
    centre: number,
    least: number,
    demand: number,
    mean: number,
    deviation: number,
  ) => number;
  readonly slidSlopes: (
    sums: number,
    stride: number,
    count: number,
    lookback: number,
    otherMean: number,
    precision: number,
    slope: number,
  ) => void;
  readonly slideSums: (
    values: number,
    other: number,
    first: number,
    end: number,
    lookback: number,
    centre: number,
    into: number,
    stride: number,
  ) => void;
  readonly standing: (prices: number, count: number, peak: number, into: number) => number;
  readonly thresholds: (
    values: number,
    length: number,
    lengths: number,
    count: number,
    threshold: number,
    into: number,
  ) => void;
  readonly writeCells: (
    cells: number,
    count: number,
    rows: number,
    powers: number,
    into: number,
  ) => number;
}

const program = new WebAssembly.Module(Buffer.from(PROGRAM.join(''), 'base64'));

export const loops = new WebAssembly.Instance(program, { env: { memory } })
  .exports as unknown as Loops;
