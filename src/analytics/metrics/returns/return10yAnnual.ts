import { defineTrailingReturnAnnual } from './trailing.js';

export const return10yAnnual = defineTrailingReturnAnnual({
  id: 'return10yAnnual',
  name: 'last 10 years',
  span: '10y',
  base: 'the same day 10 years earlier',
});
