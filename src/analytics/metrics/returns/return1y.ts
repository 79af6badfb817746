import { defineTrailingReturn } from './trailing.js';

export const return1y = defineTrailingReturn({
  id: 'return1y',
  name: 'last year',
  span: '1y',
  base: 'the same day a year earlier',
});
