import { setImmediate } from 'node:timers/promises';
import { Dec, type Decimal } from '../../src/domain/decimals.js';
import { addDays, isWeekend, tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import type { Database } from '../../src/store/database.js';
import { PRICE_COLUMNS, priceWriter, writeBar } from '../../src/store/prices/marketRows.js';
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

/** Random walks of whole cents. @returns rows written */
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
    let open = chance.whole(2_000, 20_000);
    for (const date of days) {
      const moved = Math.round(open * (0.98 + 0.04 * chance.uniform()));
      const close = Math.min(CENTS_MAX, Math.max(CENTS_MIN, moved));
      const reach = Math.round(open * 0.01 * chance.uniform());
      writeBar(writer, owner, {
        date,
        open: money(open),
        high: money(Math.max(open, close) + reach),
        low: money(Math.min(open, close) - reach),
        close: money(close),
        volume: BigInt(chance.whole(1_000, 9_000_000)),
      });
      held += 1;
      open = close;
    }
    if (held >= ROWS_PER_COPY) await send();
  }
  if (held > 0) await send();
  return sent;
}
