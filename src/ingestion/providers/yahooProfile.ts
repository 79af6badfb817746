import { z } from 'zod';
import type { AssetProfile, AssetType, EtfFacts, Weight } from '../../domain/asset.js';
import { Dec } from '../../domain/decimals.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';
import { ProviderError } from './providerError.js';
import { yahooRefusal } from './yahooRefusal.js';

/** The modules of quoteSummary that a profile is read from. */
export const PROFILE_MODULES = [
  'quoteType',
  'price',
  'summaryProfile',
  'fundProfile',
  'topHoldings',
  'summaryDetail',
  'defaultKeyStatistics',
] as const;

/** A number comes bare, as `{raw, fmt}`, or as `{}` where there is none. */
const number = z
  .union([
    z.number(),
    z.object({ raw: z.number() }).transform(({ raw }) => raw),
    z.unknown().transform(() => null),
  ])
  .optional();
const text = z.string().nullish();

const summary = z.object({
  quoteType: z.object({
    quoteType: z.string(),
    symbol: z.string(),
    longName: text,
    shortName: text,
  }),
  price: z.object({ currency: text, exchangeName: text }).nullish(),
  summaryProfile: z.object({ sector: text }).nullish(),
  fundProfile: z
    .object({
      family: text,
      categoryName: text,
      feesExpensesInvestment: z.object({ annualReportExpenseRatio: number }).nullish(),
    })
    .nullish(),
  topHoldings: z
    .object({
      holdings: z
        .array(z.object({ symbol: text, holdingName: text, holdingPercent: number }))
        .nullish(),
      sectorWeightings: z.array(z.record(z.string(), number)).nullish(),
    })
    .nullish(),
  summaryDetail: z.object({ currency: text, totalAssets: number, yield: number }).nullish(),
  defaultKeyStatistics: z
    .object({ fundInceptionDate: number, totalAssets: number, sharesOutstanding: number })
    .nullish(),
});
const profileAnswer = z.object({
  quoteSummary: z.object({ result: z.array(summary).length(1) }),
});
type Summary = z.infer<typeof summary>;

const TYPES: Readonly<Record<string, AssetType>> = {
  ETF: 'etf',
  EQUITY: 'equity',
  INDEX: 'index',
  MUTUALFUND: 'fund',
  MONEYMARKET: 'cash',
  CURRENCY: 'cash',
};

/** No fund takes more a year; a larger number is a percent in disguise and is not believed. */
const EXPENSE_RATIO_MAX = 0.15;
const SECONDS_PER_DAY = 86_400;

/**
 * A quoteSummary answer as a profile. Assets under management are `totalAssets`: the recordings
 * show `fundProfile.totalNetAssets` in another unit and equal for fund and category. A fund's count
 * of shares is left aside: the recorded one of QQQ is years old, and its `marketCap` with it.
 *
 * @throws ProviderError not-found as Yahoo says; malformed for an unknown form, a wrong symbol or
 * an instrument that is no asset
 */
export function parseProfile(body: unknown, symbol: string, ticker: string): AssetProfile {
  const refusal = yahooRefusal(body, symbol);
  if (refusal !== null) throw refusal;
  const parsed = profileAnswer.safeParse(body);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw malformed(symbol, `its form is not known at "${place}"`);
  }
  const found = parsed.data.quoteSummary.result[0] as Summary;
  const { quoteType } = found;
  if (quoteType.symbol !== ticker) throw malformed(symbol, `it is of ${quoteType.symbol}`);
  const type = TYPES[quoteType.quoteType];
  if (type === undefined) {
    throw malformed(symbol, `${quoteType.quoteType} is no kind of asset that is kept here`);
  }
  const isFund = type === 'etf' || type === 'fund';
  return {
    name: textOf(quoteType.longName) ?? textOf(quoteType.shortName),
    type,
    currency: textOf(found.summaryDetail?.currency) ?? textOf(found.price?.currency),
    exchange: textOf(found.price?.exchangeName),
    sector: textOf(found.summaryProfile?.sector),
    sharesOutstanding: isFund ? null : countOf(found.defaultKeyStatistics?.sharesOutstanding),
    etf: isFund ? factsOf(found) : null,
  };
}

function malformed(symbol: string, what: string): ProviderError {
  return new ProviderError('malformed', `Yahoo's profile of ${symbol} cannot be used: ${what}.`);
}

function textOf(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** A whole number of shares, or null. */
function countOf(value: number | null | undefined): bigint | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? BigInt(value as number) : null;
}

/** A fraction between 0 and `max`, or null. */
function fractionOf(value: number | null | undefined, max: number): number | null {
  return typeof value === 'number' && value >= 0 && value <= max ? value : null;
}

function factsOf(found: Summary): EtfFacts {
  const assets = found.summaryDetail?.totalAssets ?? found.defaultKeyStatistics?.totalAssets;
  const category = textOf(found.fundProfile?.categoryName);
  return {
    expenseRatio: fractionOf(
      found.fundProfile?.feesExpensesInvestment?.annualReportExpenseRatio,
      EXPENSE_RATIO_MAX,
    ),
    assetsUnderManagement:
      typeof assets === 'number' && assets > 0
        ? new Dec(assets).toDecimalPlaces(2).toFixed()
        : null,
    category,
    issuer: textOf(found.fundProfile?.family),
    inceptionDate: inceptionOf(found.defaultKeyStatistics?.fundInceptionDate),
    trackedIndex: null,
    region: null,
    style: category !== null && STYLE.test(category) ? category : null,
    dividendYield: fractionOf(found.summaryDetail?.yield, 1),
    sectorWeights: sectorsOf(found.topHoldings?.sectorWeightings ?? []),
    countryWeights: [],
    topHoldings: holdingsOf(found.topHoldings?.holdings ?? []),
  };
}

/** The categories that name a box of size and style. */
const STYLE = /^(Large|Mid-Cap|Small) (Value|Blend|Growth)$/;

/** Inception is sent as midnight UTC of its date. */
function inceptionOf(seconds: number | null | undefined): TradingDate | null {
  return typeof seconds === 'number' ? fromEpochDay(Math.floor(seconds / SECONDS_PER_DAY)) : null;
}

const SECTORS: Readonly<Record<string, string>> = {
  realestate: 'Real Estate',
  consumer_cyclical: 'Consumer Cyclical',
  basic_materials: 'Basic Materials',
  consumer_defensive: 'Consumer Defensive',
  technology: 'Technology',
  communication_services: 'Communication Services',
  financial_services: 'Financial Services',
  utilities: 'Utilities',
  industrials: 'Industrials',
  energy: 'Energy',
  healthcare: 'Healthcare',
};

function sectorsOf(
  weightings: readonly Readonly<Record<string, number | null | undefined>>[],
): Weight[] {
  return weightings
    .flatMap((weighting) => Object.entries(weighting))
    .flatMap(([key, value]) => {
      const weight = fractionOf(value, 1);
      return weight === null || weight === 0 ? [] : [{ name: SECTORS[key] ?? key, weight }];
    })
    .sort((a, b) => b.weight - a.weight);
}

function holdingsOf(
  holdings: NonNullable<NonNullable<Summary['topHoldings']>['holdings']>,
): Weight[] {
  return holdings.flatMap(({ symbol, holdingName, holdingPercent }) => {
    const weight = fractionOf(holdingPercent, 1);
    const name = textOf(holdingName) ?? textOf(symbol);
    if (weight === null || weight === 0 || name === null) return [];
    const held = textOf(symbol);
    return [held === null ? { name, weight } : { name, symbol: held, weight }];
  });
}
