import { assert } from '../../../domain/errors.js';
import { equityAfterCosts } from './equityAfterCosts.js';
import type { PathJob } from './pathJob.js';
import { valueSegment, valueTwoSegments, type HeldPath } from './segment.js';

/**
 * The equity paths of the vectors from `first` to below `end`: bought at the first session's
 * close, drifting in between, back to the weights at every traded close, costs paid out of equity.
 * A value is what the holdings and the cash are worth after that close's trades. Cash earns
 * nothing. What a session's value is does not depend on later sessions, nor on other vectors.
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
  const [one, other] = [new TradedPath(job, paths), new TradedPath(job, paths)];
  const { trades, sessions } = job;
  for (let vector = first; vector < end; vector += 2) {
    const isAlone = vector + 1 === end;
    one.begin(vector);
    if (!isAlone) other.begin(vector + 1);
    for (let i = 0; i < trades.length; i += 1) {
      const start = trades[i] as number;
      // With the next trade's close, at which a path has what its holdings are worth.
      const segmentEnd = Math.min((trades[i + 1] ?? sessions) + 1, sessions);
      one.trade(start);
      if (isAlone) {
        valueSegment(job, one, start, segmentEnd);
      } else {
        other.trade(start);
        valueTwoSegments(job, one, other, start, segmentEnd);
      }
    }
  }
}

/** A path under way. One is used again for the next vector. */
class TradedPath implements HeldPath {
  values: Float64Array = new Float64Array();
  readonly units: Float64Array;
  cash = 0;
  /** What each asset is worth before a trade. */
  readonly #held: Float64Array;
  /** Where its weights begin. */
  #weightsFrom = 0;

  constructor(
    private readonly job: PathJob,
    private readonly paths: Float64Array,
  ) {
    this.units = new Float64Array(job.width);
    this.#held = new Float64Array(job.width);
  }

  begin(vector: number): void {
    const { sessions, width, initialCapital } = this.job;
    this.values = this.paths.subarray(vector * sessions, (vector + 1) * sessions);
    this.values[0] = initialCapital;
    this.units.fill(0);
    this.#weightsFrom = vector * width;
  }

  /** Buys and sells back to the weights at a session's close. */
  trade(session: number): void {
    const { closes, width, weights, costRate } = this.job;
    const { units, values } = this;
    const held = this.#held;
    const own = this.#weightsFrom;
    const row = session * width;
    let equity = values[session] as number;
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
    this.cash = cash;
  }
}
