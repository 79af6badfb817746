import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCatalog, type Relation } from './schema/catalog.js';
import { schemaDocument } from './schema/document.js';
import { MAPPING } from './schema/mapping.js';
import { openTestDatabase, type TestDatabase } from './testDatabase.js';

const DOCUMENT = 'docs/schema.md';

let test: TestDatabase;
let relations: Relation[];
beforeAll(async () => {
  test = await openTestDatabase();
  relations = await readCatalog(test.database.session);
  if (process.env['HIGHWATER_TEST_WRITE_DOCS'] !== undefined) {
    writeFileSync(DOCUMENT, schemaDocument(relations));
  }
});
afterAll(() => test.drop());

describe('docs/schema.md', () => {
  it('is what the catalog says: npm run docs writes it anew', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(schemaDocument(relations));
  });

  it('says where every name of the mapping is', () => {
    const lost = MAPPING.flatMap(({ table, names, test: spec }) => {
      const relation = relations.find(({ name }) => name === table);
      const known = new Set(
        [...(relation?.columns ?? []), ...(relation?.rules ?? [])].map(({ name }) => name),
      );
      return [
        ...names.filter((name) => !known.has(name)).map((name) => `${table} has no ${name}`),
        ...(existsSync(spec) ? [] : [`${spec} is not there`]),
      ];
    });
    expect(lost).toEqual([]);
  });

  it('maps every model of the source schemas', () => {
    const models = new Set(MAPPING.map(({ model }) => model));
    for (const model of [
      'User',
      'Asset',
      'Price',
      'IndexValue',
      'Allocation',
      'StrategyConfig',
      'RiskMetrics',
      'MarketCapData',
      'Portfolio',
      'PortfolioHolding',
      'Strategy',
      'Backtest',
      'PerformanceMetrics',
      'MarketData',
      'ETFInfo',
    ]) {
      expect(models).toContain(model);
    }
  });
});
