import { defineTrailingReturnAnnual } from './trailing.js';

export const return3yAnnual = defineTrailingReturnAnnual({
  id: 'return3yAnnual',
  name: 'last 3 years',
  span: '3y',
  base: 'the same day 3 years earlier',
});
