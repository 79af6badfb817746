import { setImmediate } from 'node:timers/promises';
import { deriveFactors } from '../../src/domain/adjustment.js';
import { emptyBarColumns, type BarColumns } from '../../src/domain/barColumns.js';
import { Dec, type Decimal } from '../../src/domain/decimals.js';
import {
  addDays,
  isWeekend,
  toEpochDay,
  tradingDate,
  type TradingDate,
} from '../../src/domain/tradingDate.js';
import type { PriceBar } from '../../src/domain/priceBar.js';
import type { Database } from '../../src/store/database.js';
import {
  PRICE_COLUMNS,
  priceWriter,
  replaceFactors,
  writeBar,
} from '../../src/store/prices/marketRows.js';
import { seriesOf, writeSeries } from '../../src/store/prices/packedSeries.js';
import type { Chance } from './generatedRows.js';

const LAST_DATE = tradingDate('2024-12-31');
const ROWS_PER_COPY = 50_000;
const CENTS_MIN = 500;
const CENTS_MAX = 60_000;

/** The newest `count` weekdays up to the last date, ascending. */
export function weekdays(count: number): TradingDate[] {
  const days: TradingDate[] = [];
  for (let day = LAST_DATE; days.length < count; day = addDays(day, -1)) {
    if (!isWeekend(day)) days.push(day);
  }
  return days.reverse();
}

/** Amounts recur by the million, so each is made once. */
const amounts: Decimal[] = [];
const money = (cents: number): Decimal => (amounts[cents] ??= new Dec(cents).div(100));

/** Random walks of whole cents, with what is derived from them. @returns bars written */
export async function copyPrices(
  database: Database,
  chance: Chance,
  assetIds: readonly string[],
  days: readonly TradingDate[],
): Promise<number> {
  const runId = chance.id();
  let [writer, held, sent] = [priceWriter(), 0, 0];
  const send = async (): Promise<void> => {
    await database.session.copyIn(PRICE_COLUMNS, writer.finish());
    [writer, held, sent] = [priceWriter(), 0, sent + held];
    // The embedded database works on this very thread.
    await setImmediate();
  };
  for (const assetId of assetIds) {
    const owner = { assetId, source: 'generated', runId };
    const columns = emptyBarColumns(days.length);
    const walk = randomWalk(chance, days);
    for (const [i, bar] of walk.entries()) {
      writeBar(writer, owner, bar);
      columns.dates[i] = toEpochDay(bar.date);
      columns.close[i] = bar.close.toNumber();
      columns.volume[i] = Number(bar.volume);
    }
    held += walk.length;
    if (held >= ROWS_PER_COPY) await send();
    await derive(database, assetId, columns);
  }
  if (held > 0) await send();
  return sent;
}

function randomWalk(chance: Chance, days: readonly TradingDate[]): PriceBar[] {
  let open = chance.whole(2_000, 20_000);
  return days.map((date) => {
    const moved = Math.round(open * (0.98 + 0.04 * chance.uniform()));
    const close = Math.min(CENTS_MAX, Math.max(CENTS_MIN, moved));
    const reach = Math.round(open * 0.01 * chance.uniform());
    const bar = {
      date,
      open: money(open),
      high: money(Math.max(open, close) + reach),
      low: money(Math.min(open, close) - reach),
      close: money(close),
      volume: BigInt(chance.whole(1_000, 9_000_000)),
    };
    open = close;
    return bar;
  });
}

async function derive(database: Database, assetId: string, columns: BarColumns): Promise<void> {
  const factors = deriveFactors(columns, []);
  await database.transaction(async (session) => {
    await replaceFactors(session, assetId, factors);
    await writeSeries(session, assetId, seriesOf(columns, factors));
  });
}
