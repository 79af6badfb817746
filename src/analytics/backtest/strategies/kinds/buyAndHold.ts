import { z } from 'zod';
import { defineStrategy } from '../defineStrategy.js';

export const buyAndHold = defineStrategy({
  kind: 'buy-and-hold',
  name: 'Buy and hold',
  documentation:
    'Buys the targets at the first close and never trades again. Looks at no prices. What is held drifts with them.',
  source: 'Perold and Sharpe, Financial Analysts Journal 44 (1988), 16-27',
  parameters: z.strictObject({}),
  start: ({ targets, startIndex }) => ({
    decide: ({ index }) => (index === startIndex ? Float64Array.from(targets) : null),
  }),
});
