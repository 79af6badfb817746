import { z } from 'zod';
import { FREQUENCIES } from '../../../../domain/resample.js';
import type { Close, Strategy, StrategySetup, Weights } from '../../strategy.js';
import { defineStrategy } from '../defineStrategy.js';
import { tradingDays } from '../rules/parameters.js';

/** Weights are held to their bands this exactly: a hundredth of a basis point. */
const BAND_ROUNDING = 1e-6;

const PARAMETERS = z
  .strictObject({
    absoluteBand: z
      .number()
      .min(0.0001)
      .max(1)
      .nullable()
      .default(0.05)
      .describe('How far a weight may be from its target, a fraction of equity; null: any.'),
    relativeBand: z
      .number()
      .min(0.001)
      .max(10)
      .nullable()
      .default(0.25)
      .describe('How far, a fraction of the target; null: any. The narrower band counts.'),
    to: z
      .enum(['target', 'edge'])
      .default('target')
      .describe('Where a breach leads: all back to target, or each just inside its band.'),
    ...tradingDays('daily'),
    frequency: z
      .enum(FREQUENCIES)
      .default('daily')
      .describe('Bands are looked at on the last session of each such period.'),
  })
  .refine(({ absoluteBand, relativeBand }) => absoluteBand !== null || relativeBand !== null, {
    path: ['absoluteBand'],
    message: 'must be a number where relativeBand is null',
  });

export const bands = defineStrategy({
  kind: 'bands',
  name: 'Rebalance at bands',
  documentation:
    'Holds the targets and trades when a weight has drifted out of its band: the narrower of absoluteBand and relativeBand around its target. Then it returns to all targets; or, to the edge, brings each weight that is out to the edge of its band and takes the difference from the others, in proportion to the room that they have in theirs, so that cash is at its target. Bands are looked at on the last session of each period, with weights at the newest close that is known; those of assets that cannot be traded there are not.',
  source: 'Daryanani, Journal of Financial Planning 21 (2008), 48-61',
  parameters: PARAMETERS,
  start: (setup, parameters) => new Bands(setup, parameters),
});

class Bands implements Strategy {
  /** Weights at the close before, as they were left there. */
  #before: Weights | null = null;
  readonly #widths: Float64Array;

  constructor(
    private readonly setup: StrategySetup,
    private readonly parameters: z.output<typeof PARAMETERS>,
  ) {
    const { absoluteBand, relativeBand } = parameters;
    this.#widths = setup.targets.map((target) =>
      Math.min(absoluteBand ?? Infinity, relativeBand === null ? Infinity : relativeBand * target),
    );
  }

  decide(close: Close): Weights | null {
    const { setup } = this;
    const isFirst = close.index === setup.startIndex;
    const decided = isFirst ? Float64Array.from(setup.targets) : this.#afterDrift(close);
    const isNext = this.#isLookedAt(close.index + 1);
    this.#before = isNext ? (decided ?? Float64Array.from(close.weights)) : null;
    return decided;
  }

  #isLookedAt(index: number): boolean {
    const { frequency, offset } = this.parameters;
    return this.setup.schedule.isEnd(frequency, index, offset);
  }

  #afterDrift(close: Close): Weights | null {
    if (!this.#isLookedAt(close.index)) return null;
    const isKnownNow = close.history.knownIndex === close.index;
    const weights = isKnownNow ? close.weights : this.#before;
    if (weights === null || !this.#isBreached(weights, close)) return null;
    const { targets } = this.setup;
    return this.parameters.to === 'target'
      ? Float64Array.from(targets)
      : atEdges(weights, targets, this.#widths);
  }

  /** What cannot be traded, because it is not listed yet for one, breaches nothing. */
  #isBreached(weights: Weights, { isTradable }: Close): boolean {
    const { targets } = this.setup;
    return weights.some((weight, i) => {
      if (!isTradable(i)) return false;
      const drift = Math.abs(weight - (targets[i] as number));
      return drift > (this.#widths[i] as number) + BAND_ROUNDING;
    });
  }
}

/** Each weight within its band, together what the targets are. */
function atEdges(weights: Weights, targets: Weights, widths: Float64Array): Weights {
  const limited = weights.map((weight, i) => {
    const [target, width] = [targets[i] as number, widths[i] as number];
    return Math.max(0, target - width, Math.min(target + width, weight));
  });
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const missing = sum(targets) - sum(limited);
  const room = limited.map((weight, i) => {
    const [target, width] = [targets[i] as number, widths[i] as number];
    return missing > 0 ? target + width - weight : weight - Math.max(0, target - width);
  });
  const roomSum = sum(room);
  if (roomSum === 0) return limited;
  return limited.map((weight, i) => weight + (missing * (room[i] as number)) / roomSum);
}
