import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SampleInputs } from '../../analytics/frames/sampleInputs.js';
import { fromEpochDay } from '../../domain/tradingDate.js';

export const inputRow = z
  .object({
    date: z.iso.date(),
    price: z.number().describe('Adjusted for splits and distributions; an index: its value.'),
    return: z.number().nullable().describe('From the row before to this one; null in the first.'),
    benchmarkReturn: z
      .number()
      .nullable()
      .describe('Of the same period; null where the benchmark has none.'),
    riskFree: z.number().nullable().describe('The risk-free return of the period.'),
  })
  .meta({ id: 'InputRow' });
export type InputRow = z.infer<typeof inputRow>;

/** How {@link inputsHash} is reckoned, for who wants to reckon it again. */
export const HASH_RECIPE =
  'SHA-256, in hexadecimal, of the text that has one line per row: date, price, return, ' +
  'benchmarkReturn and riskFree with commas between and a line feed (U+000A) after each line, the ' +
  'last included. A number is the 16 small hexadecimal digits of its IEEE 754 double, most ' +
  'significant byte first (1 is 3ff0000000000000); null is nothing. No header, no spaces.';

/** A sample's columns as rows, the base first. */
export function inputRows(inputs: SampleInputs): InputRow[] {
  const { dates, prices, returns, benchmarkReturns, riskFreeReturns } = inputs;
  return Array.from(dates, (day, i) => ({
    date: fromEpochDay(day),
    price: prices[i] as number,
    return: returns[i - 1] ?? null,
    benchmarkReturn: benchmarkReturns[i - 1] ?? null,
    riskFree: riskFreeReturns[i - 1] ?? null,
  }));
}

const bytes = Buffer.alloc(8);

function canonical(value: number | null): string {
  if (value === null) return '';
  // JSON knows no −0, and so the text does not either.
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  return bytes.toString('hex');
}

/** The hash of rows. @see HASH_RECIPE */
export function inputsHash(rows: readonly InputRow[]): string {
  const hash = createHash('sha256');
  for (const { date, price, return: earned, benchmarkReturn, riskFree } of rows) {
    const numbers = [price, earned, benchmarkReturn, riskFree].map(canonical);
    hash.update(`${date},${numbers.join(',')}\n`);
  }
  return hash.digest('hex');
}
