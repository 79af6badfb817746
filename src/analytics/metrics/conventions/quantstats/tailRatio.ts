import { absoluteTailRatio } from '../absoluteTailRatio.js';
import { asIn } from '../formula.js';
import { quantstatsSource } from './source.js';

export const tailRatio = asIn(
  absoluteTailRatio,
  'quantstats.stats.tail_ratio',
  quantstatsSource('stats.py tail_ratio'),
);
