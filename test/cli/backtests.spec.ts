import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runPendingBacktests } from '../../src/analytics/recompute/backtests/runPending.js';
import { requestBacktest } from '../../src/analytics/recompute/backtests/requestBacktest.js';
import { BacktestStore } from '../../src/store/backtests.store.js';
import { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { highwater, HighwaterProcess } from '../campaign/highwaterProcess.js';
import { BacktestWarehouse } from '../store/storedBacktests.js';
import { describeCommands, Installation, jsonOf, textOf } from './settings.js';

const EXIT_FAILED = 3;
/** More work than a child ends before it is killed. */
const WAITING = 16;
/** A child is killed this long after it has begun, then twice as long, until one had a backtest. */
const FIRST_KILL_MS = 100;
const KILLS_MAX = 7;

describeCommands('highwater backtest', () => {
  const own = new Installation().furnish();
  const command = (...args: string[]) => highwater(args, own.settings);

  async function inside<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await Database.open({ url: null, home: own.home, poolMax: 1 });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  beforeAll(() =>
    inside(async (database) => {
      await migrate(database);
      await BacktestWarehouse.fill(database);
    }),
  );
  afterAll(() => own.drop());

  it('imports a portfolio, runs a strategy on it, and shows what came of it', async () => {
    const file = join(own.home, 'mine.csv');
    writeFileSync(file, 'symbol,allocation\nAAA,0.25\nSPY,0.75\n');
    const imported = await command('portfolio', 'import', file, '--user', 'ann@example.org');
    expect(textOf(imported)).toMatch(/: added, 2 holdings\.$/m);
    const [id = ''] = imported.stdout.split(':');
    const options = '{"costs":{"commissionBps":10}}';
    const asked = ['--portfolio', id, '--strategy', 'rebalance', '--capital', '5000'];
    const ran = await command('backtest', 'run', ...asked, '--options', options, '--json');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const backtest = jsonOf(ran);
    expect(backtest).toMatchObject({
      status: 'completed',
      initialCapital: '5000.00',
      results: { request: { options: { costs: { commissionBps: 10 } } } },
    });
    const shown = textOf(await command('backtest', 'show', String(backtest['id'])));
    expect(shown).toContain('portfolio  mine by rebalance, version 1');
    expect(shown).toMatch(/equity {5}\d+\.\d\d, -?\d+\.\d\d % in all/);
  });

  it('says why one fails, lists it and makes it pending again', async () => {
    const asked = ['--portfolio', 'half-half', '--strategy', 'rebalance', '--from', '2030-01-02'];
    const failed = await command('backtest', 'run', ...asked);
    expect(failed.code).toBe(EXIT_FAILED);
    expect(textOf(failed)).toContain('(EMPTY_RANGE)');
    const listed = jsonOf(await command('backtest', 'list', '--status', 'failed', '--json'));
    const [{ id } = { id: '' }] = listed['backtests'] as { id: string }[];
    expect(textOf(await command('backtest', 'retry', id))).toContain(`${id} is pending`);
  });

  it('leaves nothing running for ever when it is killed', async () => {
    await inside(async (database) => {
      const store = new BacktestStore(database);
      const asked = { portfolio: 'half-half', strategy: 'rebalance', parameters: {} };
      const open = { fromDate: null, toDate: null, initialCapital: null };
      await database.session.execute('delete from backtests');
      for (let i = 0; i < WAITING; i += 1) {
        await store.giveBack(await requestBacktest(database, { ...asked, ...open }));
      }
    });
    for (let kills = 1; ; kills += 1) {
      const child = new HighwaterProcess(['worker'], own.settings);
      await child.printed(/works off backtests/);
      await delay(FIRST_KILL_MS * 2 ** (kills - 1));
      child.kill('SIGKILL');
      expect((await child.ended).signal).toBe('SIGKILL');
      const left = await inside(async (database) => {
        const warehouse = await BacktestWarehouse.of(database);
        const running = (await warehouse.rows()).filter(({ status }) => status === 'running');
        if (running.length === 0 && kills < KILLS_MAX) return null;
        await database.session.execute(
          `update backtests set lease_until = now() - interval '1 second' where status = 'running'`,
        );
        const { completed, failed } = await runPendingBacktests(database);
        return { running, completed, failed, rows: await warehouse.rows() };
      });
      if (left === null) continue;
      expect([left.running.length, left.failed]).toEqual([1, 0]);
      expect(left.completed).toBeGreaterThan(0);
      expect(left.rows.filter(({ status }) => status === 'completed')).toHaveLength(WAITING);
      const taken = left.rows.find(({ id }) => id === left.running[0]!.id);
      expect(taken).toMatchObject({ status: 'completed', attempts: 2 });
      expect(new Set(left.rows.map(({ results }) => results)).size).toBe(1);
      break;
    }
  });
});
