import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openTestDatabase, type TestDatabase } from '../../test/store/testDatabase.js';
import { SEVERITIES, type Finding } from '../domain/finding.js';
import { tradingDate } from '../domain/tradingDate.js';
import { AssetStore } from './assets.store.js';
import { newId } from './entities/columns.js';
import { findingFingerprint, recordFindings } from './findings.store.js';
import { seed } from '../../test/builders/propertyRuns.js';

const RUN = newId();
const NOW = new Date('2024-01-09T02:00:00.123Z');

let test: TestDatabase;
let assetId: string;
beforeAll(async () => {
  test = await openTestDatabase();
  assetId = (await new AssetStore(test.database).ensure(['SPY'])).get('SPY') as string;
});
afterAll(() => test.drop());
beforeEach(() => test.database.session.execute('delete from quality_findings'));

const finding = (changes: Partial<Finding> = {}): Finding => ({
  symbol: 'SPY',
  code: 'price-order',
  severity: 'error',
  tradeDate: tradingDate('2024-01-08'),
  message: 'The low is above the close: the bar was refused.',
  detail: { low: '9' },
  ...changes,
});
const record = (...findings: Finding[]): Promise<number> =>
  recordFindings(test.database.session, assetId, RUN, findings, NOW);

describe(`recordFindings, seed ${seed} (FC_SEED=${seed} repeats it)`, () => {
  it('records what is new and counts it', async () => {
    expect(await record()).toBe(0);
    expect(await record(finding())).toBe(1);
    expect(await record(finding(), finding({ tradeDate: null }))).toBe(1);
    expect(await record(finding(), finding({ tradeDate: null }))).toBe(0);
  });

  it('records one that is told twice at once only once', async () => {
    expect(await record(finding(), finding())).toBe(1);
  });

  it('keeps findings of different code, date or sentence apart, and no other difference', () => {
    const others: Partial<Finding>[] = [
      { code: 'price-jump' },
      { tradeDate: null },
      { message: 'Another.' },
    ];
    const prints = [finding(), ...others.map(finding)].map(findingFingerprint);
    expect(new Set(prints).size).toBe(4);
    expect(prints.every((it) => /^[0-9a-f]{64}$/.test(it))).toBe(true);
    expect(findingFingerprint(finding({ severity: 'info', detail: {} }))).toBe(prints[0]);
  });

  it('keeps the first telling of a finding', async () => {
    await record(finding());
    await recordFindings(
      test.database.session,
      assetId,
      newId(),
      [finding({ detail: {} })],
      new Date(),
    );
    const rows = await test.database.session.query('select run_id, detail from quality_findings');
    expect(rows).toEqual([{ run_id: RUN, detail: { low: '9' } }]);
  });

  it('keeps every word and value as it was told', async () => {
    const word = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((it) => !/\0|^\ufeff/.test(it));
    const odd = fc.constantFrom('', 'NULL', 'null', '{}', '{a,b}', '"', '\\', "'", ' ', ',', '\n');
    const any: fc.Arbitrary<Finding> = fc.record({
      symbol: fc.constant('SPY'),
      code: fc.constantFrom('price-order', 'NULL', ''),
      severity: fc.constantFrom(...SEVERITIES),
      tradeDate: fc.constantFrom(null, tradingDate('2024-01-08'), tradingDate('1999-12-31')),
      message: fc.oneof(word, odd),
      detail: fc.dictionary(
        fc.oneof(word, odd),
        fc.oneof(word, odd, fc.constant(null), fc.integer()),
      ),
    });
    const property = fc.asyncProperty(
      fc.array(any, { minLength: 1, maxLength: 20 }),
      async (all) => {
        await test.database.session.execute('delete from quality_findings');
        const distinct = new Map(all.toReversed().map((it) => [findingFingerprint(it), it]));
        expect(await record(...all)).toBe(distinct.size);
        for (const [fingerprint, told] of distinct) {
          // Compared by the database: JSON.parse of Node 24.21 mixes up keys of one escaped letter.
          const rows = await test.database.session.query(
            `select code, severity, trade_date, message, detail = $2::jsonb as "isSameDetail"
             from quality_findings where fingerprint = $1`,
            [fingerprint, JSON.stringify(told.detail)],
          );
          const { code, severity, tradeDate, message } = told;
          expect(rows).toEqual([
            { code, severity, trade_date: tradeDate, message, isSameDetail: true },
          ]);
        }
      },
    );
    await fc.assert(property, { seed, numRuns: 25 });
  });
});
