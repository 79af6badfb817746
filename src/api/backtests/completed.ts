import { ApiConflictResponse } from '@nestjs/swagger';
import { HighwaterError } from '../../domain/errors.js';
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
    const message = `This backtest failed and has no results: ${error ?? 'it did not say why'}`;
    throw new HighwaterError('BACKTEST_FAILED', 'conflict', message);
  }
  const message = `This backtest is ${status}: its results are there once it is completed.`;
  throw new HighwaterError('BACKTEST_NOT_COMPLETED', 'conflict', message);
}

/** Of a handler that answers 409 for a backtest without results. */
export const NeedsCompleted = (): MethodDecorator =>
  ApiConflictResponse({
    description: 'The backtest has no results: it is not completed, or it failed.',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  });
