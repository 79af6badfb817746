import { Dec, type Decimal } from '../../domain/decimals.js';
import { isTradingDate, type TradingDate } from '../../domain/tradingDate.js';

const NUMBER = /^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,2})?$/i;

/** A cell that is not what its column holds. */
export class UnreadableCell extends Error {
  constructor(
    readonly column: string,
    readonly text: string,
  ) {
    super(`${column} is "${text.slice(0, 60)}"`);
  }
}

/** The number of a cell; null where it is blank. @throws UnreadableCell */
export function numberCell(
  cells: Readonly<Record<string, string>>,
  column: string,
): Decimal | null {
  const text = cells[column] ?? '';
  if (text === '') return null;
  if (!NUMBER.test(text)) throw new UnreadableCell(column, text);
  return new Dec(text);
}

/** The date of a cell, `YYYY-MM-DD`. @throws UnreadableCell */
export function dateCell(cells: Readonly<Record<string, string>>, column: string): TradingDate {
  const text = cells[column] ?? '';
  if (!isTradingDate(text)) throw new UnreadableCell(column, text);
  return text;
}
