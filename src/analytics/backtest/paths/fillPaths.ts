import { assert } from '../../../domain/errors.js';
import { loops } from '../../simd/loops.js';
import { addressOf, addressOfIntegers, inMemory, newColumn, reserve } from '../../simd/memory.js';
import type { PathJob } from './pathJob.js';

/**
 * The equity paths of the vectors from `first` to below `end`: bought at the first session's
 * close, drifting in between, back to the weights at every traded close, costs paid out of equity.
 * A value is what the holdings and the cash are worth after that close's trades. Cash earns
 * nothing. What a session's value is does not depend on later sessions, nor on other vectors. Two
 * vectors go together; closes are copied to where compiled loops see them, unless they lie there.
 *
 * @param paths vector after vector, a value per session: each vector writes its own part only
 */
export function fillPaths(
  job: PathJob,
  paths: Float64Array,
  first = 0,
  end: number = job.vectors,
): void {
  assert(paths.length === job.vectors * job.sessions, 'every path has its place');
  assert(first >= 0 && end <= job.vectors, 'the vectors are of the job');
  const { width, sessions, costRate, initialCapital } = job;
  inMemory(() => {
    const closes = addressOf(job.closes);
    const trades = addressOfIntegers(job.trades);
    const weights = newColumn(2 * width);
    const room = reserve(4 * width * Float64Array.BYTES_PER_ELEMENT);
    const [one, other] = [newColumn(sessions), newColumn(sessions)];
    for (let vector = first; vector < end; vector += 2) {
      // The last one of an odd number goes with itself.
      const second = Math.min(vector + 1, end - 1);
      for (let k = 0; k < width; k += 1) {
        weights[2 * k] = job.weights[vector * width + k] as number;
        weights[2 * k + 1] = job.weights[second * width + k] as number;
      }
      loops.fillPair(
        closes,
        width,
        sessions,
        weights.byteOffset,
        trades,
        job.trades.length,
        costRate,
        initialCapital,
        room,
        one.byteOffset,
        other.byteOffset,
      );
      paths.set(one, vector * sessions);
      if (second > vector) paths.set(other, second * sessions);
    }
  });
}
