import { op, rolling, table } from 'arquero';
import { days, RISK_FREE_DAILY, type Universe } from './metricsContenders.js';
import type { Contender } from './harness.js';

/** The same rows for every library: an asset's days one after the other. */
function longColumns(universe: Universe, assets: number) {
  const n = universe.dates.length;
  const symbol = Int32Array.from({ length: n * assets }, (_, i) => Math.floor(i / n));
  const close = new Float64Array(n * assets);
  const benchmark = new Float64Array(n * assets);
  for (let i = 0; i < assets; i += 1) {
    close.set(universe.closes[i]!, i * n);
    benchmark.set(universe.benchmark, i * n);
  }
  return { symbol, close, benchmark };
}

interface Day {
  readonly close: number;
  readonly benchmark: number;
  readonly r: number;
  readonly b: number;
  readonly fall: number;
  readonly mean: number;
  readonly quantile5: number;
  readonly quantile1: number;
}

type Verb = (d: Day) => number;
const peak = rolling((d: Day) => op.max(d.close)) as unknown as Verb;

/** What set M is made of, all but the longest drawdown, with Arquero's verbs, grouped by asset. */
const AGGREGATES: Readonly<Record<string, Verb>> = {
  growth: (d) => op.exp(op.sum(op.log(1 + d.r))),
  volatility: (d) => op.stdev(d.r),
  mean: (d) => op.mean(d.r),
  // Expressions see no constant of ours: 0.0000785849 is the daily rate of two percent a year.
  downside: (d) => op.mean(d.r < 0.0000785849 ? op.pow(d.r - 0.0000785849, 2) : 0),
  maxDrawdown: (d) => op.min(d.fall),
  ulcer: (d) => op.mean(d.fall * d.fall),
  var95: (d) => op.quantile(d.r, 0.05),
  var99: (d) => op.quantile(d.r, 0.01),
  tail95: (d) => op.sum(d.r <= d.quantile5 ? d.r : 0),
  tailSize95: (d) => op.sum(d.r <= d.quantile5 ? 1 : 0),
  tail99: (d) => op.sum(d.r <= d.quantile1 ? d.r : 0),
  tailSize99: (d) => op.sum(d.r <= d.quantile1 ? 1 : 0),
  third: (d) => op.mean(op.pow(d.r - d.mean, 3)),
  fourth: (d) => op.mean(op.pow(d.r - d.mean, 4)),
  bestDay: (d) => op.max(d.r),
  worstDay: (d) => op.min(d.r),
  wins: (d) => op.sum(d.r > 0 ? 1 : 0),
  covariance: (d) => op.covariance(d.r, d.b),
  correlation: (d) => op.corr(d.r, d.b),
  spread: (d) => op.variance(d.b),
  trackingError: (d) => op.stdev(d.r - d.b),
  active: (d) => op.mean(d.r - d.b),
  up: (d) => op.sum(d.b > 0 ? d.r : 0),
  down: (d) => op.sum(d.b < 0 ? d.r : 0),
};

/** Set M with Arquero's own verbs and aggregates. */
export function arqueroVerbs(universe: Universe, assets: number): Contender {
  const columns = longColumns(universe, assets);
  const run = (): number => {
    const figures = table(columns)
      .groupby('symbol')
      .derive({
        r: (d: Day) => d.close / op.lag(d.close, 1, NaN) - 1,
        b: (d: Day) => d.benchmark / op.lag(d.benchmark, 1, NaN) - 1,
        peak,
      })
      .filter((d: Day) => d.r === d.r)
      .derive({
        fall: (d: Day & { peak: number }) => d.close / d.peak - 1,
        mean: (d: Day) => op.mean(d.r),
        quantile5: (d: Day) => op.quantile(d.r, 0.05),
        quantile1: (d: Day) => op.quantile(d.r, 0.01),
      })
      .rollup(AGGREGATES);
    return (figures.array('volatility') as number[]).reduce((sum, x) => sum + x, 0);
  };
  return { name: 'Arquero verbs, set M', run, units: days(universe, assets) };
}

/** What of polars' expressions is used here. */
interface Expression {
  add(other: unknown): Expression;
  sub(other: unknown): Expression;
  mul(other: unknown): Expression;
  div(other: unknown): Expression;
  ltEq(other: unknown): Expression;
  over(name: string): Expression;
  shift(periods: number): Expression;
  cumMax(): Expression;
  filter(predicate: Expression): Expression;
  first(): Expression;
  last(): Expression;
  mean(): Expression;
  min(): Expression;
  std(): Expression;
  var(): Expression;
  quantile(q: number, interpolation: 'linear'): Expression;
  abs(): Expression;
  alias(name: string): Expression;
}
interface Frame {
  withColumns(...columns: Expression[]): Frame;
  filter(predicate: Expression): Frame;
  groupBy(name: string): { agg(...columns: Expression[]): Frame };
  getColumn(name: string): { sum(): number };
}
interface Polars {
  DataFrame(columns: object): Frame;
  col(name: string): Expression;
}

/** Ten figures with nodejs-polars, all cores its own; null where it is not installed. */
export async function polarsExpressions(
  universe: Universe,
  assets: number,
): Promise<Contender | null> {
  const name: string = 'nodejs-polars';
  const module = await (import(name) as Promise<{ default: Polars }>).catch(() => null);
  if (module === null) return null;
  const polars = module.default;
  const frame = polars.DataFrame(longColumns(universe, assets));
  const run = (): number => polarsFigures(polars, frame).getColumn('sum').sum();
  return { name: 'nodejs-polars, ten figures', run, units: days(universe, assets) };
}

function polarsFigures(polars: Polars, frame: Frame): Frame {
  const col = (name: string): Expression => polars.col(name);
  const back = (column: string): Expression => col(column).shift(1).over('symbol');
  const excess = col('r').sub(RISK_FREE_DAILY);
  const below = excess.sub(excess.abs()).div(2);
  const covariance = col('r')
    .mul(col('b'))
    .mean()
    .sub(col('r').mean().mul(col('b').mean()));
  const tail = col('r').filter(col('r').ltEq(col('r').quantile(0.05, 'linear')));
  const figures = frame
    .withColumns(
      col('close').div(back('close')).sub(1).alias('r'),
      col('benchmark').div(back('benchmark')).sub(1).alias('b'),
      col('close').div(col('close').cumMax().over('symbol')).sub(1).alias('fall'),
    )
    .groupBy('symbol')
    .agg(
      col('close').last().div(col('close').first()).alias('growth'),
      col('r').std().alias('volatility'),
      col('r').mean().alias('mean'),
      below.mul(below).mean().alias('downside'),
      col('fall').min().alias('maxDrawdown'),
      col('r').quantile(0.05, 'linear').alias('var95'),
      tail.mean().alias('cvar95'),
      covariance.div(col('b').var()).alias('beta'),
    );
  const sharpe = col('mean').sub(RISK_FREE_DAILY).div(col('volatility'));
  const sortino = col('mean').sub(RISK_FREE_DAILY).div(col('downside'));
  const calmar = col('growth').div(col('maxDrawdown'));
  const tails = col('var95').add(col('cvar95')).add(col('beta'));
  return figures.withColumns(sharpe.add(sortino).add(calmar).add(tails).alias('sum'));
}
