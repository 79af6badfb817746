import { z } from 'zod';
import { refuseContradictoryRange, rangeParameters } from '../http/historyParameters.js';
import { ANSWER_LIMITS } from '../http/limits.js';
import { format, wholeNumber } from '../http/parameters.js';

export const drawdownsQuery = z
  .object({
    top: wholeNumber('How many, the deepest first.', 1, ANSWER_LIMITS.drawdownsMax).prefault(
      String(ANSWER_LIMITS.drawdownsDefault),
    ),
    ...rangeParameters,
    format,
  })
  .superRefine(refuseContradictoryRange);
export type DrawdownsQuery = z.output<typeof drawdownsQuery>;
