import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate, type TradingDate } from '../../src/domain/tradingDate.js';
import { CsvProvider } from '../../src/ingestion/providers/csv.js';

/** A session of a price file; open, high and low lie around the close. */
export interface Row {
  readonly date: TradingDate;
  readonly close: number;
  readonly dividend?: number;
}

/** A repeatable path: one row for each New York session between two dates. */
export function path(from: string, to: string, { start = 100, swing = 0.01 } = {}): Row[] {
  let close = start;
  return sessionsBetween(tradingDate(from), tradingDate(to)).map((date, i) => {
    close *= 1 + 0.0003 + swing * Math.sin(i * 1.7) * Math.cos(i * 0.31);
    return { date, close: Number(close.toFixed(4)) };
  });
}

/** Changes the close of one date. */
export function restated(rows: readonly Row[], date: string, close: number): Row[] {
  return rows.map((row) => (row.date === date ? { ...row, close } : row));
}

function lineOf({ date, close, dividend = 0 }: Row): string {
  const prices = [close * 0.999, close * 1.01, close * 0.99, close].map((it) => it.toFixed(6));
  const volume = 1000 + (Number(date.slice(-2)) % 7) * 10;
  return [date, ...prices, '', volume, dividend].join(',');
}

const HEADER = 'date,open,high,low,close,adj_close,volume,dividend';

/** A temporary folder of price files. */
export class CsvFolder {
  readonly directory = mkdtempSync(join(tmpdir(), 'highwater-prices-'));

  provider(): CsvProvider {
    return new CsvProvider(this.directory);
  }

  write(symbol: string, rows: readonly Row[]): this {
    return this.writeText(symbol, `${[HEADER, ...rows.map(lineOf)].join('\n')}\n`);
  }

  /** Rows of `symbol,date,market_cap,shares_outstanding`. */
  writeCapitalisations(...rows: readonly string[]): this {
    const header = 'symbol,date,market_cap,shares_outstanding';
    return this.writeText('_market_caps', `${[header, ...rows].join('\n')}\n`);
  }

  writeText(symbol: string, text: string): this {
    writeFileSync(join(this.directory, `${symbol}.csv`), text);
    return this;
  }

  remove(symbol: string): this {
    rmSync(join(this.directory, `${symbol}.csv`));
    return this;
  }

  drop(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
