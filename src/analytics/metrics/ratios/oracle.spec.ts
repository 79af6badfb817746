import { describe, expect, it } from '@jest/globals';
import type { Decimal } from 'decimal.js';
import {
  Exact,
  centralMoment,
  covariance,
  drawdowns,
  exactColumn,
  exactly,
  mean,
  quantile,
  relativeError,
  sum,
} from '../../../../test/builders/exact.js';
import { buildSample } from '../../../../test/builders/sample.js';
import { shapedCases, type ShapedCase } from '../../../../test/builders/shapes.js';
import { evaluate } from '../evaluate.js';
import type { MissingReason } from '../figure.js';
import type { MetricId } from '../registry.js';
import type { RiskFree, Sample } from '../sample.js';

/** Each ratio once more, straight from its definition, at 50 digits. */
type Expected = Partial<Record<MetricId, Decimal | MissingReason>>;

const ZERO = new Exact(0);
const P = 252;
/** The 5 % quantile of the standard normal, to 40 digits. */
const Z5 = new Exact('-1.644853626951472714863848907991632136083');

const above = (x: Decimal): Decimal => Exact.max(0, x);
const below = (x: Decimal): Decimal => Exact.max(0, x.negated());
const power = (k: number) => (x: Decimal) => x.pow(k);

function ratio(top: Decimal, bottom: Decimal, ifNone: MissingReason): Decimal | MissingReason {
  return bottom.gt(1e-14) ? top.div(bottom) : ifNone;
}

/** Φ(z) by its series about 0 in the middle, by a continued fraction further out. */
function normalProbability(z: Decimal): Decimal {
  const density = z.pow(2).div(-2).exp().div(Exact.acos(-1).times(2).sqrt());
  if (z.abs().gt(8)) {
    let fraction = z.abs();
    for (let k = 400; k >= 1; k -= 1) fraction = new Exact(k).div(fraction).plus(z.abs());
    const tail = density.div(fraction);
    return z.isNegative() ? tail : new Exact(1).minus(tail);
  }
  let [term, series] = [z, z];
  for (let k = 1; k <= 300; k += 1) {
    term = term.times(z.pow(2)).div(2 * k + 1);
    series = series.plus(term);
  }
  return series.times(density).plus(0.5);
}

function sharpeFamily(r: Decimal[], x: Decimal[]): Expected {
  const deviation = covariance(x, x).sqrt();
  const perPeriod = mean(x).div(deviation);
  const m2 = centralMoment(x, 2);
  const skewness = centralMoment(x, 3).div(m2.pow(1.5));
  const kurtosis = centralMoment(x, 4).div(m2.pow(2)).minus(3);
  const adjustment = skewness
    .div(6)
    .times(perPeriod)
    .minus(kurtosis.div(24).times(perPeriod.pow(2)));
  const variance = kurtosis
    .plus(2)
    .div(4)
    .times(perPeriod.pow(2))
    .minus(skewness.times(perPeriod))
    .plus(1);
  const middle = mean(r);
  const d = r.map((value) => value.minus(middle));
  const products = sum(d.slice(1).map((value, i) => value.times(d[i]!)));
  const rho = products.div(sum(d.map(power(2)))).abs();
  let spread = new Exact(1);
  for (let k = 1; k < P; k += 1) {
    spread = spread.plus(
      rho
        .pow(k)
        .times(2)
        .times(P - k)
        .div(P),
    );
  }
  const downside = mean(x.map(below).map(power(2))).sqrt();
  const z = perPeriod.times(new Exact(x.length - 1).sqrt()).div(variance.sqrt());
  return {
    adjustedSharpe: perPeriod.times(adjustment.plus(1)).times(new Exact(P).sqrt()),
    probabilisticSharpe: normalProbability(z),
    smartSharpe: perPeriod.times(new Exact(P).sqrt()).div(spread.sqrt()),
    smartSortino: ratio(mean(x).times(new Exact(P).div(spread).sqrt()), downside, 'no-downside'),
  };
}

function modifiedSharpe(r: Decimal[], x: Decimal[]): Decimal | MissingReason {
  const m2 = centralMoment(r, 2);
  const s = centralMoment(r, 3).div(m2.pow(1.5));
  const k = centralMoment(r, 4).div(m2.pow(2)).minus(3);
  const slope = Z5.div(3)
    .times(s)
    .plus(Z5.pow(2).minus(1).div(8).times(k))
    .minus(Z5.pow(2).times(6).minus(5).div(36).times(s.pow(2)))
    .plus(1);
  if (slope.lte(0)) return 'outside-expansion-domain';
  const h = Z5.plus(Z5.pow(2).minus(1).div(6).times(s))
    .plus(Z5.pow(3).minus(Z5.times(3)).div(24).times(k))
    .minus(Z5.pow(3).times(2).minus(Z5.times(5)).div(36).times(s.pow(2)));
  const loss = h.times(covariance(r, r).sqrt()).plus(mean(r)).negated();
  return ratio(mean(x), loss, 'no-downside');
}

function partialMoments(r: Decimal[], x: Decimal[], rf: Decimal[]): Expected {
  const downside = mean(x.map(below).map(power(2)));
  const none = 'no-downside';
  const value = r.map((it) => above(it).minus(below(it).times(2.25)));
  const root = downside.sqrt();
  return {
    omega: ratio(sum(x.map(above)), sum(x.map(below)), none),
    kappa3: ratio(mean(x), mean(x.map(below).map(power(3))).cbrt(), none),
    upsidePotentialRatio: ratio(mean(x.map(above)), root, none),
    volatilitySkewness: root.gt(1e-14) ? mean(x.map(above).map(power(2))).div(downside) : none,
    prospectRatio: ratio(mean(value).minus(mean(rf)), root, none),
  };
}

type Value = Decimal | MissingReason;

/** The product, or why the first that is missing is. */
const product = (...factors: Value[]): Value =>
  factors.reduce((a, b) => {
    if (typeof a === 'string') return a;
    return typeof b === 'string' ? b : a.times(b);
  });

function gainsAndLosses(r: Decimal[]): Expected {
  const [gains, losses] = [r.filter((x) => x.gt(0)), r.filter((x) => x.lt(0))];
  const [gained, lost] = [sum(gains), sum(losses).negated()];
  const p = new Exact(gains.length).div(gains.length + losses.length);
  const overGains = (of: () => Decimal): Value => (gains.length === 0 ? 'no-gains' : of());
  const overLosses = (of: () => Decimal): Value => (losses.length === 0 ? 'no-losses' : of());
  const overBoth = (of: () => Decimal): Value => (gains.length === 0 ? 'no-gains' : overLosses(of));
  const profitFactor = overLosses(() => gained.div(lost));
  const payoff = (): Decimal => mean(gains).div(mean(losses)).negated();
  const tailRatio = ratio(quantile(r, 19, 20), quantile(r, 1, 20).negated(), 'no-losses');
  return {
    profitFactor,
    bernardoLedoit: profitFactor,
    payoffRatio: overBoth(payoff),
    dRatio: overGains(() => lost.times(losses.length).div(gained.times(gains.length))),
    gainToPain: overLosses(() => sum(r).div(lost)),
    kelly: overBoth(() => p.minus(new Exact(1).minus(p).div(payoff()))),
    cpcIndex: product(overBoth(payoff), new Exact(gains.length).div(r.length), profitFactor),
    tailRatio,
    commonSense: product(tailRatio, profitFactor),
    ...(r.length >= 100 && {
      outlierWinRatio: overGains(() => quantile(r, 99, 100).div(mean(gains))),
      outlierLossRatio: overLosses(() => quantile(r, 1, 100).div(mean(losses))),
    }),
  };
}

function tails(x: Decimal[]): Expected {
  const [low, high] = [quantile(x, 1, 20), quantile(x, 19, 20)];
  const worst = mean(x.filter((value) => value.lte(low)));
  return {
    rachev: ratio(mean(x.filter((value) => value.gte(high))), worst.negated(), 'no-downside'),
  };
}

function drawdownRatios({ prices, elapsedDays }: Sample, r: Decimal[], rf: Decimal[]): Expected {
  const path = exactColumn(prices);
  const relative = path.at(-1)!.div(path[0]!);
  const growth = relative.pow(new Exact(365.25).div(elapsedDays)).minus(1);
  const compounded = rf.every((rate) => rate.eq(rf[0]!))
    ? rf[0]!.plus(1).pow(P)
    : rf
        .reduce((total, rate) => total.times(rate.plus(1)), new Exact(1))
        .pow(new Exact(P).div(rf.length));
  const excess = growth.minus(compounded).plus(1);
  const falls = drawdowns(path);
  const depths = falls.slice(1).map((fall) => fall.negated());
  const worst = deepestFalls(falls).slice(0, 5);
  const deepest = Exact.max(...depths);
  const ulcer = mean(depths.map(power(2))).sqrt();
  const none = 'no-drawdown';
  const size = new Exact(depths.length).div(20);
  const sorted = depths.toSorted((a, b) => b.comparedTo(a));
  const part = size
    .minus(size.ceil())
    .plus(1)
    .times(sorted[size.ceil().toNumber() - 1]!);
  const tail = sum(sorted.slice(0, size.ceil().toNumber() - 1))
    .plus(part)
    .div(size);
  const volatility = covariance(r, r).times(P).sqrt();
  return {
    recoveryFactor: ratio(relative.minus(1), deepest, none),
    martin: ratio(excess, ulcer, none),
    painRatio: ratio(excess, mean(depths), none),
    serenity: ratio(excess.times(volatility), ulcer.times(tail), none),
    sterling: worst.length === 0 ? none : excess.div(mean(worst)),
    burke: ratio(excess, sum(worst.map(power(2))).sqrt(), none),
  };
}

/** The depth of every fall, positive, deepest first. */
function deepestFalls(falls: Decimal[]): Decimal[] {
  const deepest: Decimal[] = [];
  falls.forEach((fall, i) => {
    if (fall.isZero()) return;
    if (falls[i - 1]!.isZero()) deepest.push(ZERO);
    deepest.push(Exact.max(deepest.pop()!, fall.negated()));
  });
  return deepest.toSorted((a, b) => b.comparedTo(a));
}

function logarithmic({ prices }: Sample, r: Decimal[]): Expected {
  const logs = r.map((value) => value.plus(1).ln());
  const exponent = mean(logs).times(2).div(covariance(logs, logs));
  const path = exactColumn(prices).map((price) => price.ln());
  const times = path.map((_, t) => new Exact(t));
  const variances = covariance(times, times).times(covariance(path, path));
  return {
    riskOfRuin: Exact.min(1, new Exact(0.5).pow(exponent)),
    stability: covariance(times, path).pow(2).div(variances),
  };
}

/** Logarithms at 50 digits are slow. */
const LOGARITHMS_MAX = 1300;

function oracle(sample: Sample): Expected {
  const { riskFree } = sample;
  const r = exactColumn(sample.returns.values);
  const rf = r.map((_, i) =>
    exactly(typeof riskFree === 'object' ? riskFree[i]! : (riskFree as number)),
  );
  const x = r.map((value, i) => value.minus(rf[i]!));
  return {
    ...sharpeFamily(r, x),
    ...(r.length >= 36 && { modifiedSharpe: modifiedSharpe(r, x) }),
    ...partialMoments(r, x, rf),
    ...gainsAndLosses(r),
    ...tails(x),
    ...drawdownRatios(sample, r, rf),
    ...(r.length <= LOGARITHMS_MAX && logarithmic(sample, r)),
  };
}

function compare(
  { returns }: ShapedCase,
  riskFree: { riskFreeRate: number } | { riskFree: RiskFree },
): void {
  const elapsedDays = Math.round((returns.length * 365.25) / P);
  const sample = buildSample({ returns, elapsedDays, ...riskFree });
  const expected = oracle(sample);
  const ids = Object.keys(expected) as MetricId[];
  const figures = evaluate(sample, ids);
  const errors = ids.map((id) => {
    let exact = expected[id]!;
    const { value, reason } = figures[id];
    if (typeof exact === 'string')
      return [id, reason === exact ? 'within' : `${value} not ${exact}`];
    if (exact.abs().gt(Number.MAX_VALUE)) return [id, reason === 'out-of-range' ? 'within' : value];
    // A probability that no double can hold is 0.
    if (exact.abs().lt(Number.MIN_VALUE)) exact = ZERO;
    return [id, relativeError(value, exact)];
  });
  expect(errors.filter(([, error]) => error !== 'within')).toEqual([]);
}

describe('every ratio against a 50-digit oracle', () => {
  const cases = shapedCases().filter(({ load }) => load === 0.9);

  it.each(cases)('$name', (shaped) => {
    compare(shaped, { riskFreeRate: 0.02 });
  });

  it.each(cases.filter(({ returns }) => returns.length < 1000 && returns.length > 100).slice(3))(
    '$name, a risk-free rate that changes',
    (shaped) => {
      compare(shaped, { riskFree: shaped.returns.map((_, i) => 1e-4 + 1e-5 * Math.sin(i)) });
    },
  );
});
