import { toEpochDay, tradingDate } from '../../src/domain/tradingDate.js';
import type { Explanation } from './explainedSample.js';

const sum = (values: readonly number[]): number => values.reduce((total, it) => total + it, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const product = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((it, i) => (it - mean(a)) * (b[i]! - mean(b)))) / (a.length - 1);
const deviation = (values: readonly number[]): number => Math.sqrt(product(values, values));

/** What the formulas below read off the rows of an explanation. */
function columns({ inputs, sample }: Explanation) {
  const rows = inputs.rows!.slice(1);
  const returns = rows.map((row) => row.return!);
  const shared = rows.filter((row) => row.benchmarkReturn !== null);
  const prices = inputs.rows!.map(({ price }) => price);
  const falls = prices.map((price, i) => price / Math.max(...prices.slice(0, i + 1)) - 1);
  return {
    P: sample.periodsPerYear,
    returns,
    prices,
    falls,
    dates: inputs.rows!.map(({ date }) => toEpochDay(tradingDate(date))),
    excess: rows.map((row) => row.return! - row.riskFree!),
    own: shared.map((row) => row.return!),
    benchmark: shared.map((row) => row.benchmarkReturn!),
  };
}

const totalReturn = ({ prices }: ReturnType<typeof columns>): number =>
  prices.at(-1)! / prices[0]! - 1;

/** Metrics by the shortest way from an explanation's rows, written down without the program. */
export const NAIVE_FORMULAS: Readonly<Record<string, (told: Explanation) => number>> = {
  totalReturn: (told) => totalReturn(columns(told)),
  cagr: (told) => {
    const { dates, ...rest } = columns(told);
    return (1 + totalReturn({ dates, ...rest })) ** (365.25 / (dates.at(-1)! - dates[0]!)) - 1;
  },
  volatility: (told) => deviation(columns(told).returns) * Math.sqrt(columns(told).P),
  sharpe: (told) => {
    const { excess, P } = columns(told);
    return (mean(excess) / deviation(excess)) * Math.sqrt(P);
  },
  downsideDeviation: (told) => {
    const { excess, P } = columns(told);
    return Math.sqrt(mean(excess.map((it) => Math.min(0, it) ** 2)) * P);
  },
  sortino: (told) => {
    const { excess, P } = columns(told);
    return (mean(excess) * P) / Math.sqrt(mean(excess.map((it) => Math.min(0, it) ** 2)) * P);
  },
  maxDrawdown: (told) => Math.min(...columns(told).falls),
  winRate: (told) => mean(columns(told).returns.map((it) => Number(it > 0))),
  bestDay: (told) => Math.max(...columns(told).returns),
  var95: (told) => {
    const sorted = columns(told).returns.toSorted((a, b) => a - b);
    const rank = (sorted.length - 1) * 0.05;
    const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
    return -(low + (rank % 1) * (high - low));
  },
  beta: (told) => {
    const { own, benchmark } = columns(told);
    return product(own, benchmark) / product(benchmark, benchmark);
  },
  correlation: (told) => {
    const { own, benchmark } = columns(told);
    return product(own, benchmark) / deviation(own) / deviation(benchmark);
  },
  trackingError: (told) => {
    const { own, benchmark, P } = columns(told);
    return deviation(own.map((it, i) => it - benchmark[i]!)) * Math.sqrt(P);
  },
  informationRatio: (told) => {
    const { own, benchmark, P } = columns(told);
    const active = own.map((it, i) => it - benchmark[i]!);
    return (mean(active) / deviation(active)) * Math.sqrt(P);
  },
};
