import { assert } from '../../../domain/errors.js';
import { equityAfterCosts } from './equityAfterCosts.js';
import type { PathJob } from './pathJob.js';
import { valueSegment } from './segment.js';

/**
 * The equity paths of the vectors from `first` to below `end`: bought at the first session's
 * close, drifting in between, back to the weights at every traded close, costs paid out of equity.
 * A value is what the holdings and the cash are worth after that close's trades. Cash earns
 * nothing. What a session's value is does not depend on later sessions.
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
  const units = new Float64Array(job.width);
  const held = new Float64Array(job.width);
  for (let vector = first; vector < end; vector += 1) {
    fillPath(job, vector, { units, held }, paths);
  }
}

/** Memory that every path of a thread uses in turn, as wide as a row of closes. */
interface Scratch {
  readonly units: Float64Array;
  readonly held: Float64Array;
}

function fillPath(
  job: PathJob,
  vector: number,
  { units, held }: Scratch,
  paths: Float64Array,
): void {
  const { closes, width, sessions, weights, trades, costRate } = job;
  const own = vector * width;
  const offset = vector * sessions;
  units.fill(0);
  let equity = job.initialCapital;
  for (let i = 0; i < trades.length; i += 1) {
    const start = trades[i] as number;
    const next = trades[i + 1] ?? sessions;
    const row = start * width;
    if (costRate > 0) {
      for (let k = 0; k < width; k += 1) {
        held[k] = (units[k] as number) * (closes[row + k] as number);
      }
      equity = equityAfterCosts(equity, weights, own, held, costRate);
    }
    let cash = equity;
    for (let k = 0; k < width; k += 1) {
      const target = (weights[own + k] as number) * equity;
      cash -= target;
      units[k] = target / (closes[row + k] as number);
    }
    // With the next trade's close, at which it has what these holdings are worth.
    const end = Math.min(next + 1, sessions);
    valueSegment(job, units, cash, start, end, paths, offset);
    equity = paths[offset + end - 1] as number;
  }
}
