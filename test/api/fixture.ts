import type { AssetProfile } from '../../src/domain/asset.js';
import type { CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import type { Finding } from '../../src/domain/finding.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { recompute, recomputeStores } from '../../src/analytics/recompute/recompute.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RunStore } from '../../src/store/runs.store.js';
import type { PublishedSnapshot } from '../../src/store/snapshots.store.js';

export const SOURCE = 'simulated';
export const LAST_SESSION = tradingDate('2024-12-31');
export const RISK_FREE_RATE = 0.02;
const FINISHED_AT = new Date('2025-01-01T02:00:00Z');

/** One of the assets that the tests of the API read. */
export interface FixtureAsset {
  readonly symbol: string;
  readonly from: string;
  readonly drift: number;
  readonly swing: number;
  readonly profile: AssetProfile | null;
  readonly actions: readonly CorporateAction[];
  readonly findings: readonly Finding[];
}

const action = (exDate: string, kind: CorporateAction['kind'], value: string): CorporateAction => ({
  exDate: tradingDate(exDate),
  kind,
  value: new Dec(value),
});

const profile = (name: string, facts: Partial<AssetProfile['etf'] & object>): AssetProfile => ({
  name,
  type: 'etf',
  currency: 'USD',
  exchange: 'NYSEArca',
  sector: null,
  sharesOutstanding: null,
  etf: {
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
    ...facts,
  },
});

export const FIXTURE: readonly FixtureAsset[] = [
  {
    symbol: 'SPY',
    from: '2022-06-01',
    drift: 0.0004,
    swing: 0.01,
    profile: profile('SPDR 500 Trust', {
      expenseRatio: 0.000945,
      assetsUnderManagement: '564000000000.25',
      category: 'Large Blend',
      issuer: 'State Street',
      inceptionDate: tradingDate('1993-01-22'),
      sectorWeights: [{ name: 'Technology', weight: 0.3 }],
      topHoldings: [{ name: 'Apple', symbol: 'AAPL', weight: 0.07 }],
    }),
    actions: [action('2023-03-17', 'dividend', '1.5'), action('2024-06-21', 'dividend', '1.75')],
    findings: [],
  },
  {
    symbol: 'AGG',
    from: '2023-01-03',
    drift: 0.0001,
    swing: 0.003,
    profile: profile('100% Bond_Fund, "core"', {
      expenseRatio: 0.0003,
      assetsUnderManagement: '90000000000.00',
      category: 'Bond, Intermediate',
      issuer: 'BlackRock',
    }),
    actions: [],
    findings: [
      {
        symbol: 'AGG',
        code: 'price-order',
        severity: 'error',
        tradeDate: tradingDate('2024-03-01'),
        message: '=1+1 was refused',
        detail: { low: '9' },
      },
    ],
  },
  {
    symbol: 'SPLT',
    from: '2023-06-01',
    drift: 0.0006,
    swing: 0.02,
    profile: profile('=cmd|Split Growth', { expenseRatio: 0.0003, category: 'Large Growth' }),
    actions: [action('2024-06-10', 'split', '4'), action('2024-09-20', 'dividend', '0.25')],
    findings: [],
  },
  {
    symbol: 'BRK.B',
    from: '2024-11-01',
    drift: 0.0002,
    swing: 0.008,
    profile: { ...profile('Berkshire', {}), type: 'equity', sector: 'Financials', etf: null },
    actions: [],
    findings: [],
  },
];

/** A walk that is the same on every machine; the close falls at a split's ex-date. */
export function barsOf(asset: FixtureAsset, to: TradingDate = LAST_SESSION): PriceBar[] {
  let price = 100;
  return sessionsBetween(tradingDate(asset.from), to).map((date, i) => {
    const split = asset.actions.find((it) => it.exDate === date && it.kind === 'split');
    if (split !== undefined) price /= split.value.toNumber();
    price *= 1 + asset.drift + asset.swing * Math.sin(i * 1.7) * Math.cos(i * 0.31);
    const close = new Dec(price.toFixed(2));
    return {
      date,
      open: close.times('0.998').toDecimalPlaces(4),
      high: close.times('1.004').toDecimalPlaces(4),
      low: close.times('0.995').toDecimalPlaces(4),
      close,
      volume: BigInt(1000 + (i % 7) * 10),
    };
  });
}

/** Stores the assets in one completed run, in the order given. @returns the run's id */
export async function storeFixture(
  database: Database,
  to: TradingDate = LAST_SESSION,
  now: Date = FINISHED_AT,
): Promise<string> {
  const ids = await new AssetStore(database).ensure([...FIXTURE.map((a) => a.symbol), 'EMPTY']);
  const runs = new RunStore(database);
  const assetIds = [...ids.values()];
  const run = await runs.open({ trigger: 'demo', source: SOURCE, session: to, assetIds, now });
  const prices = new PriceStore(database);
  for (const asset of FIXTURE) {
    await prices.store({
      assetId: ids.get(asset.symbol)!,
      symbol: asset.symbol,
      source: SOURCE,
      currency: 'USD',
      runId: run.id,
      bars: barsOf(asset, to),
      actions: asset.actions.filter(({ exDate }) => exDate <= to),
      findings: asset.findings,
      profile: asset.profile,
      attempts: 1,
      now,
      audit: () => [],
    });
  }
  const empty = { runId: run.id, assetId: ids.get('EMPTY')!, attempts: 2, now };
  await runs.failTask(empty, { code: 'SYMBOL_UNKNOWN', message: 'There is no such symbol.' });
  const end = { status: 'completed' as const, now, snapshotId: null, figuresWritten: 0 };
  await runs.close(run.id, { ...end, error: null });
  return run.id;
}

/** Computes and publishes, as a nightly run does. */
export async function publishFixture(
  database: Database,
  runId: string,
): Promise<PublishedSnapshot> {
  const { snapshot } = await recompute(recomputeStores(database), {
    source: SOURCE,
    benchmark: 'SPY',
    riskFreeRate: RISK_FREE_RATE,
    runId,
    now: FINISHED_AT,
  });
  return snapshot!;
}
