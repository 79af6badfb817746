import { z } from 'zod';
import { FAST_METRIC_IDS } from '../../analytics/metrics/rolling/rolling.js';
import { metricList } from '../figures/metricList.js';
import { basis, benchmarkName, riskFreeRate } from '../http/historyParameters.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { cursor, date, format, limit, refuseReversed, wholeNumber } from '../http/parameters.js';

const LOOKBACK_DEFAULT = 252;

export const rollingQuery = z
  .object({
    metrics: metricList.prefault('volatility,sharpe,beta,maxDrawdown'),
    lookback: wholeNumber(
      `Returns in a window. Whatever it is, ${FAST_METRIC_IDS.join(', ')} cost the same; other ` +
        'metrics are computed window by window, within a limit.',
      2,
      ANSWER_LIMITS.lookbackMax,
    ).prefault(String(LOOKBACK_DEFAULT)),
    from: date('The first window ends on or after it.', '2024-01-02').optional(),
    to: date('The last window ends on or before it.', '2024-12-31').optional(),
    basis,
    benchmark: benchmarkName.optional(),
    riskFreeRate: riskFreeRate.optional(),
    limit: limit(ANSWER_LIMITS.pricesDefault, ANSWER_LIMITS.pricesMax),
    cursor,
    format,
  })
  .superRefine(refuseReversed);
export type RollingQuery = z.output<typeof rollingQuery>;
