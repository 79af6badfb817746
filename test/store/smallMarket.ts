import type { AssetProfile, EtfFacts } from '../../src/domain/asset.js';
import { Dec } from '../../src/domain/decimals.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { newId } from '../../src/store/entities/columns.js';
import { toEpochDay } from '../../src/domain/tradingDate.js';
import { WINDOWS } from '../../src/domain/window.js';
import { RISK_METRIC_FIELDS } from '../../src/store/entities/riskMetrics.js';
import type { SubjectFigures } from '../../src/store/figureRows.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RunStore } from '../../src/store/runs.store.js';
import { SnapshotStore } from '../../src/store/snapshots.store.js';
import { storeSmallIndex } from './smallIndex.js';

export const SYMBOLS = ['^GSPC', 'BRK-B', 'SPY'] as const;
export const FIRST_DATE = tradingDate('2024-01-02');
export const LAST_DATE = tradingDate('2024-03-28');

export const NO_FACTS: EtfFacts = {
  expenseRatio: null,
  assetsUnderManagement: null,
  category: null,
  issuer: null,
  inceptionDate: null,
  trackedIndex: null,
  region: null,
  style: null,
  dividendYield: null,
  sectorWeights: [],
  countryWeights: [],
  topHoldings: [],
};

export const PROFILE: AssetProfile = {
  name: 'An odd name: "é", \'quote\' & \\ 😀',
  type: 'etf',
  currency: 'USD',
  exchange: 'NYSEArca',
  sector: 'Technology',
  sharesOutstanding: null,
  etf: {
    expenseRatio: 0.000945,
    assetsUnderManagement: '503000000000.12',
    category: 'Large Blend',
    issuer: 'State Street',
    inceptionDate: tradingDate('1993-01-22'),
    trackedIndex: 'S&P 500',
    region: 'US',
    style: 'blend',
    dividendYield: 0.0123,
    sectorWeights: [{ name: 'Technology', weight: 0.31 }],
    countryWeights: [{ name: 'United States', weight: 0.99 }],
    topHoldings: [{ name: 'Apple', symbol: 'AAPL', weight: 0.07 }],
  },
};

/** Bars of every session, with all six decimals used; no clock, no chance. */
export function barsOf(index: number): PriceBar[] {
  return sessionsBetween(FIRST_DATE, LAST_DATE).map((date, day) => {
    const close = new Dec(100 * (index + 1)).plus(new Dec((day * 7919) % 1000).div(997)).toDP(6);
    return {
      date,
      open: close.minus('0.25'),
      high: close.plus('0.5'),
      low: close.minus('0.75'),
      close,
      volume: BigInt(1_000_000 + day * 31 + index),
    };
  });
}

/** Figures of every window, beta alone missing. */
export function figuresOf(assetId: string, index: number): SubjectFigures {
  const fields = RISK_METRIC_FIELDS.length;
  const values = Float64Array.from({ length: WINDOWS.length * fields }, (_, i) => {
    return RISK_METRIC_FIELDS[i % fields] === 'beta' ? NaN : -0.003 * (i + index + 1);
  });
  const each = <T>(value: T) => Object.fromEntries(WINDOWS.map((window) => [window, value]));
  return {
    subject: { kind: 'asset', id: assetId },
    inputs: String(index).repeat(64),
    fromDays: WINDOWS.map((_, i) => (i === 0 ? null : toEpochDay(FIRST_DATE) + i)),
    toDay: toEpochDay(LAST_DATE),
    observations: WINDOWS.map((_, i) => 60 + i),
    values,
    reasons: each({ beta: 'no-benchmark' }),
    samples: { '3m': { alpha: 59 } },
  };
}

/**
 * Fills every table that tells of the market with the same content each time, in whatever order
 * and at whatever time is asked.
 */
export async function storeSmallMarket(
  database: Database,
  { reversed = false, now = new Date('2024-03-29T01:00:00Z') } = {},
): Promise<void> {
  const symbols = reversed ? SYMBOLS.toReversed() : SYMBOLS;
  const ids = await new AssetStore(database).setUniverse(symbols);
  const assetIds = [...ids.values()];
  const source = 'csv';
  const run = await new RunStore(database).open({
    trigger: 'command',
    source,
    session: LAST_DATE,
    assetIds,
    now,
  });
  for (const symbol of symbols) {
    const index = SYMBOLS.indexOf(symbol);
    await new PriceStore(database).store({
      assetId: ids.get(symbol) as string,
      symbol,
      source,
      currency: 'USD',
      runId: run.id,
      bars: barsOf(index),
      actions: [
        { exDate: tradingDate('2024-02-01'), kind: 'dividend', value: new Dec('0.1234') },
        { exDate: tradingDate('2024-02-01'), kind: 'split', value: new Dec(index + 2) },
      ],
      findings: [
        {
          symbol,
          code: 'price-order',
          severity: 'error',
          tradeDate: tradingDate('2024-01-03'),
          message: `Refused: {a,"b"} of ${symbol}`,
          detail: { low: '9', nested: { n: [1, null] } },
        },
      ],
      profile: PROFILE,
      attempts: 1,
      now,
      audit: () => [],
    });
  }
  for (const assetId of assetIds) {
    await database.session.execute(
      `insert into price_revisions (id, asset_id, subject, date, open, high, low, close, volume,
         source, believed_from_run_id, believed_until_run_id, replaced_at)
       values ($1, $2, 'bar', $3, 1, 3, 0.5, 2.000001, 7, $4, $5, $5, $6)`,
      [newId(), assetId, FIRST_DATE, source, run.id, now],
    );
  }
  await database.session.execute(
    `insert into risk_free_rates (series, date, known_from, rate)
     values ('DGS3MO', '2024-01-02', '2024-01-03', 0.0525)`,
  );
  await storeSmallIndex(database, ids.get('SPY') as string, now);
  await new SnapshotStore(database).publish(
    {
      asOf: LAST_DATE,
      source,
      publishedAt: now.toISOString(),
      fingerprint: 'f'.repeat(64),
      definitions: '1',
      benchmark: 'SPY',
      riskFreeRate: 0.02,
      assets: symbols.length,
      runId: run.id,
    },
    symbols.map((symbol) => figuresOf(ids.get(symbol) as string, SYMBOLS.indexOf(symbol))),
  );
}
