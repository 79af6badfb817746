import { emptyBarColumns, type BarColumns } from '../../domain/barColumns.js';
import type { ActionKind, CorporateAction } from '../../domain/corporateAction.js';
import { ACTION_PLACES, Dec, FACTOR_PLACES, PRICE_PLACES } from '../../domain/decimals.js';
import type { AdjustmentFactor } from '../../domain/adjustment.js';
import type { PriceBar } from '../../domain/priceBar.js';
import { tradingDate, type TradingDate } from '../../domain/tradingDate.js';
import { CopyReader } from '../copy/copyReader.js';
import { CopyWriter } from '../copy/copyWriter.js';
import { uuidLiteral, type SqlSession } from '../session.js';

/** Whose rows are written, and what they are marked with. */
export interface RowOwner {
  readonly assetId: string;
  readonly source: string;
  readonly runId: string;
}

/** The columns of a COPY into prices, in the order that {@link writeBar} fills them. */
export const PRICE_COLUMNS =
  'prices (asset_id, date, open, high, low, close, volume, source, run_id)';
const PRICE_COLUMN_COUNT = 9;

export function priceWriter(): CopyWriter {
  return new CopyWriter(PRICE_COLUMN_COUNT);
}

export function writeBar(writer: CopyWriter, owner: RowOwner, bar: PriceBar): void {
  writer
    .startRow()
    .uuid(owner.assetId)
    .date(bar.date)
    .numeric(bar.open, PRICE_PLACES)
    .numeric(bar.high, PRICE_PLACES)
    .numeric(bar.low, PRICE_PLACES)
    .numeric(bar.close, PRICE_PLACES)
    .int8(bar.volume)
    .text(owner.source)
    .uuid(owner.runId);
}

/** Adds bars that are not stored yet. */
export async function insertBars(
  session: SqlSession,
  owner: RowOwner,
  bars: readonly PriceBar[],
): Promise<void> {
  if (bars.length === 0) return;
  const writer = priceWriter();
  for (const bar of bars) writeBar(writer, owner, bar);
  await session.copyIn(PRICE_COLUMNS, writer.finish());
}

/** Replaces the stored bars of the same dates. */
export async function replaceBars(
  session: SqlSession,
  owner: RowOwner,
  bars: readonly PriceBar[],
): Promise<void> {
  if (bars.length === 0) return;
  await session.execute('delete from prices where asset_id = $1 and date = any($2::date[])', [
    owner.assetId,
    bars.map(({ date }) => date),
  ]);
  await insertBars(session, owner, bars);
}

/** Which bars: both ends included, `limit` of them at most. */
export interface BarRange {
  readonly from?: TradingDate | null;
  readonly to?: TradingDate | null;
  readonly limit?: number;
}

/** The stored bars from a date on (null: all), ascending. */
export async function readBars(
  session: SqlSession,
  assetId: string,
  from: TradingDate | null,
  { to = null, limit }: Omit<BarRange, 'from'> = {},
): Promise<BarColumns> {
  const since = from === null ? '' : ` and date >= '${tradingDate(from)}'`;
  const until = to === null ? '' : ` and date <= '${tradingDate(to)}'`;
  const atMost = limit === undefined ? '' : ` limit ${String(Math.trunc(limit))}`;
  const payload = await session.copyOut(
    `select date, open, high, low, close, volume from prices
     where asset_id = ${uuidLiteral(assetId)}${since}${until} order by date${atMost}`,
  );
  return decodeBars(payload);
}

/** The payload of a COPY of date, open, high, low, close and volume, in the order of its rows. */
export function decodeBars(payload: Uint8Array): BarColumns {
  const reader = new CopyReader(payload);
  const rows: number[] = [];
  while (reader.nextRow()) {
    rows.push(reader.epochDay());
    for (let field = 0; field < 4; field += 1) rows.push(reader.numericAsFloat());
    rows.push(reader.int8AsFloat());
  }
  const columns = emptyBarColumns(rows.length / 6);
  for (let i = 0; i < columns.dates.length; i += 1) {
    columns.dates[i] = rows[i * 6] as number;
    columns.open[i] = rows[i * 6 + 1] as number;
    columns.high[i] = rows[i * 6 + 2] as number;
    columns.low[i] = rows[i * 6 + 3] as number;
    columns.close[i] = rows[i * 6 + 4] as number;
    columns.volume[i] = rows[i * 6 + 5] as number;
  }
  return columns;
}

/** A row of corporate_actions as it is selected. */
export interface ActionRow {
  readonly ex_date: TradingDate;
  readonly kind: ActionKind;
  readonly value: string;
}

export const actionOf = ({ ex_date, kind, value }: ActionRow): CorporateAction => ({
  exDate: ex_date,
  kind,
  value: new Dec(value),
});

export async function readActions(
  session: SqlSession,
  assetId: string,
  from: TradingDate | null = null,
): Promise<CorporateAction[]> {
  const rows = await session.query<ActionRow>(
    `select ex_date, kind, value from corporate_actions
     where asset_id = $1 and ($2::date is null or ex_date >= $2) order by ex_date, kind`,
    [assetId, from],
  );
  return rows.map(actionOf);
}

/** Adds actions, or gives those of the same date and kind a new value. */
export async function writeActions(
  session: SqlSession,
  owner: RowOwner,
  actions: readonly CorporateAction[],
): Promise<void> {
  if (actions.length === 0) return;
  await session.execute(
    `insert into corporate_actions (asset_id, ex_date, kind, value, source, run_id)
     select $1, ex_date, kind, value, $2, $3
     from unnest($4::date[], $5::text[], $6::numeric[]) as delivered (ex_date, kind, value)
     on conflict (asset_id, ex_date, kind)
     do update set value = excluded.value, source = excluded.source, run_id = excluded.run_id`,
    [
      owner.assetId,
      owner.source,
      owner.runId,
      actions.map(({ exDate }) => exDate),
      actions.map(({ kind }) => kind),
      actions.map(({ value }) => value.toFixed(ACTION_PLACES)),
    ],
  );
}

interface FactorRow {
  readonly from_date: TradingDate;
  readonly split_factor: string;
  readonly dividend_factor: string;
}

export async function readFactors(
  session: SqlSession,
  assetId: string,
): Promise<AdjustmentFactor[]> {
  const rows = await session.query<FactorRow>(
    `select from_date, split_factor, dividend_factor from adjustment_factors
     where asset_id = $1 order by from_date`,
    [assetId],
  );
  return rows.map((row) => ({
    fromDate: row.from_date,
    splitFactor: new Dec(row.split_factor),
    dividendFactor: new Dec(row.dividend_factor),
  }));
}

/** Puts `factors` in the place of all that the asset had; returns how many rows that wrote. */
export async function replaceFactors(
  session: SqlSession,
  assetId: string,
  factors: readonly AdjustmentFactor[],
): Promise<number> {
  const fingerprint = (list: readonly AdjustmentFactor[]): string =>
    list
      .map((f) => `${f.fromDate} ${f.splitFactor.toFixed()} ${f.dividendFactor.toFixed()}`)
      .join();
  if (fingerprint(await readFactors(session, assetId)) === fingerprint(factors)) return 0;
  await session.execute('delete from adjustment_factors where asset_id = $1', [assetId]);
  await session.execute(
    `insert into adjustment_factors (asset_id, from_date, split_factor, dividend_factor)
     select $1, * from unnest($2::date[], $3::numeric[], $4::numeric[])`,
    [
      assetId,
      factors.map(({ fromDate }) => fromDate),
      factors.map(({ splitFactor }) => splitFactor.toFixed(FACTOR_PLACES)),
      factors.map(({ dividendFactor }) => dividendFactor.toFixed(FACTOR_PLACES)),
    ],
  );
  return factors.length;
}
