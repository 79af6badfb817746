import type { CorporateAction } from '../../src/domain/corporateAction.js';
import { Dec } from '../../src/domain/decimals.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import { fromEpochDay, tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { AssetStore } from '../../src/store/assets.store.js';
import type { Database } from '../../src/store/database.js';
import { newId } from '../../src/store/entities/columns.js';
import { PriceStore } from '../../src/store/prices.store.js';
import { RevisionReader, type KnownAt } from '../../src/store/revisions.reader.js';
import { RunStore } from '../../src/store/runs.store.js';

/** One whose open and close are equal. */
export const bar = (date: TradingDate, close: string): PriceBar => {
  const value = new Dec(close);
  return { date, open: value, high: value.times(2), low: value.div(2), close: value, volume: 7n };
};
export const action = (
  date: string,
  kind: CorporateAction['kind'],
  value: string,
): CorporateAction => ({
  exDate: tradingDate(date),
  kind,
  value: new Dec(value),
});
/** An asset whose history is delivered night by night. */
export class Nights {
  /** Distinct for every asset, so that dates of one do not meet the runs of another. */
  private static year = 2030;
  private readonly year = (Nights.year += 1);
  private night = 0;

  private constructor(
    private readonly database: Database,
    private readonly symbol: string,
    readonly assetId: string,
  ) {}

  static async begin(database: Database): Promise<Nights> {
    const symbol = `N${newId().slice(-12).toUpperCase()}`;
    const ids = await new AssetStore(database).ensure([symbol]);
    return new Nights(database, symbol, ids.get(symbol)!);
  }

  /** When the run of the `night`-th delivery, counted from 1, ended. */
  endOf(night: number): Date {
    return new Date(Date.UTC(this.year, 0, night, 1));
  }

  /** One run that stores one delivery. @returns its id */
  async deliver(
    bars: readonly PriceBar[],
    actions: readonly CorporateAction[] = [],
    end: 'completed' | 'failed' | 'open' = 'completed',
  ): Promise<string> {
    const { assetId, symbol } = this;
    this.night += 1;
    const now = this.endOf(this.night);
    const runs = new RunStore(this.database);
    const run = await runs.open({
      trigger: 'command',
      source: 'csv',
      session: tradingDate('2024-01-05'),
      assetIds: [assetId],
      now,
    });
    await new PriceStore(this.database).store({
      ...{ assetId, symbol, source: 'csv', currency: 'USD', runId: run.id, bars, actions, now },
      ...{ findings: [], profile: null, attempts: 1, audit: () => [] },
    });
    if (end !== 'open') {
      await runs.close(run.id, {
        status: end,
        now,
        snapshotId: null,
        figuresWritten: 0,
        error: null,
      });
    }
    return run.id;
  }

  async closes(at: KnownAt): Promise<Record<string, number>> {
    const { dates, close } = await new RevisionReader(this.database).barsKnownAt(this.assetId, at);
    return Object.fromEntries([...dates].map((day, i) => [fromEpochDay(day), close[i]!]));
  }

  async actions(at: KnownAt): Promise<string[]> {
    const actions = await new RevisionReader(this.database).actionsKnownAt(this.assetId, at);
    return actions.map(({ exDate, kind, value }) => `${exDate} ${kind} ${value.toFixed()}`);
  }
}
