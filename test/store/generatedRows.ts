import { v7 } from 'uuid';
import { randomStream, type RandomStream } from '../../src/ingestion/simulated/random.js';
import { CopyWriter } from '../../src/store/copy/copyWriter.js';
import type { SqlSession } from '../../src/store/session.js';

const FIRST_MILLISECOND = Date.UTC(2024, 0, 2);

/** Everything random comes from here: the same seed gives the same rows, keys included. */
export class Chance {
  private readonly stream: RandomStream;
  private made = 0;

  constructor(seed: number) {
    this.stream = randomStream(seed);
  }

  uniform(): number {
    return this.stream.uniform();
  }

  /** A whole number from `min` to `max`. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.stream.uniform() * (max - min + 1));
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.whole(0, from.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** `count` different ones. */
  pickSome<T>(from: readonly T[], count: number): T[] {
    const picked = new Set<T>();
    while (picked.size < Math.min(count, from.length)) picked.add(this.pick(from));
    return [...picked];
  }

  /** A UUIDv7 of made-up times, a millisecond apart. */
  id(): string {
    const random = Uint8Array.from({ length: 16 }, () => this.whole(0, 255));
    this.made += 1;
    return v7({ msecs: FIRST_MILLISECOND + this.made, seq: 0, random });
  }
}

type Write<Row> = (writer: CopyWriter, row: Row) => unknown;

/** Sends rows by COPY; `target` is `table (columns)`. @returns how many */
export async function copyRows<Row>(
  session: SqlSession,
  target: string,
  rows: readonly Row[],
  write: Write<Row>,
): Promise<number> {
  const writer = new CopyWriter(target.split(',').length);
  for (const row of rows) write(writer.startRow(), row);
  await session.copyIn(target, writer.finish());
  return rows.length;
}

/** COPY has no cast: what is true is one byte. */
export const bool = (value: boolean): Uint8Array => Uint8Array.of(value ? 1 : 0);
