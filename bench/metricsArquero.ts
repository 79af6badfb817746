import { op, rolling, table, type ColumnTable } from 'arquero';
import type { Contender } from './harness.js';
import { days, figuresOf, RISK_FREE_DAILY, SET_M, type Universe } from './metricsContenders.js';
import { longColumns } from './metricsLibraries.js';

/** How far a figure may be from the registry's, relative to it, or absolute where that is below 1. */
const TOLERANCE = 1e-9;

interface Day {
  readonly day: number;
  readonly close: number;
  readonly benchmark: number;
  readonly r: number;
  readonly b: number;
  readonly before: number;
  readonly peak: number;
  readonly fall: number;
  readonly peakDay: number;
  readonly span: number;
  readonly mean: number;
  readonly quantile5: number;
  readonly quantile1: number;
}
interface Terms {
  readonly rf: number;
}
type Verb = (d: Day, $: Terms) => number;
const running = (verb: Verb) => rolling(verb) as unknown as Verb;

/** By asset, over all days but the first: figures of set M, and what the others are made of. */
const AGGREGATES: Readonly<Record<keyof Aggregates, Verb>> = {
  growth: (d) => op.sum(op.log(1 + d.r)),
  elapsed: (d) => op.max(d.day) - op.min(d.before),
  n: () => op.count() as unknown as number,
  mean: (d) => op.mean(d.r),
  deviation: (d) => op.stdev(d.r),
  below: (d, $) => op.mean(d.r < $.rf ? op.pow(d.r - $.rf, 2) : 0),
  squares: (d) => op.mean(d.fall * d.fall),
  m2: (d) => op.variancep(d.r),
  m3: (d) => op.mean(op.pow(d.r - d.mean, 3)),
  m4: (d) => op.mean(op.pow(d.r - d.mean, 4)),
  benchmarkMean: (d) => op.mean(d.b),
  activeDeviation: (d) => op.stdev(d.r - d.b),
  maxDrawdown: (d) => op.min(d.fall),
  longestDrawdownDays: (d) => op.max(d.span),
  var95: (d) => -op.quantile(d.r, 0.05),
  var99: (d) => -op.quantile(d.r, 0.01),
  cvar95: (d) => -op.sum(d.r <= d.quantile5 ? d.r : 0) / op.sum(d.r <= d.quantile5 ? 1 : 0),
  cvar99: (d) => -op.sum(d.r <= d.quantile1 ? d.r : 0) / op.sum(d.r <= d.quantile1 ? 1 : 0),
  bestDay: (d) => op.max(d.r),
  worstDay: (d) => op.min(d.r),
  winRate: (d) => op.mean(d.r > 0 ? 1 : 0),
  beta: (d) => op.covariance(d.r, d.b) / op.variance(d.b),
  correlation: (d) => op.corr(d.r, d.b),
  upCapture: (d) => op.sum(d.b > 0 ? d.r : 0) / op.sum(d.b > 0 ? d.b : 0),
  downCapture: (d) => op.sum(d.b < 0 ? d.r : 0) / op.sum(d.b < 0 ? d.b : 0),
};

interface Aggregates {
  readonly growth: number;
  readonly elapsed: number;
  readonly n: number;
  readonly mean: number;
  readonly deviation: number;
  readonly below: number;
  readonly squares: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  readonly benchmarkMean: number;
  readonly activeDeviation: number;
  readonly maxDrawdown: number;
  readonly longestDrawdownDays: number;
  readonly var95: number;
  readonly var99: number;
  readonly cvar95: number;
  readonly cvar99: number;
  readonly bestDay: number;
  readonly worstDay: number;
  readonly winRate: number;
  readonly beta: number;
  readonly correlation: number;
  readonly upCapture: number;
  readonly downCapture: number;
}
type AssetVerb = (d: Aggregates, $: Terms) => number;

/** The rest of set M, out of an asset's aggregates. */
const FIGURES: Readonly<Record<string, AssetVerb>> = {
  totalReturn: (d) => op.exp(d.growth) - 1,
  cagr: (d) => op.exp((d.growth * 365.25) / d.elapsed) - 1,
  calmar: (d) => (op.exp((d.growth * 365.25) / d.elapsed) - 1) / -d.maxDrawdown,
  volatility: (d) => d.deviation * op.sqrt(252),
  sharpe: (d, $) => ((d.mean - $.rf) / d.deviation) * op.sqrt(252),
  downsideDeviation: (d) => op.sqrt(d.below * 252),
  sortino: (d, $) => ((d.mean - $.rf) * 252) / op.sqrt(d.below * 252),
  ulcerIndex: (d) => op.sqrt(d.squares),
  skewness: (d) => ((op.sqrt(d.n * (d.n - 1)) / (d.n - 2)) * d.m3) / op.pow(d.m2, 1.5),
  excessKurtosis: (d) =>
    ((d.n - 1) / ((d.n - 2) * (d.n - 3))) * ((d.n + 1) * (d.m4 / (d.m2 * d.m2) - 3) + 6),
  alpha: (d, $) => (d.mean - $.rf - d.beta * (d.benchmarkMean - $.rf)) * 252,
  rSquared: (d) => d.correlation * d.correlation,
  trackingError: (d) => d.activeDeviation * op.sqrt(252),
  informationRatio: (d) => ((d.mean - d.benchmarkMean) * 252) / (d.activeDeviation * op.sqrt(252)),
};

/** Set M of every asset, by Arquero's own verbs, window functions and aggregates alone. */
function setM(columns: ReturnType<typeof longColumns>): ColumnTable {
  const rows = table(columns).params({ rf: RISK_FREE_DAILY }) as ColumnTable;
  return rows
    .groupby('symbol')
    .derive({
      r: (d: Day) => d.close / op.lag(d.close, 1, NaN) - 1,
      b: (d: Day) => d.benchmark / op.lag(d.benchmark, 1, NaN) - 1,
      before: (d: Day) => op.lag(d.day, 1, NaN),
      peak: running((d) => op.max(d.close)),
    })
    .derive({
      fall: (d: Day) => d.close / d.peak - 1,
      peakDay: running((d) => op.max(d.close === d.peak ? d.day : 0)),
    })
    .derive({
      // Calendar days since the last peak, until the day that makes the fall good.
      span: (d: Day) => (d.fall < 0 || op.lag(d.fall, 1, 0) < 0 ? d.day - op.lag(d.peakDay, 1) : 0),
    })
    .filter((d: Day) => d.r === d.r)
    .derive({
      mean: (d: Day) => op.mean(d.r),
      quantile5: (d: Day) => op.quantile(d.r, 0.05),
      quantile1: (d: Day) => op.quantile(d.r, 0.01),
    })
    .rollup(AGGREGATES)
    .derive(FIGURES);
}

/** @throws Error when a figure of an asset is not the registry's */
function requireAgreement(figures: ColumnTable, universe: Universe): void {
  for (let asset = 0; asset < figures.numRows(); asset += 1) {
    const expected = figuresOf(universe, asset, SET_M);
    for (const id of SET_M) {
      const [ours, theirs] = [expected[id].value!, figures.get(id, asset) as number];
      const error = Math.abs(ours - theirs) / Math.max(1, Math.abs(ours));
      if (!(error <= TOLERANCE)) throw new Error(`Arquero's ${id} is ${theirs}, not ${ours}.`);
    }
  }
}

/** Set M with Arquero's verbs, which come to the registry's figures: that is made sure of first. */
export function arqueroVerbs(universe: Universe, assets: number): Contender {
  const columns = longColumns(universe, assets);
  requireAgreement(setM(columns), universe);
  const run = (): number =>
    (setM(columns).array('volatility') as number[]).reduce((sum, x) => sum + x, 0);
  return { name: 'Arquero verbs, set M', run, units: days(universe, assets) };
}
