import { defineTrailingReturnAnnual } from './trailing.js';

export const return5yAnnual = defineTrailingReturnAnnual({
  id: 'return5yAnnual',
  name: 'last 5 years',
  span: '5y',
  base: 'the same day 5 years earlier',
});
