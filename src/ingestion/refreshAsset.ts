import { lastIndexBefore } from '../domain/adjustment.js';
import type { AssetProfile } from '../domain/asset.js';
import { toBarColumns, isSameBar } from '../domain/barColumns.js';
import { Dec } from '../domain/decimals.js';
import { HighwaterError, messageOf } from '../domain/errors.js';
import type { Finding } from '../domain/finding.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import { addDays, fromEpochDay, toEpochDay, type TradingDate } from '../domain/tradingDate.js';
import type { MarketCapReader } from '../store/marketCaps.reader.js';
import type { PriceStore, StoreOutcome } from '../store/prices.store.js';
import type { SeriesStore, StoredSeries } from '../store/series.store.js';
import { newCapitalisations } from './newCapitalisations.js';
import type { PriceProvider } from './providers/provider.js';
import { ProviderError } from './providers/providerError.js';
import { checkAdjustedCloses } from './quality/adjustedCloseCheck.js';
import { judgeCapitalisations } from './quality/judgeCapitalisations.js';
import { prepareHistory, type PreparedHistory } from './quality/prepareHistory.js';
import type { PrepareRequest } from './quality/rule.js';

/**
 * Calendar days before the newest stored bar that an incremental request asks for again: what was
 * corrected there is seen, and shows whether older history may have changed too.
 */
const OVERLAP_DAYS = 14;
/** No asset may hold a lane of the refresh for longer than this, retries included. */
const ASSET_DEADLINE_MS = 180_000;

export interface AssetTask {
  readonly symbol: string;
  readonly assetId: string;
  readonly runId: string;
  readonly session: TradingDate;
}

export interface AssetContext {
  readonly provider: PriceProvider;
  readonly prices: PriceStore;
  readonly series: SeriesStore;
  readonly marketCaps: MarketCapReader;
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

/**
 * One asset's way through the night: fetch, check, store. Nothing is written before everything
 * has been fetched and checked; what is written is one transaction.
 *
 * @throws ProviderError when the provider gives no history; HighwaterError when it is refused whole
 */
export async function refreshAsset(task: AssetTask, context: AssetContext): Promise<StoreOutcome> {
  const stored = await context.series.load(task.symbol);
  const lastDay = stored?.series.dates.at(-1);
  const lastDate = lastDay === undefined ? null : fromEpochDay(lastDay);
  const { history, profile, caps } = await withinDeadline(context.signal, async (signal) => {
    const history = await fetchNewest(task, { ...context, signal }, stored);
    const profile = await fetchProfile(task, { ...context, signal });
    const asset = { ...task, lastDate, profile: profile.profile };
    const { provider, marketCaps } = context;
    return {
      history,
      profile,
      caps: await newCapitalisations(asset, provider, marketCaps, signal),
    };
  });
  const { request } = caps;
  return context.prices.store({
    assetId: task.assetId,
    symbol: task.symbol,
    runId: task.runId,
    source: context.provider.source,
    currency: history.currency,
    bars: history.bars,
    actions: history.actions,
    findings: [...history.findings, ...profile.findings, ...caps.findings],
    profile: profile.profile,
    ...(request !== null && {
      capitalisations: (series: PriceSeries) => judgeCapitalisations(request, series),
    }),
    attempts: 1,
    now: context.clock(),
    audit: (series) => auditAdjustedCloses(task.symbol, series, history),
  });
}

/** Gives `fetch` a signal that also ends at the asset's deadline. @throws ProviderError then */
async function withinDeadline<T>(
  caller: AbortSignal,
  fetch: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(ASSET_DEADLINE_MS);
  try {
    return await fetch(AbortSignal.any([caller, deadline]));
  } catch (error) {
    if (caller.aborted || !deadline.aborted || error !== deadline.reason) throw error;
    const seconds = ASSET_DEADLINE_MS / 1000;
    throw new ProviderError(
      'temporary',
      `The provider took longer than ${seconds} s for this asset, retries included: try again later.`,
    );
  }
}

/** The newest part of the history, or all of it where the newest part contradicts what is stored. */
async function fetchNewest(
  task: AssetTask,
  context: AssetContext,
  stored: StoredSeries | null,
): Promise<FetchedHistory> {
  const currency = stored?.currency ?? null;
  const lastDay = stored?.series.dates.at(-1);
  if (stored === null || lastDay === undefined || context.provider.delivery === 'full') {
    return fetchPrepared(task, context, { from: null, currency, previousBar: null });
  }
  const from = addDays(fromEpochDay(lastDay), -OVERLAP_DAYS);
  const previousBar = sessionBefore(stored.series, from);
  const newest = await fetchPrepared(task, context, { from, currency, previousBar });
  if (continues(stored.series, newest)) return newest;
  return fetchPrepared(task, context, { from: null, currency, previousBar: null });
}

/** The last stored session before a date: what the first delivered day is judged by. */
function sessionBefore(series: PriceSeries, date: TradingDate): PreviousBar | null {
  const row = lastIndexBefore(series.dates, toEpochDay(date));
  const close = series.close[row];
  if (close === undefined) return null;
  return { date: fromEpochDay(series.dates[row] as number), close: new Dec(close) };
}

type PreviousBar = NonNullable<PrepareRequest['previousBar']>;

type FetchedHistory = PreparedHistory & { readonly currency: string | null };

async function fetchPrepared(
  task: AssetTask,
  { provider, signal }: AssetContext,
  range: {
    readonly from: TradingDate | null;
    readonly currency: string | null;
    readonly previousBar: PreviousBar | null;
  },
): Promise<FetchedHistory> {
  const { symbol, session } = task;
  const { from, currency: expectedCurrency, previousBar } = range;
  const history = await provider.fetchHistory({ symbol, from, to: session, signal });
  const prepared = prepareHistory(history, provider, {
    symbol,
    expectedCurrency,
    previousBar,
    to: session,
  });
  if (prepared.bars.length > 0 || from !== null) return { ...prepared, currency: history.currency };
  const reason = prepared.findings.find(({ severity }) => severity === 'error')?.message;
  throw new HighwaterError(
    'NO_USABLE_BARS',
    'data',
    `${symbol}: the provider's answer holds no usable bar. ${reason ?? 'It is empty.'}`,
  );
}

/** Whether the delivered closes of stored dates are the stored ones, and the newest is among them. */
function continues(stored: PriceSeries, delivered: PreparedHistory): boolean {
  const rows = new Map([...stored.dates].map((day, row) => [day, row]));
  const columns = toBarColumns(delivered.bars);
  const storedBars = {
    ...columns,
    dates: stored.dates,
    close: stored.close,
    volume: stored.volume,
  };
  const lastDay = stored.dates.at(-1);
  let hasNewest = false;
  for (const [i, day] of columns.dates.entries()) {
    const row = rows.get(day);
    if (row === undefined) continue;
    if (!isSameBar(storedBars, row, columns, i, ['close', 'volume'])) return false;
    hasNewest ||= day === lastDay;
  }
  return hasNewest;
}

/** Holds the derived adjusted closes of the delivered dates against the provider's own. */
function auditAdjustedCloses(
  symbol: string,
  series: PriceSeries,
  delivered: PreparedHistory,
): readonly Finding[] {
  const rows = new Map([...series.dates].map((day, row) => [day, row]));
  const { dates } = toBarColumns(delivered.bars);
  const column = (values: Float64Array): Float64Array =>
    Float64Array.from(dates, (day) => values[rows.get(day) ?? -1] ?? Number.NaN);
  return checkAdjustedCloses({
    symbol,
    dates,
    close: column(series.close),
    adjustedClose: column(series.adjustedClose),
    providerAdjustedClose: delivered.providerAdjustedClose,
    hasDividends: delivered.hasDividends,
  });
}

/** Metadata is worth having and not worth failing for. */
async function fetchProfile(
  { symbol }: AssetTask,
  { provider, signal }: AssetContext,
): Promise<{ profile: AssetProfile | null; findings: Finding[] }> {
  try {
    return { profile: await provider.fetchProfile(symbol, signal), findings: [] };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const finding: Finding = {
      symbol,
      code: 'profile-unavailable',
      severity: 'warning',
      tradeDate: null,
      message: `The metadata could not be fetched (${error.code}): what is stored stays.`,
      detail: { reason: messageOf(error) },
    };
    return { profile: null, findings: [finding] };
  }
}
