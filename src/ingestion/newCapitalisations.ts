import type { AssetProfile } from '../domain/asset.js';
import { CAP_PLACES, Dec } from '../domain/decimals.js';
import { messageOf } from '../domain/errors.js';
import type { Finding } from '../domain/finding.js';
import { addDays, type TradingDate } from '../domain/tradingDate.js';
import type { KnownSize, MarketCapReader, StoredCap } from '../store/marketCaps.reader.js';
import { IMPORT_SOURCE } from '../store/marketCaps.store.js';
import type { PriceProvider, ProviderCap, ProviderCaps } from './providers/provider.js';
import { ProviderError } from './providers/providerError.js';
import { asTold, isRepeated, type CapRequest } from './quality/judgeCapitalisations.js';

/**
 * Calendar days without a stored bar after which an incremental source is asked for the share
 * counts of the time in between; on other nights the profile's figure of today is enough.
 */
const GAP_DAYS_MAX = 31;

export interface SizedAsset {
  readonly symbol: string;
  readonly assetId: string;
  readonly session: TradingDate;
  /** The newest stored bar, or null before the first refresh. */
  readonly lastDate: TradingDate | null;
  /** As it is told now. */
  readonly profile: AssetProfile | null;
}

/** What is new of an asset's capitalisations, not judged yet; `request` is null where nothing is. */
export interface NewCapitalisations {
  readonly request: CapRequest | null;
  readonly findings: readonly Finding[];
}

/**
 * Asks for capitalisations and leaves out what is stored. The whole history is asked for once; a
 * source that fails then is asked again the next night, and today's figure waits for it. What the
 * operator imported stays.
 */
export async function newCapitalisations(
  asset: SizedAsset,
  provider: PriceProvider,
  reader: MarketCapReader,
  signal: AbortSignal,
): Promise<NewCapitalisations> {
  const { symbol, session, profile } = asset;
  if (profile?.type === 'index' || profile?.type === 'cash') return { request: null, findings: [] };
  const isWhole = provider.delivery === 'full';
  const known = isWhole ? NOTHING_KNOWN : await reader.known(asset.assetId, provider.source);
  const told = await ask(asset, provider, known, signal);
  const figure = told.isWorthAnotherTry && known.newest === null ? null : figureOf(asset);
  const isOld =
    figure === null || (known.newest !== null && isRepeated(figure, asTold(known.newest)));
  if (told.caps.length === 0 && isOld) return { request: null, findings: told.findings };
  const first = told.caps[0]?.date ?? session;
  const stored = await reader.rowsFrom(asset.assetId, first);
  const isNews = newsAgainst(stored);
  const news = told.caps.filter(isNews);
  const newFigure = isOld || !isNews(figure) ? null : figure;
  const firstNews = news[0]?.date ?? newFigure?.date;
  if (firstNews === undefined) return { request: null, findings: told.findings };
  const request: CapRequest = {
    symbol,
    to: session,
    told: news,
    figure: newFigure,
    before: stored.findLast(({ date }) => date < firstNews) ?? null,
    netAssets: netAssetsOf(profile)?.toNumber() ?? null,
    netAssetsBefore: known.netAssets,
  };
  return { request, findings: told.findings };
}

/** What a source that tells everything every time is asked with. */
const NOTHING_KNOWN: KnownSize = { newest: null, netAssets: null };

type Told = ProviderCaps & { readonly isWorthAnotherTry: boolean };

const NOTHING_ASKED: Told = { caps: [], findings: [], isWorthAnotherTry: false };

/** Capitalisations are worth having and not worth failing for. */
async function ask(
  { symbol, session, lastDate }: SizedAsset,
  provider: PriceProvider,
  { newest }: KnownSize,
  signal: AbortSignal,
): Promise<Told> {
  const hasGap = lastDate === null || lastDate < addDays(session, -GAP_DAYS_MAX);
  if (newest !== null && !hasGap) return NOTHING_ASKED;
  const from = newest?.date ?? null;
  try {
    const told = await provider.fetchCapitalisations({ symbol, from, to: session, signal });
    return { ...told, isWorthAnotherTry: false };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const finding: Finding = {
      symbol,
      code: 'capitalisations-unavailable',
      severity: 'warning',
      tradeDate: null,
      message: `The capitalisations could not be fetched (${error.code}): what is stored stays.`,
      detail: { reason: messageOf(error) },
    };
    return { caps: [], findings: [finding], isWorthAnotherTry: error.isRetryable };
  }
}

/** What the profile tells of the session: a fund's net assets, anything else's shares. */
function figureOf({ profile, session }: SizedAsset): ProviderCap | null {
  const marketCap = netAssetsOf(profile);
  const shares = profile?.sharesOutstanding ?? null;
  if (marketCap === null && shares === null) return null;
  const sharesOutstanding = shares === null ? null : new Dec(shares.toString());
  return { date: session, marketCap, sharesOutstanding };
}

function netAssetsOf(profile: AssetProfile | null) {
  const told = profile?.etf?.assetsUnderManagement ?? null;
  return told === null ? null : new Dec(told);
}

/** Whether something else is told than what is stored of the date. */
function newsAgainst(stored: readonly StoredCap[]): (cap: ProviderCap) => boolean {
  const byDate = new Map(stored.map((row) => [row.date, row]));
  return ({ date, marketCap, sharesOutstanding }) => {
    const row = byDate.get(date);
    if (row === undefined) return true;
    if (row.source === IMPORT_SOURCE) return false;
    const isSameSum = marketCap === null || row.marketCap.eq(marketCap.toDecimalPlaces(CAP_PLACES));
    const stored = asTold(row).sharesOutstanding;
    const isSameCount =
      stored === null ? sharesOutstanding === null : sharesOutstanding?.eq(stored);
    return !isSameSum || isSameCount !== true;
  };
}
