import { informationRatioPerPeriod } from '../activeReturns.js';
import { asIn } from '../formula.js';
import { sameAsOurs, type LibraryDefinitions, type SameAsOurs } from '../variant.js';
import * as calendar from './calendarReturns.js';
import { averageDrawdownDays } from './drawdownDetails.js';
import { ffnSource } from './source.js';
import * as trailing from './trailingReturn.js';
import { martin, ulcerIndex } from './ulcer.js';

const ours = (name: string): SameAsOurs => sameAsOurs(`ffn.${name}`, ffnSource(name));
const statistic = (field: string): SameAsOurs =>
  sameAsOurs(`ffn.PerformanceStats.${field}`, ffnSource('PerformanceStats'));

/** The definitions of ffn, by our ids. */
export const FFN = {
  totalReturn: ours('calc_total_return'),
  cagr: ours('calc_cagr'),
  meanReturnAnnual: statistic('daily_mean'),
  ...trailing,
  bestDay: statistic('best_day'),
  worstDay: statistic('worst_day'),
  ...calendar,
  volatility: statistic('daily_vol'),
  skewness: statistic('daily_skew'),
  excessKurtosis: statistic('daily_kurt'),
  sharpe: ours('calc_sharpe'),
  sortino: ours('calc_sortino_ratio'),
  calmar: ours('calc_calmar_ratio'),
  martin,
  maxDrawdown: ours('calc_max_drawdown'),
  averageDrawdown: statistic('avg_drawdown'),
  averageDrawdownDays,
  ulcerIndex,
  informationRatio: asIn(
    informationRatioPerPeriod,
    'ffn.calc_information_ratio',
    ffnSource('calc_information_ratio'),
  ),
} as const satisfies LibraryDefinitions<string>;
