import { sizeOf } from '../capSize.js';
import type { CapRule } from '../rule.js';

/** How far, as a fraction, shares at the close may lie from the net assets: months lie between. */
const TOLERANCE = 0.25;

export const doubtfulShareCounts: CapRule = {
  code: 'doubtful-share-counts',
  severity: 'warning',
  catches:
    "A fund's newest share count that comes, at the close, to less than 3/4 or more than 5/4 of its " +
    'net assets: some sources stop counting. Kept, since older counts may be right.',
  inspect(caps, { netAssets, to }) {
    const counted = caps.findLast((cap) => cap.marketCap === null);
    const now = caps.at(-1);
    if (counted === undefined || now === undefined || netAssets === null) return [];
    const counts = sizeOf(counted) * now.adjustedClose;
    const ratio = counts / netAssets;
    if (Math.abs(ratio - 1) <= TOLERANCE || Number.isNaN(ratio)) return [];
    return [
      {
        tradeDate: counted.date,
        message:
          `The share count of ${counted.date} comes to ${ratio.toPrecision(3)} times the net assets ` +
          `that are told on ${to}. Kept; compare with another source.`,
        detail: { sharesOutstanding: counted.sharesOutstanding?.toFixed(), netAssets, ratio },
      },
    ];
  },
};
