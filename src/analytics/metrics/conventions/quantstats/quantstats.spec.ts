import { describeGolden } from '../../../../../test/conventions/golden.js';

describeGolden('quantstats', [
  {
    id: 'riskOfRuin',
    series: 'still',
    missing: 'zero-variance',
    because: 'it says 1 of a win rate that it says 0 of: there is no period to win or lose',
  },
]);
