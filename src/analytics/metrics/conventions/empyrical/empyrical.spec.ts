import { describeGolden } from '../../../../../test/conventions/golden.js';

describeGolden('empyrical');
