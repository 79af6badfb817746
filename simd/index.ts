export { chainFalls } from './falls';
export { fillPair } from './paths';
export { keepBelow, selectSmallest } from './lowest';
export { pairProducts } from './pairProducts';
export { powerSums } from './powerSums';
export { products } from './products';
export { returns } from './returns';
export { slidMoments, slidSlopes, slideSums, standing } from './sliding';
export { thresholds } from './thresholds';
