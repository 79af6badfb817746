import { ASSET_TYPES, isSymbol } from './asset.js';
import { ACTION_KINDS } from './corporateAction.js';
import { ACTION_PLACES, CAP_PLACES, Dec, PRICE_PLACES } from './decimals.js';
import {
  currency,
  date,
  decimal,
  decimalOf,
  fieldRefused,
  flag,
  matching,
  oneOf,
  orNull,
  requireFields,
  text,
  uuid,
  type DecimalInput,
  type FieldRule,
} from './fieldRules.js';
import { isTradingDate, isWeekend, type TradingDate } from './tradingDate.js';

/** The rules of single rows of the market, as the database keeps them. */

const INT8_MAX = 2n ** 63n - 1n;

export const SYMBOL: FieldRule = {
  limit: 'a symbol: 1 to 20 capitals, digits and .^=-',
  accepts: (value) => typeof value === 'string' && isSymbol(value),
};

/** Above zero, with `places` decimal places and `digits` digits at most. */
const positive = (digits: number, places: number): FieldRule =>
  decimal(
    new Dec(10).pow(-places).toFixed(),
    new Dec(10)
      .pow(digits - places)
      .minus(new Dec(10).pow(-places))
      .toFixed(),
    places,
  );

const PRICE = positive(18, PRICE_PLACES);
const SOURCE = text(1, 20);
const WEEKDAY: FieldRule = {
  limit: 'a weekday, YYYY-MM-DD',
  accepts: (value) => typeof value === 'string' && isTradingDate(value) && !isWeekend(value),
};

const wholeBig = (min: bigint): FieldRule => ({
  limit: `a whole number from ${min} to ${INT8_MAX}`,
  accepts: (value) => typeof value === 'bigint' && value >= min && value <= INT8_MAX,
});

export const ASSET_RULES = {
  symbol: SYMBOL,
  name: orNull(text(1, 200)),
  type: oneOf(ASSET_TYPES),
  sector: orNull(text(1, 100)),
  currency,
  exchange: orNull(text(1, 40)),
  active: flag,
} satisfies Record<string, FieldRule>;

export const ETF_RULES = {
  expenseRatio: orNull(decimal('0', '0.25', 6)),
  assetsUnderManagement: orNull(decimal('0', `${'9'.repeat(18)}.99`, 2)),
  category: orNull(text(1, 100)),
  issuer: orNull(text(1, 100)),
  inceptionDate: orNull(date),
  trackedIndex: orNull(text(1, 200)),
  region: orNull(text(1, 100)),
  style: orNull(text(1, 100)),
  dividendYield: orNull(decimal('0', '1', 6)),
} satisfies Record<string, FieldRule>;

/** A bar as it is stored, of any source. */
export interface BarFields {
  readonly date: TradingDate;
  readonly open: DecimalInput;
  readonly high: DecimalInput;
  readonly low: DecimalInput;
  readonly close: DecimalInput;
  readonly volume: bigint;
  readonly source: string;
  readonly runId: string;
}

const BAR_RULES = {
  date: WEEKDAY,
  open: PRICE,
  high: PRICE,
  low: PRICE,
  close: PRICE,
  volume: wholeBig(0n),
  source: SOURCE,
  runId: uuid,
} satisfies Record<keyof BarFields, FieldRule>;

/** @throws HighwaterError FIELD_REFUSED; the detail names the field, the value and the limit */
export function requireBar(bar: BarFields): void {
  requireFields('bar', BAR_RULES, { ...bar });
  const [low, high] = [decimalOf(bar.low), decimalOf(bar.high)];
  for (const field of ['open', 'close'] as const) {
    const value = decimalOf(bar[field]);
    if (value === null || low === null || high === null) continue;
    if (value.lt(low)) throw fieldRefused('bar', 'low', low, { limit: `at most its ${field}` });
    if (value.gt(high)) throw fieldRefused('bar', 'high', high, { limit: `at least its ${field}` });
  }
}

export const ACTION_RULES = {
  exDate: date,
  kind: oneOf(ACTION_KINDS),
  value: positive(20, ACTION_PLACES),
  source: SOURCE,
  runId: uuid,
} satisfies Record<string, FieldRule>;

export const MARKET_CAP_RULES = {
  date,
  marketCap: positive(20, CAP_PLACES),
  sharesOutstanding: orNull(wholeBig(1n)),
  source: SOURCE,
} satisfies Record<string, FieldRule>;

export const FX_RULES = {
  series: matching(/^[A-Z]{6}$/, 'two currencies of three capitals, such as EURUSD'),
  date,
  rate: positive(18, 8),
} satisfies Record<string, FieldRule>;

export const RISK_FREE_RULES = {
  series: text(1, 20),
  date,
  knownFrom: date,
  rate: decimal('-0.99999999', '0.99999999', 8),
} satisfies Record<string, FieldRule>;
