import { isSameBar, toBarColumns, type BarColumns } from '../../domain/barColumns.js';
import { isSameAction, type CorporateAction } from '../../domain/corporateAction.js';
import type { PriceBar } from '../../domain/priceBar.js';
import { fromEpochDay, type TradingDate } from '../../domain/tradingDate.js';

/** What a delivery changes in what is stored. */
export interface BarDiff {
  readonly added: readonly PriceBar[];
  readonly replaced: readonly { readonly bar: PriceBar; readonly before: StoredBar }[];
  /** Stored dates inside the delivered range that the delivery no longer has. They are kept. */
  readonly vanished: readonly TradingDate[];
}

export interface StoredBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * Compares delivered bars with the stored ones of the same range.
 * @param stored rows from the delivery's first date on
 * @param bars ascending by date
 */
export function diffBars(stored: BarColumns, bars: readonly PriceBar[]): BarDiff {
  const delivered = toBarColumns(bars);
  const added: PriceBar[] = [];
  const replaced: { bar: PriceBar; before: StoredBar }[] = [];
  const vanished: TradingDate[] = [];
  const lastDelivered = delivered.dates.at(-1) ?? -Infinity;
  let row = 0;
  const skipTo = (day: number): void => {
    for (; row < stored.dates.length && (stored.dates[row] as number) < day; row += 1) {
      if ((stored.dates[row] as number) <= lastDelivered) {
        vanished.push(fromEpochDay(stored.dates[row] as number));
      }
    }
  };
  bars.forEach((bar, i) => {
    skipTo(delivered.dates[i] as number);
    if (stored.dates[row] !== delivered.dates[i]) added.push(bar);
    else {
      if (!isSameBar(stored, row, delivered, i))
        replaced.push({ bar, before: storedBar(stored, row) });
      row += 1;
    }
  });
  skipTo(lastDelivered + 1);
  return { added, replaced, vanished };
}

function storedBar(columns: BarColumns, row: number): StoredBar {
  return {
    open: columns.open[row] as number,
    high: columns.high[row] as number,
    low: columns.low[row] as number,
    close: columns.close[row] as number,
    volume: columns.volume[row] as number,
  };
}

export interface ActionDiff {
  readonly added: readonly CorporateAction[];
  readonly replaced: readonly {
    readonly action: CorporateAction;
    readonly before: CorporateAction;
  }[];
  readonly vanished: readonly CorporateAction[];
}

/** Compares delivered actions with the stored ones of the same range; vanished ones are kept. */
export function diffActions(
  stored: readonly CorporateAction[],
  delivered: readonly CorporateAction[],
): ActionDiff {
  const keyOf = ({ exDate, kind }: CorporateAction): string => `${exDate} ${kind}`;
  const before = new Map(stored.map((action) => [keyOf(action), action]));
  const added: CorporateAction[] = [];
  const replaced: { action: CorporateAction; before: CorporateAction }[] = [];
  for (const action of delivered) {
    const known = before.get(keyOf(action));
    if (known === undefined) added.push(action);
    else if (!isSameAction(known, action)) replaced.push({ action, before: known });
    before.delete(keyOf(action));
  }
  return { added, replaced, vanished: [...before.values()] };
}
