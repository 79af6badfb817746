import { z } from 'zod';
import { HISTOGRAM_BINS_MAX } from '../../analytics/metrics/kernels/histogram.js';
import { basis, rangeParameters, refuseContradictoryRange } from '../http/historyParameters.js';
import { format, wholeNumber } from '../http/parameters.js';

export const distributionQuery = z
  .object({
    ...rangeParameters,
    basis,
    bins: wholeNumber(
      'Bins of the histogram; by the rule of Freedman and Diaconis unless given.',
      1,
      HISTOGRAM_BINS_MAX,
    ).optional(),
    format,
  })
  .superRefine(refuseContradictoryRange);
export type DistributionQuery = z.output<typeof distributionQuery>;
