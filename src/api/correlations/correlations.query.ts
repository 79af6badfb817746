import { z } from 'zod';
import { MATRIX_MEASURES } from '../../analytics/frames/matrices.js';
import { isSymbol } from '../../domain/asset.js';
import { basis, rangeParameters, refuseContradictoryRange } from '../http/historyParameters.js';
import { ANSWER_LIMITS, TEXT_LIMITS } from '../http/limits.js';
import { choice, format, parameter } from '../http/parameters.js';

const symbols = parameter<string[]>(
  {
    description: 'The assets, in the order of rows and columns.',
    accepts: `2 to ${String(ANSWER_LIMITS.matrixSymbolsMax)} different symbols separated by commas, in any case`,
    example: 'SPY,AGG',
    json: { maxLength: TEXT_LIMITS.list },
  },
  (value) => {
    if (value.length > TEXT_LIMITS.list) return undefined;
    const names = value.split(',').map((name) => name.trim().toUpperCase());
    const isList =
      names.length >= 2 &&
      names.length <= ANSWER_LIMITS.matrixSymbolsMax &&
      new Set(names).size === names.length;
    return isList && names.every(isSymbol) ? names : undefined;
  },
);

export const correlationsQuery = z
  .object({
    symbols,
    measure: choice(
      'correlation: Pearson, from -1 to 1; covariance: of the sample, per year.',
      MATRIX_MEASURES,
      'covariance',
    ).prefault('correlation'),
    ...rangeParameters,
    basis,
    format,
  })
  .superRefine(refuseContradictoryRange);
export type CorrelationsQuery = z.output<typeof correlationsQuery>;
