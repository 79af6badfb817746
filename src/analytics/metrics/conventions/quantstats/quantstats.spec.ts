import { describeGolden } from '../../../../../test/conventions/golden.js';

describeGolden('quantstats');
