import { z } from 'zod';
import { defineStrategy } from '../defineStrategy.js';
import { tradingDays } from '../rules/parameters.js';
import { atPeriodEnds } from '../rules/periodEnds.js';

export const rebalance = defineStrategy({
  kind: 'rebalance',
  name: 'Periodic rebalance',
  documentation:
    'Holds the targets, and returns to them at the close of the last session of each period. Looks at no prices.',
  source: 'Perold and Sharpe, Financial Analysts Journal 44 (1988), 16-27',
  parameters: z.strictObject(tradingDays('quarterly')),
  start: (setup, parameters) => atPeriodEnds(setup, parameters, () => setup.targets),
});
