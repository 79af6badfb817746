import type { Convention } from '../../metrics/conventions/variant.js';
import { evaluate } from '../../metrics/evaluate.js';
import type { Figure } from '../../metrics/figure.js';
import { correlationMatrix, type Matrix } from '../../metrics/kernels/covarianceMatrix.js';
import type { MetricId } from '../../metrics/registry.js';
import { pathSample, type PathRiskFree } from '../paths/pathSample.js';
import { alignPaths, type LabelledPath } from './alignedPaths.js';
import { bestYear, calendarYears, worstYear, type CalendarYear } from './calendarYears.js';

/** How a path differs from the first: figures of its benchmark metrics, the first as benchmark. */
export const DIFFERENCE_METRICS = [
  'activePremium',
  'trackingError',
  'informationRatio',
  'battingAverage',
  'correlation',
  'beta',
  'alpha',
  'upCapture',
  'downCapture',
] as const satisfies readonly MetricId[];
export type DifferenceMetric = (typeof DIFFERENCE_METRICS)[number];

export interface ComparisonRequest<Id extends MetricId = MetricId> {
  /** The first is what the others are held against. */
  readonly paths: readonly LabelledPath[];
  /** Null where there is none to be had. */
  readonly riskFreeRate: PathRiskFree | null;
  /** Values on any dates; only common ones count. Null: benchmark metrics are missing. */
  readonly benchmark: LabelledPath | null;
  /** All of the catalogue unless given. */
  readonly metrics?: readonly Id[];
  readonly convention?: Convention;
}

/** One path among the others. */
export interface ComparedPath<Id extends MetricId = MetricId> {
  readonly label: string;
  /** One per date of the comparison, 1 on the first. */
  readonly values: Float64Array;
  readonly figures: Readonly<Record<Id, Figure>>;
  readonly years: readonly CalendarYear[];
  readonly bestYear: CalendarYear | null;
  readonly worstYear: CalendarYear | null;
  /** Against the first path; null for the first itself. */
  readonly difference: Readonly<Record<DifferenceMetric, Figure>> | null;
}

export interface Comparison<Id extends MetricId = MetricId> {
  /** Days since 1970, ascending: those that all paths have, the benchmark too. */
  readonly dates: Int32Array;
  readonly paths: readonly ComparedPath<Id>[];
  /** Of daily returns, rows and columns in the order of the paths. */
  readonly correlations: Matrix;
}

/**
 * Several paths side by side, on the dates that they have in common. Returns are earned from one
 * common date to the next; the paths' own figures over their whole lives may differ.
 *
 * @throws HighwaterError as `alignPaths`; BAD_RISK_FREE_RATE
 */
export function comparePaths<Id extends MetricId = MetricId>(
  request: ComparisonRequest<Id>,
): Comparison<Id> {
  const { paths, benchmark, riskFreeRate, metrics, convention } = request;
  const all = benchmark === null ? paths : [...paths, underOwnName(benchmark, paths)];
  const { dates, columns } = alignPaths(all);
  const first = columns[0] as Float64Array;
  const other = benchmark === null ? null : (columns[paths.length] as Float64Array);
  const samples = paths.map((_, i) => {
    const values = columns[i] as Float64Array;
    return pathSample({ dates, values }, riskFreeRate, other);
  });
  const compared = samples.map((sample, i): ComparedPath<Id> => {
    const values = columns[i] as Float64Array;
    const years = calendarYears(sample);
    const against = i === 0 ? null : pathSample({ dates, values }, riskFreeRate, first);
    return {
      label: (paths[i] as LabelledPath).label,
      values,
      figures: evaluate(sample, metrics, convention),
      years,
      bestYear: bestYear(years),
      worstYear: worstYear(years),
      difference: against && evaluate(against, DIFFERENCE_METRICS, convention),
    };
  });
  const returns = samples.map((sample) => sample.returns.values);
  return { dates, paths: compared, correlations: correlationMatrix(returns) };
}

/** A benchmark may be called as one of the paths is. */
function underOwnName(benchmark: LabelledPath, paths: readonly LabelledPath[]): LabelledPath {
  let label = benchmark.label;
  while (paths.some((path) => path.label === label)) label = `${label} (benchmark)`;
  return { ...benchmark, label };
}
