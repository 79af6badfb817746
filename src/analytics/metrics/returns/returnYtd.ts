import { defineTrailingReturn } from './trailing.js';

export const returnYtd = defineTrailingReturn({
  id: 'returnYtd',
  name: 'year to date',
  span: 'ytd',
  base: '31 December of the year before',
});
