import type { z } from 'zod';
import {
  BOOTSTRAP_COST_MAX,
  RESAMPLES_DEFAULT,
  RESAMPLES_MAX,
  RESAMPLES_MIN,
} from '../../analytics/metrics/intervals/bootstrap/bootstrap.js';
import { SEED_MAX } from '../../analytics/metrics/intervals/bootstrap/xoshiro.js';
import {
  CONFIDENCE_DEFAULT,
  CONFIDENCE_MAX,
  CONFIDENCE_MIN,
} from '../../analytics/metrics/intervals/interval.js';
import { choice, contradiction, parameter, wholeNumber } from '../http/parameters.js';

export const INTERVAL_KINDS = ['analytic', 'bootstrap', 'none'] as const;
export type IntervalKind = (typeof INTERVAL_KINDS)[number];
const SEED_DEFAULT = 1;

/** How a reader wants the uncertainty of figures told. */
export type IntervalChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'analytic'; readonly confidence: number }
  | {
      readonly kind: 'bootstrap';
      readonly confidence: number;
      readonly seed: number;
      /** Null for as many as are usual, or affordable. */
      readonly resamples: number | null;
    };

const confidence = parameter<number>(
  {
    description: `How often an interval covers the truth; ${CONFIDENCE_DEFAULT} unless given.`,
    accepts: `a fraction from ${CONFIDENCE_MIN} to ${CONFIDENCE_MAX}`,
    json: { type: 'number', minimum: CONFIDENCE_MIN, maximum: CONFIDENCE_MAX },
  },
  (value) => {
    const fraction = /^0?\.\d{1,6}$/.test(value) ? Number(value) : NaN;
    return fraction >= CONFIDENCE_MIN && fraction <= CONFIDENCE_MAX ? fraction : undefined;
  },
);

const seed = parameter<number>(
  {
    description: `What the bootstrap draws from, ${SEED_DEFAULT} unless given: the same seed, the same bytes.`,
    accepts: `a whole number from 0 to ${SEED_MAX}`,
    json: { type: 'integer', minimum: 0, maximum: SEED_MAX },
  },
  (value) => (/^\d{1,10}$/.test(value) && Number(value) <= SEED_MAX ? Number(value) : undefined),
);

export const intervalParameters = {
  interval: choice(
    'The confidence interval beside each detailed value: in closed form where the metric has one ' +
      '(the default), by the stationary block bootstrap, or none.',
    INTERVAL_KINDS,
  ).optional(),
  confidence: confidence.optional(),
  seed: seed.optional(),
  resamples: wholeNumber(
    `How many samples the bootstrap draws; ${RESAMPLES_DEFAULT} unless given, or fewer where ` +
      `resamples × returns × metrics would come to more than ${BOOTSTRAP_COST_MAX}.`,
    RESAMPLES_MIN,
    RESAMPLES_MAX,
  ).optional(),
};

interface IntervalQuery {
  readonly interval?: IntervalKind | undefined;
  readonly confidence?: number | undefined;
  readonly seed?: number | undefined;
  readonly resamples?: number | undefined;
}

/** Refuses what belongs to a kind of interval that is not asked for: it would have no effect. */
export function refuseContradictoryInterval(
  query: IntervalQuery,
  context: z.core.$RefinementCtx,
): void {
  const { interval } = query;
  if (query.confidence !== undefined && interval === 'none') {
    const accepts = 'interval=analytic or interval=bootstrap beside it';
    contradiction(context, 'confidence', 'is given beside interval=none', accepts);
  }
  for (const name of ['seed', 'resamples'] as const) {
    if (query[name] === undefined || interval === 'bootstrap') continue;
    const problem = 'is given without interval=bootstrap';
    contradiction(context, name, problem, 'interval=bootstrap beside it');
  }
}

/** @param standard the kind where none is named */
export function intervalChoiceOf(query: IntervalQuery, standard: IntervalKind): IntervalChoice {
  const { confidence: asked = CONFIDENCE_DEFAULT, seed: from = SEED_DEFAULT } = query;
  const kind = query.interval ?? standard;
  if (kind === 'none') return { kind };
  if (kind === 'analytic') return { kind, confidence: asked };
  return {
    kind,
    confidence: asked,
    seed: from,
    resamples: query.resamples ?? null,
  };
}
