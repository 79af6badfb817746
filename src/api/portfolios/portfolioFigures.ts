import { METRIC_IDS } from '../../analytics/metrics/registry.js';
import { growthPath } from '../../analytics/report/equitySeries.js';
import type { BacktestParts } from '../../store/backtestResults.reader.js';
import type { PublishedSnapshot } from '../../store/snapshots.store.js';
import { ranOf } from '../backtests/backtests.response.js';
import { keptPart } from '../backtests/completed.js';
import { choiceOf } from '../figures/choice.js';
import { computedFigures } from '../figures/computedFigures.js';
import type { Figures } from '../figures/figures.js';
import { isDetailed } from '../figures/figures.query.js';
import { answerOf, termsOf } from '../figures/figures.response.js';
import { intervalChoiceOf } from '../figures/interval.query.js';
import { intervalsOf } from '../figures/intervals.js';
import type { Answer } from '../http/answer.js';
import type { PortfolioMetricsQuery } from './portfolios.query.js';

/** What of a run its figures are computed from. */
export const FIGURE_PARTS = ['series', 'request'];

/**
 * Figures of the path of a nightly run, over any window: with `window=max` those of the run itself.
 * Benchmark
 * and risk-free rate are the run's unless others are asked for. As CSV one row, detailed one per metric.
 *
 * @throws HighwaterError BENCHMARK_NOT_FOUND, RATES_NOT_FOUND, BOOTSTRAP_TOO_COSTLY
 */
export async function portfolioFigures(
  figures: Figures,
  run: BacktestParts,
  query: PortfolioMetricsQuery,
  snapshot: PublishedSnapshot,
): Promise<Answer> {
  const { portfolioId: portfolio, strategy } = run.backtest;
  const own = keptPart(run, 'request');
  const asked = {
    benchmark: query.benchmark ?? own.benchmark ?? undefined,
    riskFreeRate: query.riskFreeRate ?? own.riskFreeRate,
  };
  const choice = choiceOf(portfolio, { ...query, ...asked, knownAt: undefined }, snapshot);
  const ids = query.metrics ?? METRIC_IDS;
  const terms = await figures.termsOf(choice, ids);
  const against = terms.benchmark;
  const chosen = computedFigures(
    choice,
    {
      request: {
        series: growthPath(keptPart(run, 'series')),
        benchmark: against?.series ?? null,
        riskFree: terms.riskFree,
        basis: choice.basis,
      },
      benchmark: against?.name ?? choice.benchmark,
    },
    ids,
  );
  const head = { portfolio, strategy, ...termsOf(choice, chosen) };
  const meta = ranOf(run.backtest);
  if (!isDetailed(query)) return withMeta(answerOf(choice, chosen, ids, null, head), meta);
  const interval = intervalChoiceOf(query, 'analytic');
  const { convention } = choice;
  const intervals = await intervalsOf(interval, { ...chosen, convention });
  return withMeta(answerOf(choice, chosen, ids, intervals, head), meta);
}

const withMeta = (answer: Answer, meta: Readonly<Record<string, unknown>>): Answer => ({
  ...answer,
  meta: { ...answer.meta, ...meta },
});
