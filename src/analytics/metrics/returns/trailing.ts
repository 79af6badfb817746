import { trailingReturn, trailingReturnAnnual, type TrailingSpan } from '../kernels/trailing.js';
import { defineMetric, type MetricDefinition } from '../metric.js';

const TRAILS = 'Trails from the last date of the sample, whatever the window';
const SHORTER = 'Missing where the sample begins after the base date.';

const COMMON = {
  sign: 'Positive is a gain.',
  minimumSample: 1,
  source: 'CFA Institute, Global Investment Performance Standards (2020)',
  needs: [],
} as const;

/** One of the returns that trail from a sample's last date: all are one formula over their span. */
interface Trailing<Id extends string> {
  readonly id: Id;
  /** `last 3 months`. */
  readonly name: string;
  readonly span: TrailingSpan;
  /** The day that the base price is of, or before. */
  readonly base: string;
}

/** A trailing return that is not annualised. */
export function defineTrailingReturn<const Id extends string>({
  id,
  name,
  span,
  base,
}: Trailing<Id>): MetricDefinition<Id> {
  return defineMetric({
    ...COMMON,
    id,
    name: `Return, ${name}`,
    unit: 'fraction',
    formula: `last price / last price on or before ${base} - 1`,
    latex: String.raw`\frac{P_n}{P_b}-1`,
    convention: `${TRAILS}; not annualised. ${SHORTER}`,
    compute: (sample) => trailingReturn(sample, span),
  });
}

/** A trailing return per year. */
export function defineTrailingReturnAnnual<const Id extends string>({
  id,
  name,
  span,
  base,
}: Trailing<Id>): MetricDefinition<Id> {
  return defineMetric({
    ...COMMON,
    id,
    name: `Return, ${name}, annualised`,
    unit: 'fraction per year',
    formula: `(last price / last price on or before ${base})^(365.25 / calendar days) - 1`,
    latex: String.raw`\left(\frac{P_n}{P_b}\right)^{365.25/(d_n-d_b)}-1`,
    convention: `${TRAILS}, compounded by elapsed calendar days. ${SHORTER}`,
    compute: (sample) => trailingReturnAnnual(sample, span),
  });
}
