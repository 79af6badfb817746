import { cellsOf, type SeriesRule } from '../rule.js';

/** High over low beyond which a session is reported. */
const RANGE_FACTOR_MAX = 3;

export const wideRange: SeriesRule = {
  code: 'wide-range',
  severity: 'warning',
  catches: 'A session whose high is more than three times its low: kept, and reported.',
  inspect: ({ bars }) =>
    bars
      .filter(({ high, low }) => high.toNumber() > RANGE_FACTOR_MAX * low.toNumber())
      .map((bar) => ({
        tradeDate: bar.date,
        message: `On ${bar.date} the high is more than ${RANGE_FACTOR_MAX} times the low. Kept.`,
        detail: cellsOf(bar),
      })),
};
