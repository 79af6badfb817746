import { describe, expect, it } from '@jest/globals';
import { describeBacktests, QUIET_NIGHT } from './night.js';

describe('what the operator is told of a night', () => {
  it('is nothing where nothing was run', () => {
    expect(describeBacktests(QUIET_NIGHT)).toEqual([]);
  });

  it('is how many ended how, each problem with its cause, and what is waited for', () => {
    const failed = {
      id: 'a',
      strategy: 'bands',
      reason: 'AAA has gone (GONE)',
      cause: 'AAA has gone',
    };
    const broken = {
      id: 'b',
      strategy: 'bands',
      reason: 'Attempt 1 ended (INTERNAL)',
      cause: 'no x',
    };
    const symbols = Array.from({ length: 25 }, (_, i) => `S${i}`);
    const lines = describeBacktests({
      ...QUIET_NIGHT,
      asked: 5,
      completed: 3,
      failed: 1,
      retried: 1,
      problems: [failed, broken],
      waiting: { pairs: 30, symbols },
      isCut: true,
      error: 'the disk is full',
    });
    expect(lines).toEqual([
      'Backtests: 3 completed, 1 failed, 1 attempts broken off.',
      'backtest a (bands): AAA has gone (GONE)',
      'backtest b (bands): Attempt 1 ended (INTERNAL): no x',
      `30 backtests wait for prices of ${symbols.slice(0, 20).join(', ')}, …: add them to the universe.`,
      'Only the first 20000 backtests are looked at.',
      'The backtests were not all run: the disk is full',
    ]);
  });
});
