import { defineTrailingReturn } from './trailing.js';

export const return6m = defineTrailingReturn({
  id: 'return6m',
  name: 'last 6 months',
  span: '6m',
  base: 'the same day 6 months earlier',
});
