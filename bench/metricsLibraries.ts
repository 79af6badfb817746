import { days, RISK_FREE_DAILY, type Universe } from './metricsContenders.js';
import type { Contender } from './harness.js';

/** The same rows for every library: an asset's days one after the other. */
export function longColumns(universe: Universe, assets: number) {
  const n = universe.dates.length;
  const symbol = Int32Array.from({ length: n * assets }, (_, i) => Math.floor(i / n));
  const close = new Float64Array(n * assets);
  const benchmark = new Float64Array(n * assets);
  const day = new Int32Array(n * assets);
  for (let i = 0; i < assets; i += 1) {
    close.set(universe.closes[i]!, i * n);
    benchmark.set(universe.benchmark, i * n);
    day.set(universe.dates, i * n);
  }
  return { symbol, day, close, benchmark };
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
