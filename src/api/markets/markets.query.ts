import { z } from 'zod';
import {
  basis,
  benchmarkName,
  rangeParameters,
  refuseContradictoryRange,
} from '../http/historyParameters.js';
import { format } from '../http/parameters.js';

export const marketsQuery = z
  .object({ ...rangeParameters, basis, benchmark: benchmarkName.optional(), format })
  .superRefine(refuseContradictoryRange);
export type MarketsQuery = z.output<typeof marketsQuery>;
