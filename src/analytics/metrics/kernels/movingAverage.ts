import type { Kernel } from '../sample.js';
import { centredReturns } from './centredReturns.js';
import { deviances, type MovingAverage } from './innovations.js';
import { minimise, type Objective } from './minimise.js';

/** Where the search for the minimum may begin: partial coefficients, each within −1 and 1. */
const PARTIALS = [-0.8, -0.4, 0, 0.4, 0.8] as const;
const STARTS: readonly MovingAverage[] = PARTIALS.flatMap((partial) =>
  PARTIALS.map((second) => ({ first: partial * (1 + second), second })),
);
/** Near enough to choose where to begin. */
const SETTLED_WITHIN = 1e-12;

/**
 * The moving average of order 2 that returns less their mean are likeliest under, errors normal:
 * exact maximum likelihood, by Newton's method from the best of 25 starting points. Its roots lie
 * on or outside the unit circle. Null where the search does not converge. Returns must vary.
 */
export const movingAverageFit: Kernel<MovingAverage | null> = (sample) => {
  const scale = sample.returns.moments.standardDeviation;
  const x = sample.of(centredReturns).slice();
  for (let t = 0; t < x.length; t += 1) x[t] = (x[t] as number) / scale;
  const atStarts = deviances(x, STARTS, SETTLED_WITHIN);
  const best = atStarts.reduce((least, value) => Math.min(least, value), Infinity);
  const start = STARTS[atStarts.indexOf(best)];
  if (start === undefined) return null;
  const objective = ((points) =>
    deviances(
      x,
      points.map(([first, second]) => ({ first, second })),
    )) as Objective;
  const minimum = minimise(objective, [start.first, start.second]);
  return minimum && invertible({ first: minimum[0], second: minimum[1] });
};

/** The same process with roots on or outside the unit circle: each of the others is turned over. */
function invertible({ first, second }: MovingAverage): MovingAverage {
  const discriminant = first * first - 4 * second;
  if (discriminant < 0) {
    return second > 1 ? { first: first / second, second: 1 / second } : { first, second };
  }
  const larger = (-first - Math.sign(first) * Math.sqrt(discriminant)) / 2;
  const reciprocals =
    larger === 0
      ? [Math.sqrt(discriminant) / 2, -Math.sqrt(discriminant) / 2]
      : [larger, second / larger];
  const [one, other] = reciprocals.map((root) => (Math.abs(root) > 1 ? 1 / root : root)) as [
    number,
    number,
  ];
  return { first: 0 - (one + other), second: one * other };
}
