import type { MetricDefinition } from '../metric.js';
import { averageGain } from './averageGain.js';
import { averageLoss } from './averageLoss.js';
import { bestDay } from './bestDay.js';
import { bestMonth } from './bestMonth.js';
import { bestYear } from './bestYear.js';
import { cagr } from './cagr.js';
import { expectedReturnDaily } from './expectedReturnDaily.js';
import { expectedReturnMonthly } from './expectedReturnMonthly.js';
import { expectedReturnYearly } from './expectedReturnYearly.js';
import { exposure } from './exposure.js';
import { geometricMeanReturn } from './geometricMeanReturn.js';
import { longestLossStreak } from './longestLossStreak.js';
import { longestWinStreak } from './longestWinStreak.js';
import { meanReturn } from './meanReturn.js';
import { meanReturnAnnual } from './meanReturnAnnual.js';
import { return10yAnnual } from './return10yAnnual.js';
import { return1y } from './return1y.js';
import { return3m } from './return3m.js';
import { return3yAnnual } from './return3yAnnual.js';
import { return5yAnnual } from './return5yAnnual.js';
import { return6m } from './return6m.js';
import { returnMtd } from './returnMtd.js';
import { returnYtd } from './returnYtd.js';
import { totalReturn } from './totalReturn.js';
import { winRate } from './winRate.js';
import { winRateMonthly } from './winRateMonthly.js';
import { winRateQuarterly } from './winRateQuarterly.js';
import { winRateYearly } from './winRateYearly.js';
import { worstDay } from './worstDay.js';
import { worstMonth } from './worstMonth.js';
import { worstYear } from './worstYear.js';

/** What was earned, in the order in which it is shown. */
export const RETURN_METRICS = [
  totalReturn,
  cagr,
  meanReturn,
  meanReturnAnnual,
  geometricMeanReturn,
  expectedReturnDaily,
  expectedReturnMonthly,
  expectedReturnYearly,
  returnMtd,
  return3m,
  return6m,
  returnYtd,
  return1y,
  return3yAnnual,
  return5yAnnual,
  return10yAnnual,
  bestDay,
  worstDay,
  bestMonth,
  worstMonth,
  bestYear,
  worstYear,
  averageGain,
  averageLoss,
  winRate,
  winRateMonthly,
  winRateQuarterly,
  winRateYearly,
  longestWinStreak,
  longestLossStreak,
  exposure,
] as const satisfies readonly MetricDefinition[];
