import type { CorporateAction } from '../../domain/corporateAction.js';
import type { PriceBar } from '../../domain/priceBar.js';
import { newId } from '../entities/columns.js';
import type { SqlSession } from '../session.js';

/** Who replaces what is stored of an asset, and when. */
export interface Replacement {
  readonly assetId: string;
  readonly runId: string;
  readonly now: Date;
}

/**
 * Copies the stored bars that `bars` are about to replace into price_revisions: exactly as they
 * stand, with the run that had stored them and the run that replaces them. To be called in the
 * transaction that replaces them, before it does.
 */
export async function keepReplacedBars(
  session: SqlSession,
  by: Replacement,
  bars: readonly PriceBar[],
): Promise<void> {
  if (bars.length === 0) return;
  await session.execute(
    `insert into price_revisions (id, asset_id, subject, date, open, high, low, close, volume,
       source, believed_from_run_id, believed_until_run_id, replaced_at)
     select r.id, p.asset_id, 'bar', p.date, p.open, p.high, p.low, p.close, p.volume,
       p.source, p.run_id, $2, $3
     from unnest($4::uuid[], $5::date[]) as r (id, date)
     join prices p on p.asset_id = $1 and p.date = r.date`,
    [by.assetId, by.runId, by.now, bars.map(() => newId()), bars.map(({ date }) => date)],
  );
}

/** As {@link keepReplacedBars}, of the stored actions that `actions` are about to replace. */
export async function keepReplacedActions(
  session: SqlSession,
  by: Replacement,
  actions: readonly CorporateAction[],
): Promise<void> {
  if (actions.length === 0) return;
  await session.execute(
    `insert into price_revisions (id, asset_id, subject, date, value,
       source, believed_from_run_id, believed_until_run_id, replaced_at)
     select r.id, c.asset_id, c.kind, c.ex_date, c.value, c.source, c.run_id, $2, $3
     from unnest($4::uuid[], $5::date[], $6::text[]) as r (id, date, kind)
     join corporate_actions c on c.asset_id = $1 and c.ex_date = r.date and c.kind = r.kind`,
    [
      by.assetId,
      by.runId,
      by.now,
      actions.map(() => newId()),
      actions.map(({ exDate }) => exDate),
      actions.map(({ kind }) => kind),
    ],
  );
}
