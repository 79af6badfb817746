import type { DescribedBacktest } from '../store/backtests.reader.js';
import type { OperatorBacktest } from '../store/backtests/operator.js';

const PERCENT_PLACES = 2;
const RATIO_PLACES = 2;

const percent = (value: number | null): string =>
  value === null ? '–' : `${(value * 100).toFixed(PERCENT_PLACES)} %`;
const ratio = (value: number | null): string =>
  value === null ? '–' : value.toFixed(RATIO_PLACES);

/** A backtest for a person: what it is, then how it went or why it failed. */
export function backtestLines(backtest: DescribedBacktest): string[] {
  const { id, status, portfolioName, strategy, strategyVersion, metrics, error } = backtest;
  const head = [
    `backtest   ${id}, ${status}`,
    `portfolio  ${portfolioName} by ${strategy}, version ${strategyVersion}`,
    `capital    ${backtest.initialCapital}`,
  ];
  if (error !== null) return [...head, `error      ${error}`];
  if (metrics === null) return head;
  const { from, to } = backtest.results ?? {};
  return [
    ...head,
    `period     ${String(from)} to ${String(to)}`,
    `equity     ${metrics.finalEquity ?? '–'}, ${percent(metrics.totalReturn)} in all`,
    `per year   ${percent(metrics.cagr)} with a volatility of ${percent(metrics.volatility)}`,
    `sharpe     ${ratio(metrics.sharpe)}`,
    `drawdown   ${percent(metrics.maxDrawdown)} at worst`,
    `turnover   ${percent(metrics.turnoverAnnual)} per year`,
  ];
}

/** A backtest on one line. */
export function listLine(backtest: OperatorBacktest): string {
  const { id, status, portfolio, strategy, isNightly, email, createdAt, error } = backtest;
  const asked = isNightly ? 'nightly' : (email ?? 'system');
  const line = [id, createdAt, status.padEnd(9), asked, `${portfolio} by ${strategy}`].join('  ');
  return error === null ? line : `${line}: ${error}`;
}
