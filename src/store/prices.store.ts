import { deriveFactors, type CloseHistory } from '../domain/adjustment.js';
import type { AssetProfile } from '../domain/asset.js';
import type { CorporateAction } from '../domain/corporateAction.js';
import { HighwaterError } from '../domain/errors.js';
import type { Finding } from '../domain/finding.js';
import type { PriceBar } from '../domain/priceBar.js';
import type { PriceSeries } from '../domain/priceSeries.js';
import { fromEpochDay, type TradingDate } from '../domain/tradingDate.js';
import { saveProfile } from './assets.store.js';
import type { Database } from './database.js';
import { recordFindings } from './findings.store.js';
import { storeCapitalisations, type CapJudge } from './prices/capitalisations.js';
import { diffActions, diffBars, type ActionDiff, type BarDiff } from './prices/historyDiff.js';
import { changeFindings } from './prices/changeFindings.js';
import {
  insertBars,
  readActions,
  readBars,
  replaceBars,
  replaceFactors,
  writeActions,
  type RowOwner,
} from './prices/marketRows.js';
import { seriesOf, writeSeries } from './prices/packedSeries.js';
import { keepReplacedActions, keepReplacedBars } from './prices/revisions.js';
import { finishTask, type TaskOutcome } from './runs.store.js';
import type { SqlSession } from './session.js';

/** One asset's checked delivery: everything that its transaction stores. */
export interface AssetDelivery extends RowOwner {
  readonly symbol: string;
  /** Of the bars, or null where the source does not tell. */
  readonly currency: string | null;
  /** As traded, ascending, final, each checked. */
  readonly bars: readonly PriceBar[];
  /** As traded. */
  readonly actions: readonly CorporateAction[];
  /** What quality refused or doubts. */
  readonly findings: readonly Finding[];
  /** Metadata, or null to leave what is stored. */
  readonly profile: AssetProfile | null;
  /** Judges what is new of its capitalisations; left out where nothing is. */
  readonly capitalisations?: CapJudge;
  readonly attempts: number;
  readonly now: Date;
  /** Compares the derived series with what the provider says of it; pure. */
  readonly audit: (series: PriceSeries) => readonly Finding[];
}

/** What the transaction came to: the checkpoint that it wrote. */
export type StoreOutcome = TaskOutcome;

/** Writes an asset's market data. Bars, actions, factors and packed series never disagree. */
export class PriceStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores one delivery in one transaction: bars, actions, factors, packed series, metadata,
   * capitalisations, findings and the task's checkpoint. What is already stored is not written
   * again; a changed value replaces the old one, which price_revisions keeps; what the delivery left out stays.
   *
   * @throws HighwaterError SOURCE_MIXED when the asset's bars come from another source
   */
  store(delivery: AssetDelivery): Promise<StoreOutcome> {
    return this.database.transaction(async (session) => {
      await adoptSource(session, delivery);
      const from = delivery.bars[0]?.date ?? null;
      const bars = diffBars(await readBars(session, delivery.assetId, from), delivery.bars);
      const actionsFrom = earliest(from, delivery.actions);
      const storedActions = await readActions(session, delivery.assetId, actionsFrom);
      const actions = diffActions(storedActions, delivery.actions);
      const market = await writeChanges(session, delivery, bars, actions);
      const profileRows =
        delivery.profile === null
          ? 0
          : await saveProfile(session, delivery.assetId, delivery.profile);
      const caps = await storeCapitalisations(session, delivery, market.series);
      const found = [
        ...delivery.findings,
        ...changeFindings(delivery.symbol, bars, actions),
        ...(market.series === null ? [] : delivery.audit(market.series)),
        ...caps.findings,
      ];
      const { assetId, runId, now } = delivery;
      const rowsWritten = market.rows + profileRows + caps.rows;
      const outcome: StoreOutcome = {
        status: rowsWritten > 0 ? 'stored' : 'unchanged',
        barsAdded: bars.added.length,
        barsReplaced: bars.replaced.length,
        rowsWritten,
        findings: await recordFindings(session, assetId, runId, found, now),
        lastDate: await lastStoredDate(session, assetId),
      };
      await finishTask(session, delivery, outcome);
      return outcome;
    });
  }
}

/** Locks the asset for this transaction and holds it to one source. */
async function adoptSource(session: SqlSession, delivery: AssetDelivery): Promise<void> {
  const { assetId, symbol, source, currency } = delivery;
  const [asset] = await session.query<{ source: string | null }>(
    'select source from assets where id = $1 for update',
    [assetId],
  );
  if (asset?.source === source) return;
  if (asset?.source === null) {
    await session.execute(
      'update assets set source = $2, currency = coalesce($3, currency) where id = $1',
      [assetId, source, currency],
    );
    return;
  }
  throw new HighwaterError(
    'SOURCE_MIXED',
    'conflict',
    `${symbol} holds bars from ${String(asset?.source)} and would get some from ${source}: two ` +
      'sources in one history cannot be told apart. Set HIGHWATER_HOME or DATABASE_URL to ' +
      'another database, or MARKET_DATA_PROVIDER to the first source.',
    { symbol },
  );
}

function earliest(
  from: TradingDate | null,
  actions: readonly CorporateAction[],
): TradingDate | null {
  if (from === null) return null;
  return actions.reduce((first, { exDate }) => (exDate < first ? exDate : first), from);
}

async function writeChanges(
  session: SqlSession,
  delivery: AssetDelivery,
  bars: BarDiff,
  actions: ActionDiff,
): Promise<{ rows: number; series: PriceSeries | null }> {
  const changedActions = [...actions.added, ...actions.replaced.map(({ action }) => action)];
  const changed = bars.added.length + bars.replaced.length + changedActions.length;
  if (changed === 0) return { rows: 0, series: null };
  const replacedBars = bars.replaced.map(({ bar }) => bar);
  await keepReplacedBars(session, delivery, replacedBars);
  await keepReplacedActions(
    session,
    delivery,
    actions.replaced.map(({ action }) => action),
  );
  await insertBars(session, delivery, bars.added);
  await replaceBars(session, delivery, replacedBars);
  await writeActions(session, delivery, changedActions);
  const derived = await deriveAndWrite(session, delivery.assetId);
  return { rows: changed + derived.rows, series: derived.series };
}

/** Derives factors and packed series from the stored rows, and writes them where they differ. */
async function deriveAndWrite(
  session: SqlSession,
  assetId: string,
): Promise<{ rows: number; series: PriceSeries | null }> {
  const history = await readBars(session, assetId, null);
  if (history.dates.length === 0) return { rows: 0, series: null };
  const factors = deriveFactors(
    history satisfies CloseHistory,
    await readActions(session, assetId),
  );
  const series = seriesOf(history, factors);
  const factorRows = await replaceFactors(session, assetId, factors);
  return { rows: factorRows + (await writeSeries(session, assetId, series)), series };
}

async function lastStoredDate(session: SqlSession, assetId: string): Promise<TradingDate | null> {
  const [row] = await session.query<{ last: number | null }>(
    'select max(date) - date $$1970-01-01$$ as last from prices where asset_id = $1',
    [assetId],
  );
  return typeof row?.last === 'number' ? fromEpochDay(row.last) : null;
}
