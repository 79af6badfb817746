import { defineTrailingReturn } from './trailing.js';

export const return3m = defineTrailingReturn({
  id: 'return3m',
  name: 'last 3 months',
  span: '3m',
  base: 'the same day 3 months earlier',
});
