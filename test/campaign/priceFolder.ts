import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionsBetween } from '../../src/domain/tradingCalendar.js';
import { tradingDate } from '../../src/domain/tradingDate.js';
import { randomStream, seedOf } from '../../src/ingestion/simulated/random.js';

const SYMBOLS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH', 'III', 'JJJ', 'KKK'];
/** What the folder's assets are measured against. */
export const CAMPAIGN_BENCHMARK = 'AAA';
const BARS = 1500;
const SESSIONS = sessionsBetween(tradingDate('2015-01-02'), tradingDate('2021-12-31'));
/** The first delivery and the changed ones that follow it. */
export const DELIVERIES = 5;

const DIVIDEND_EVERY = 63;
const SPLIT_ROW = 700;
/** The row whose price the n-th restatement changes: far back, where only a full fetch looks. */
const restatedRow = (restatement: number): number => 400 + 100 * restatement;

interface Delivery {
  /** Days that have been added since the first delivery. */
  readonly added: number;
  readonly restatements: number;
}

/** Deliveries alternately add a day and restate a bar. */
function deliveryOf(index: number): Delivery {
  return { added: Math.ceil(index / 2), restatements: Math.floor(index / 2) };
}

/** One line per session, split-adjusted; the same on every machine. */
function priceLines(symbol: string, position: number, { added, restatements }: Delivery): string[] {
  const random = randomStream(seedOf(`campaign ${symbol}`));
  let close = 40 + 5 * position;
  return SESSIONS.slice(0, BARS + added).map((date, row) => {
    close *= Math.exp(0.0003 + 0.01 * random.normal());
    const restated = position % 2 === 1 && row > 0 && isRestated(row, restatements);
    const shown = restated ? close * 1.01 : close;
    const [open, high, low] = [shown * 0.999, shown * 1.006, shown * 0.993];
    const dividend = row % DIVIDEND_EVERY === 10 + position ? (close * 0.004).toFixed(4) : '0';
    const cells = [open, high, low, shown].map((price) => price.toFixed(6));
    const volume = 100_000 + Math.floor(random.uniform() * 900_000);
    return [date, ...cells, '', volume, dividend].join(',');
  });
}

function isRestated(row: number, restatements: number): boolean {
  for (let i = 0; i < restatements; i += 1) if (restatedRow(i) === row) return true;
  return false;
}

/** Rows that quality refuses: out of order, on a Saturday, unreadable, without a close. */
const BAD_LINES = [
  '2016-03-05,10,11,9,10,,100,0',
  '2016-02-30,10,11,9,10,,100,0',
  '2014-12-31,10,9,11,10,,100,0',
  '2014-12-30,10,11,9,,,100,0',
];

/**
 * Writes the whole folder of the `index`-th delivery, from 0 on: eleven files of prices with
 * dividends and bad rows, one that splits, metadata. In euros, so that no finding depends on the
 * day on which the campaign is run.
 */
export function writeDelivery(directory: string, index: number): void {
  mkdirSync(directory, { recursive: true });
  const delivery = deliveryOf(index);
  SYMBOLS.forEach((symbol, position) => {
    const lines = ['date,open,high,low,close,adj_close,volume,dividend'];
    lines.push(...priceLines(symbol, position, delivery));
    if (position % 3 === 0) lines.push(...BAD_LINES);
    writeFileSync(join(directory, `${symbol}.csv`), `${lines.join('\n')}\n`);
  });
  const split = `symbol,ex_date,new_shares_per_old\nBBB,${String(SESSIONS[SPLIT_ROW])},2\n`;
  writeFileSync(join(directory, '_splits.csv'), split);
  const assets = SYMBOLS.map((symbol) => `${symbol},Fund ${symbol},etf,,EUR,XETRA,Mixed,Own,0.002`);
  const header = 'symbol,name,type,sector,currency,exchange,category,issuer,expense_ratio';
  writeFileSync(join(directory, '_assets.csv'), `${[header, ...assets].join('\n')}\n`);
}
