import { capitalisationOf } from '../../../domain/capitalisation.js';
import type { Decimal } from '../../../domain/decimals.js';
import { CAP_JUMP_FACTOR, capCells, isJump } from '../capSize.js';
import type { CapRule, SeenCap } from '../rule.js';

/** What numeric(20,2) and int8 hold. */
const [CAP_MIN, CAP_MAX] = ['0.005', '999999999999999999.99'];
const SHARES_MAX = (2n ** 63n - 1n).toString();

const isWithin = (value: Decimal, min: string, max: string): boolean =>
  value.isFinite() && value.gte(min) && value.lte(max);

function complaintOf({ marketCap, sharesOutstanding, close }: SeenCap): string | null {
  if (marketCap !== null && !isWithin(marketCap, CAP_MIN, CAP_MAX)) {
    return `no asset is worth ${marketCap.toString()}`;
  }
  if (sharesOutstanding === null) return marketCap === null ? 'it tells nothing' : null;
  if (!isWithin(sharesOutstanding, '1', SHARES_MAX) || !sharesOutstanding.isInteger()) {
    return `${sharesOutstanding.toString()} is no number of shares`;
  }
  if (Number.isNaN(close)) return null;
  const product = capitalisationOf(sharesOutstanding, close);
  if (!isWithin(product, CAP_MIN, CAP_MAX)) return `no asset is worth ${product.toString()}`;
  if (marketCap === null || !isJump(marketCap.toNumber(), product.toNumber())) return null;
  return (
    `it is ${CAP_JUMP_FACTOR} times its shares at the close, ${product.toString()}, or more, or as ` +
    'far below'
  );
}

export const unusableCapitalisation: CapRule = {
  code: 'unusable-capitalisation',
  severity: 'error',
  catches:
    'A capitalisation that is not positive or too large to be one, a count that is no whole number ' +
    'of shares, or the two ten times apart at the close of their day.',
  inspect: (caps) =>
    caps.flatMap((cap, index) => {
      const complaint = complaintOf(cap);
      if (complaint === null) return [];
      return [
        {
          tradeDate: cap.date,
          message: `The capitalisation of ${cap.date} was refused: ${complaint}.`,
          detail: capCells(cap),
          refuses: [index],
        },
      ];
    }),
};
