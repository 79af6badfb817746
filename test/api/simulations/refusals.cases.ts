import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from '../../../src/api/application.js';
import { Identity } from '../../../src/identity/identity.js';
import { NOW, type TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';
import { storeCloses } from './simulated.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

const ask = (query: string) => app.get(`/v1/what-if?${query}`);

describe('what cannot be asked', () => {
  it.each([
    ['weights=SPY:60,AGG:40', 'INVALID_PARAMETER', 'weights are fractions, 0.6 for 60 percent'],
    ['weights=SPY:60%25', 'INVALID_PARAMETER', 'weights are fractions, 0.6 for 60 percent'],
    ['weights=SPY:0.7,AGG:0.4', 'INVALID_PARAMETER', 'comes to 1.1 together'],
    ['weights=SPY:0.5,spy:0.5', 'INVALID_PARAMETER', 'names SPY more than once'],
    ['weights=SPY:-0.5', 'INVALID_PARAMETER', 'nothing is sold short'],
    ['weights=SPY:0.5,AGG', 'INVALID_PARAMETER', 'AGG not like them'],
    ['weights=SPY:0', 'INVALID_PARAMETER', 'weighs nothing'],
    [
      `weights=${Array.from({ length: 51 }, (_, i) => `A${i}`).join(',')}`,
      'INVALID_PARAMETER',
      '50',
    ],
    ['rebalance=monthly', 'INVALID_PARAMETER', '"weights" is missing'],
    ['weights=SPY&weights=AGG', 'REPEATED_PARAMETER', 'more than once'],
    [
      'weights=SPY&lookback=5',
      'UNKNOWN_PARAMETER',
      'with buy-and-hold: this address takes weights',
    ],
    ['weights=SPY&strategy=bands&lokback=5', 'UNKNOWN_PARAMETER', 'absoluteBand, relativeBand, st'],
    ['weights=SPY&knownAt=2024-01-01', 'UNKNOWN_PARAMETER', 'knownAt'],
    ['weights=SPY&strategy=magic', 'INVALID_PARAMETER', 'it accepts buy-and-hold'],
    ['weights=SPY&strategy=momentum&lookback=x', 'INVALID_PARAMETER', 'a whole number from 3'],
    ['weights=SPY&strategy=momentum&skip=300', 'INVALID_PARAMETER', 'must be less than lookback'],
    [
      'weights=SPY&strategy=bands&rebalance=monthly',
      'INVALID_PARAMETER',
      'beside the strategy bands',
    ],
    ['weights=SPY&rebalance=monthly&frequency=daily', 'INVALID_PARAMETER', 'beside frequency'],
    ['weights=SPY&contribution=5&contributionFraction=0.1', 'INVALID_PARAMETER', 'one of the two'],
    ['weights=SPY&withdrawalGrowth=0.1', 'INVALID_PARAMETER', 'without withdrawal'],
    ['weights=SPY&initialCapital=1.005', 'INVALID_PARAMETER', 'two decimal places'],
    ['weights=SPY&initialCapital=0', 'INVALID_PARAMETER', 'an amount from 0.01'],
    ['weights=SPY&feeBps=-1', 'INVALID_PARAMETER', 'from 0 to 10000'],
    ['weights=SPY&include=everything', 'INVALID_PARAMETER', 'series, weights, trades'],
    ['weights=SPY&metrics=magic', 'INVALID_PARAMETER', 'no metric'],
    ['weights=SPY&from=2024-02-01&to=2024-01-01', 'INVALID_PARAMETER', 'is after "to"'],
    ['weights=SPY&from=2030-01-01', 'EMPTY_RANGE', 'widen the range'],
    ['weights=EMPTY', 'NO_HISTORY', 'leave it out'],
    ['weights=SPY&strategy=momentum&safeAsset=EMPTY', 'NO_HISTORY', 'leave it out'],
    ['weights=SPY&strategy=glide-path&stocks=SPY&bonds=SPY', 'STRATEGY_GROUPS_UNCLEAR', 'both'],
  ])('%s', async (query, code, sentence) => {
    const { status, json } = await ask(query);
    expect([status, json.code]).toEqual([400, code]);
    expect(json.detail).toContain(sentence);
  });

  it('is answered with 404 where it is not there', async () => {
    for (const [query, code] of [
      ['weights=NOPE', 'ASSET_NOT_FOUND'],
      ['weights=SPY&benchmark=nope', 'BENCHMARK_NOT_FOUND'],
      ['weights=SPY&riskFreeRate=NOPE', 'RATES_NOT_FOUND'],
    ]) {
      const { status, json } = await ask(query!);
      expect([query, status, json.code]).toEqual([query, 404, code]);
    }
  });

  it('is more than two seconds of work', async () => {
    const dates = Int32Array.from({ length: 1000 }, (_, i) => 18_000 + i);
    const column = Float64Array.from(dates, (_, i) => 100 + Math.sin(i));
    const symbols = Array.from({ length: 50 }, (_, i) => `COSTLY${i}`);
    for (const symbol of symbols) await storeCloses(symbol, dates, column);
    const query = `weights=${symbols.join(',')}&strategy=maximum-sharpe`;
    const { status, json } = await ask(`${query}&frequency=daily`);
    expect([status, json.code]).toEqual([400, 'WHAT_IF_TOO_COSTLY']);
    expect(json.detail).toMatch(/50 assets over 1000 sessions with 1000 decisions of maximum-sh/);
    expect(json.detail).toMatch(/a coarser frequency than daily/);
  });

  it('is an index, which nobody can hold', async () => {
    await app.database.session.execute(
      `insert into indices (id, slug, name, description, kind, currency, base_date, base_value, parameters)
       values (gen_random_uuid(), 'us-large', 'Large', '', 'cap-weighted', 'USD', '2023-01-03', 100, '{}')`,
    );
    const { status, json } = await ask('weights=us-large:1');
    expect([status, json.code]).toEqual([400, 'INDEX_NOT_HELD']);
  });

  it('is in two currencies', async () => {
    await storeCloses('EURO', Int32Array.of(19_700, 19_703), Float64Array.of(1, 2));
    await app.database.session.execute("update assets set currency = 'EUR' where symbol = 'EURO'");
    const { status, json } = await ask('weights=SPY,EURO');
    expect([status, json.code]).toEqual([400, 'CURRENCIES_MIXED']);
    expect(json.detail).toContain('EURO is in EUR and SPY in USD');
  });

  it('is more than is run at once', async () => {
    const busy: NestFastifyApplication = await createHttpApplication({
      database: app.database,
      clock: () => NOW,
      nextUpdateAt: () => null,
      identity: app.application.get(Identity),
      simulations: { threads: 0, waitingMax: 0 },
      logger: false,
    });
    const answer = await busy.inject({ method: 'GET', url: '/v1/what-if?weights=SPY' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      503,
      'REPORTS_BUSY',
    ]);
    expect(answer.headers['retry-after']).toBe('30');
    await busy.close();
  });
});
