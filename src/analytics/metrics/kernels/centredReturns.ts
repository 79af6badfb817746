import type { Kernel } from '../sample.js';
import { deviationsOf } from './deviations.js';

/** The sample's returns less their mean. */
export const centredReturns: Kernel<Float64Array> = ({ returns }) => deviationsOf(returns);
