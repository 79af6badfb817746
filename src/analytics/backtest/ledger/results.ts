import type { PriceSeries } from '../../../domain/priceSeries.js';
import { DAYS_PER_YEAR } from '../../metrics/annualisation.js';
import { compound } from '../../metrics/sample.js';
import type {
  BacktestLedger,
  Contribution,
  Contributions,
  DividendPayment,
  ExternalFlow,
  LedgerDays,
  Payment,
} from './ledger.js';
import type { DatedFlow } from './moneyWeightedReturn.js';
import { sumOf, type Trade } from './trades.js';

/**
 * What each close made of the one before it, flows taken out: (equity − flow) / equity before − 1.
 * Flows come and go at closes, so that none earns before it is there. Ends where money does.
 */
export function timeWeightedReturns(days: LedgerDays, initialCapitalCents: number): Float64Array {
  const { equityCents, externalFlowCents } = days;
  const returns = new Float64Array(equityCents.length - 1);
  // The first return bears what the first purchase cost.
  let base = initialCapitalCents + (externalFlowCents[0] as number);
  for (let i = 0; i < returns.length; i += 1) {
    if (base === 0) return returns.subarray(0, i);
    const equity = equityCents[i + 1] as number;
    returns[i] = (equity - (externalFlowCents[i + 1] as number) - base) / base;
    base = equity;
  }
  return returns;
}

/**
 * The path that time-weighted returns compound to, from 1 on the day of the first purchase: a
 * series that figures are computed from like any asset's.
 */
export function timeWeightedPath(
  ledger: Pick<BacktestLedger, 'days' | 'timeWeightedReturns'>,
): Pick<PriceSeries, 'dates' | 'adjustedClose'> {
  const adjustedClose = compound(ledger.timeWeightedReturns);
  const isLost = adjustedClose.at(-1) === 0;
  const length = adjustedClose.length - Number(isLost);
  return {
    dates: ledger.days.dates.subarray(0, length),
    adjustedClose: adjustedClose.subarray(0, length),
  };
}

/** The flows of a ledger as its investor sees them: paid in negative, taken out and left positive. */
export function investorFlows(
  days: LedgerDays,
  initialCapitalCents: number,
  flows: readonly ExternalFlow[],
): DatedFlow[] {
  const last = days.dates.length - 1;
  return [
    { day: days.dates[0] as number, amount: -initialCapitalCents },
    ...flows.map(({ day, kind, amountCents }) => ({
      day,
      amount: kind === 'contribution' ? -amountCents : amountCents,
    })),
    { day: days.dates[last] as number, amount: days.equityCents[last] as number },
  ];
}

/**
 * Half of the amounts traded after the first purchase, whatever the reason, over the mean of equity
 * at all closes, per year of 365.25 days.
 *
 * @returns null where no time passes or there is no equity
 */
export function turnoverAnnual(days: LedgerDays, trades: readonly Trade[]): number | null {
  const { dates, equityCents } = days;
  const years = ((dates.at(-1) as number) - (dates[0] as number)) / DAYS_PER_YEAR;
  const mean = sumOfColumn(equityCents) / equityCents.length;
  if (years === 0 || mean === 0) return null;
  let traded = 0;
  for (const { reason, amountCents } of trades) if (reason !== 'initial') traded += amountCents;
  return traded / 2 / mean / years;
}

/** What gains are made up of. */
export interface GainsInput {
  readonly symbols: readonly string[];
  /** At the last close. */
  readonly valueCents: Float64Array;
  readonly trades: readonly Trade[];
  readonly dividends: readonly DividendPayment[];
  readonly managementFees: readonly Payment[];
}

/** Gains by asset and the management fee; whole cents, so that they add up. */
export function contributions(input: GainsInput): Contributions {
  const { symbols, valueCents, trades, dividends, managementFees } = input;
  const priceGain = Float64Array.from(valueCents);
  const received = new Float64Array(symbols.length);
  const costs = new Float64Array(symbols.length);
  for (const trade of trades) {
    const { asset, units, amountCents } = trade;
    priceGain[asset] = (priceGain[asset] as number) - Math.sign(units) * amountCents;
    costs[asset] = (costs[asset] as number) + sumOf(trade);
  }
  for (const { asset, amountCents } of dividends) {
    received[asset] = (received[asset] as number) + amountCents;
  }
  const assets = symbols.map((symbol, asset): Contribution => {
    const priceGainCents = priceGain[asset] as number;
    const dividendsCents = received[asset] as number;
    const costsCents = costs[asset] as number;
    const gainCents = priceGainCents + dividendsCents - costsCents;
    return { symbol, priceGainCents, dividendsCents, costsCents, gainCents };
  });
  const managementFeeCents = managementFees.reduce((sum, fee) => sum + fee.amountCents, 0);
  const gains = assets.reduce((sum, { gainCents }) => sum + gainCents, 0);
  return { assets, managementFeeCents, totalCents: gains - managementFeeCents };
}

/** Whole cents added up. */
export function sumOfColumn(cents: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < cents.length; i += 1) sum += cents[i] as number;
  return sum;
}
