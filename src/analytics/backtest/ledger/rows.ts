import { dateWriter } from '../../../domain/dateTexts.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import { assert } from '../../../domain/errors.js';
import { CENTS_PER_MONEY, UNITS_PER_SHARE } from './fixedPoint.js';
import type { BacktestLedger } from './ledger.js';
import type { TradeReason } from './trades.js';

/** A trade as it is told: amounts of money and numbers of shares are decimal strings. */
export interface TradeRow {
  readonly date: TradingDate;
  readonly symbol: string;
  /** Negative where sold. */
  readonly shares: string;
  readonly price: number;
  readonly amount: string;
  readonly commission: string;
  readonly spread: string;
  readonly slippage: string;
  readonly reason: TradeReason;
}

export interface DividendRow {
  readonly date: TradingDate;
  readonly symbol: string;
  readonly kind: 'dividend' | 'capital_gain';
  readonly shares: string;
  readonly perShare: number;
  readonly amount: string;
}

/** Money that came, went or was taken as a fee, one row each. */
export interface PaymentRow {
  readonly date: TradingDate;
  readonly kind: 'contribution' | 'withdrawal' | 'dividend' | 'management-fee';
  readonly amount: string;
}

export interface PositionRow {
  readonly symbol: string;
  readonly shares: string;
  readonly price: number;
  readonly value: string;
}

export interface ContributionRow {
  readonly symbol: string;
  readonly priceGain: string;
  readonly dividends: string;
  readonly costs: string;
  readonly gain: string;
}

const SHARE_PLACES = Math.log10(UNITS_PER_SHARE);
const TWO_PLACES = Array.from({ length: CENTS_PER_MONEY }, (_, i) => String(i).padStart(2, '0'));

/** Money with its two places, e.g. `-0.05`. @param cents a whole number that a double holds exactly */
export function moneyText(cents: number): string {
  assert(Number.isSafeInteger(cents), 'money is counted in whole cents');
  const size = Math.abs(cents);
  const whole = Math.floor(size / CENTS_PER_MONEY);
  const text = `${whole}.${TWO_PLACES[size - whole * CENTS_PER_MONEY] as string}`;
  return cents < 0 ? `-${text}` : text;
}

/** Shares without trailing zeros, e.g. `12.5`. @param units a whole number that a double holds exactly */
export function sharesText(units: number): string {
  assert(Number.isSafeInteger(units), 'shares are counted in whole units');
  const size = Math.abs(units);
  const whole = Math.floor(size / UNITS_PER_SHARE);
  const text = units < 0 ? `-${whole}` : String(whole);
  let rest = size - whole * UNITS_PER_SHARE;
  if (rest === 0) return text;
  let places = SHARE_PLACES;
  for (; rest % 10 === 0; places -= 1) rest /= 10;
  return `${text}.${String(rest).padStart(places, '0')}`;
}

/** Every trade in the order in which they were made. */
export function tradeRows({ trades, symbols }: BacktestLedger): TradeRow[] {
  const dateOf = dateWriter();
  return trades.map((trade) => ({
    date: dateOf(trade.day),
    symbol: symbols[trade.asset] as string,
    shares: sharesText(trade.units),
    price: trade.price,
    amount: moneyText(trade.amountCents),
    commission: moneyText(trade.commissionCents),
    spread: moneyText(trade.spreadCents),
    slippage: moneyText(trade.slippageCents),
    reason: trade.reason,
  }));
}

/** Every payment on shares, by ex-date. */
export function dividendRows({ dividends, symbols }: BacktestLedger): DividendRow[] {
  const dateOf = dateWriter();
  return dividends.map(({ day, asset, kind, units, perShare, amountCents }) => ({
    date: dateOf(day),
    symbol: symbols[asset] as string,
    kind,
    shares: sharesText(units),
    perShare,
    amount: moneyText(amountCents),
  }));
}

/** Flows and management fees by day; on one day the fee comes first. */
export function paymentRows({ flows, managementFees }: BacktestLedger): PaymentRow[] {
  const fees = managementFees.map((fee) => ({ ...fee, kind: 'management-fee' as const }));
  const dateOf = dateWriter();
  return [...fees, ...flows]
    .sort((a, b) => a.day - b.day)
    .map(({ day, kind, amountCents }) => ({
      date: dateOf(day),
      kind,
      amount: moneyText(amountCents),
    }));
}

/** What is held at the last close. */
export function positionRows({ positions }: BacktestLedger): PositionRow[] {
  return positions.map(({ symbol, units, price, valueCents }) => ({
    symbol,
    shares: sharesText(units),
    price,
    value: moneyText(valueCents),
  }));
}

/** Gains by asset; they and the management fee add up to the total gain. */
export function contributionRows({ contributions }: BacktestLedger): ContributionRow[] {
  return contributions.assets.map((asset) => ({
    symbol: asset.symbol,
    priceGain: moneyText(asset.priceGainCents),
    dividends: moneyText(asset.dividendsCents),
    costs: moneyText(asset.costsCents),
    gain: moneyText(asset.gainCents),
  }));
}
