import type { BarRule } from '../rule.js';

/** Of a bigint column, with room for the reversal of splits. */
const VOLUME_MAX = 10n ** 15n;

export const unusableVolume: BarRule = {
  code: 'unusable-volume',
  severity: 'error',
  catches: 'A bar with a negative volume, or one beyond any that was ever traded.',
  inspect({ volume }) {
    if (volume === null || (volume >= 0n && volume <= VOLUME_MAX)) return null;
    return { refused: `No such volume can be: ${volume.toString()}.` };
  },
};
