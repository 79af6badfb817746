import { defineTrailingReturn } from './trailing.js';

export const returnMtd = defineTrailingReturn({
  id: 'returnMtd',
  name: 'month to date',
  span: 'mtd',
  base: 'the last day of the month before',
});
