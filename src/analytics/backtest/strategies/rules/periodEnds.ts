import type { Frequency } from '../../../../domain/resample.js';
import type { Close, Strategy, StrategySetup, Weights } from '../../strategy.js';

/** On which sessions a strategy trades: so many after the last one of each period. */
export interface TradingDays {
  readonly frequency: Frequency;
  readonly offset: number;
}

/** Weighs at the first close and on the trading days after it; lets things drift between them. */
export function atPeriodEnds(
  { startIndex, schedule }: StrategySetup,
  { frequency, offset }: TradingDays,
  weigh: (close: Close) => Weights,
): Strategy {
  return {
    decide: (close) => {
      const isDue = close.index === startIndex || schedule.isEnd(frequency, close.index, offset);
      return isDue ? weigh(close) : null;
    },
  };
}
