import { ApiConflictResponse } from '@nestjs/swagger';
import type { BacktestReport } from '../../analytics/report/backtestReport.js';
import { HighwaterError } from '../../domain/errors.js';
import type { BacktestParts } from '../../store/backtestResults.reader.js';
import type { ListedBacktest } from '../../store/backtests/listing.js';
import { PROBLEM_TYPE } from '../http/problem.js';

/** The same for a backtest that is missing and for one that is another's. */
export function backtestNotFound(): HighwaterError {
  return new HighwaterError(
    'BACKTEST_NOT_FOUND',
    'not-found',
    'There is no such backtest: /v1/backtests lists those there are.',
  );
}

/** @throws HighwaterError BACKTEST_NOT_COMPLETED, BACKTEST_FAILED for one that has no results */
export function requireCompleted({ status, error }: ListedBacktest): void {
  if (status === 'completed') return;
  if (status === 'failed') {
    const message = `This backtest failed and has no results${error === null ? '.' : `: ${error}`}`;
    throw new HighwaterError('BACKTEST_FAILED', 'conflict', message);
  }
  const message = `This backtest is ${status}: its results are there once it is completed.`;
  throw new HighwaterError('BACKTEST_NOT_COMPLETED', 'conflict', message);
}

/**
 * Holds back what shows the moves of a strategy from those who may not see the strategy.
 *
 * @throws HighwaterError BACKTEST_PART_PRIVATE
 */
export function requireToldStrategy({ strategy }: ListedBacktest): void {
  if (strategy !== null) return;
  const message =
    'What this backtest traded and held is told to the owner of its strategy alone: its ' +
    'performance and its metrics are public.';
  throw new HighwaterError('BACKTEST_PART_PRIVATE', 'not-found', message);
}

/** What a backtest was measured against, as its results tell it. */
interface KeptRequest {
  /** Null where it had no history. */
  readonly benchmark: string | null;
  readonly riskFreeRate: number | string;
}

/** Parts that an answer cannot do without. */
interface KeptParts extends Required<Pick<BacktestReport, 'series' | 'account' | 'metrics'>> {
  readonly request: KeptRequest;
}

/**
 * A part of the results of a completed backtest.
 *
 * @throws HighwaterError BACKTEST_PART_NOT_KEPT for results that are kept without it
 */
export function keptPart<Name extends keyof KeptParts>(
  { parts }: BacktestParts,
  name: Name,
): KeptParts[Name] {
  const part = parts[name];
  if (part !== undefined && part !== null) return part as KeptParts[Name];
  const message = `This backtest was kept without its ${name}: it has to be run again.`;
  throw new HighwaterError('BACKTEST_PART_NOT_KEPT', 'not-found', message);
}

/** Of a handler that answers 409 for a backtest without results. */
export const NeedsCompleted = (): MethodDecorator =>
  ApiConflictResponse({
    description: 'The backtest has no results: it is not completed, or it failed.',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  });
