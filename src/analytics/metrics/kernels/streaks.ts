import type { Kernel } from '../sample.js';

/** The longest unbroken runs of returns of either sign, in periods. A return of 0 breaks both. */
export interface LongestStreaks {
  readonly gains: number;
  readonly losses: number;
}

/** The longest runs of the sample's returns. */
export const longestStreaks: Kernel<LongestStreaks> = ({ returns: { values } }) => {
  let [gains, losses, gainsSoFar, lossesSoFar] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    gainsSoFar = value > 0 ? gainsSoFar + 1 : 0;
    lossesSoFar = value < 0 ? lossesSoFar + 1 : 0;
    gains = Math.max(gains, gainsSoFar);
    losses = Math.max(losses, lossesSoFar);
  }
  return { gains, losses };
};
