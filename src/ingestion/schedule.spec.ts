import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { CsvFolder, path } from '../../test/ingestion/csvFolder.js';
import { Pipeline } from '../../test/ingestion/pipeline.js';
import { tradingDate } from '../domain/tradingDate.js';
import { IndexStore } from '../store/indices.store.js';
import type { CsvProvider } from './providers/csv.js';
import { RefreshSchedule, type ScheduleLogger } from './schedule.js';

const NIGHTLY = '30 18 * * 1-5';
const NEW_YORK = 'America/New_York';
const FROM = '2024-02-01';
const TO = '2024-03-28';

class Log implements ScheduleLogger {
  readonly lines: string[] = [];
  log(message: string): void {
    this.lines.push(`log: ${message}`);
  }
  warn(message: string): void {
    this.lines.push(`warn: ${message}`);
  }
  error(message: string): void {
    this.lines.push(`error: ${message}`);
  }
}

let pipeline: Pipeline;
let folder: CsvFolder;
let log: Log;
const open: RefreshSchedule[] = [];

beforeAll(async () => void (pipeline = await Pipeline.open()));
afterAll(() => pipeline.drop());
beforeEach(async () => {
  await pipeline.reset();
  folder = new CsvFolder();
  folder.write('SPY', path(FROM, TO)).write('AGG', path(FROM, TO, { start: 40 }));
  log = new Log();
});
afterEach(async () => {
  jest.useRealTimers();
  for (const schedule of open.splice(0)) await schedule.stop();
  folder.drop();
});

function scheduleOf(provider: CsvProvider = folder.provider(), expression = NIGHTLY) {
  const refresh = pipeline.refreshOf(provider, { concurrency: 1 });
  const schedule = new RefreshSchedule(refresh, { expression, timeZone: NEW_YORK, logger: log });
  open.push(schedule);
  return { refresh, schedule };
}

/** Resolves when a line of the log matches. */
async function logged(pattern: RegExp): Promise<void> {
  while (!log.lines.some((line) => pattern.test(line))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A provider whose first answer waits until it is let go. */
function heldProvider(): { provider: CsvProvider; asked: Promise<void>; release: () => void } {
  const provider = folder.provider();
  const original = provider.fetchHistory.bind(provider);
  let [release, ask] = [(): void => undefined, (): void => undefined];
  const held = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (ask = resolve));
  provider.fetchHistory = async (request) => {
    ask();
    await held;
    return original(request);
  };
  return { provider, asked, release };
}

describe('whether a night was missed', () => {
  it.each([
    // Refreshed on Friday evening, asked again at …
    ['2024-03-01T23:30:00Z', '2024-03-01T23:31:00Z', false, 'a minute later'],
    ['2024-03-01T23:30:00Z', '2024-03-03T17:00:00Z', false, 'on Sunday'],
    ['2024-03-01T23:30:00Z', '2024-03-04T21:29:00Z', false, 'on Monday, before 16:30'],
    ['2024-03-01T23:30:00Z', '2024-03-04T21:30:00Z', true, 'on Monday at 16:30'],
    // After the clocks went forward on 10 March, 16:30 in New York is an hour earlier in UTC.
    ['2024-03-08T23:30:00Z', '2024-03-11T20:29:00Z', false, 'before 16:30 in summer time'],
    ['2024-03-08T23:30:00Z', '2024-03-11T20:30:00Z', true, 'at 16:30 in summer time'],
    // Good Friday and the weekend after it have no session.
    ['2024-03-28T22:30:00Z', '2024-03-31T22:30:00Z', false, 'on Easter Sunday'],
    ['2024-03-28T22:30:00Z', '2024-04-01T20:30:00Z', true, 'on Monday after Easter'],
    ['2024-02-16T22:00:00Z', '2024-02-19T23:00:00Z', false, "on Presidents' Day"],
  ])('refreshed at %s, at %s: %s (%s)', async (first, later, isBehind) => {
    const { refresh } = scheduleOf();
    expect(await refresh.isBehind()).toBe(true);
    pipeline.now = new Date(first);
    await refresh.run('command');
    pipeline.now = new Date(later);
    expect(await refresh.isBehind()).toBe(isBehind);
  });
});

describe('the schedule', () => {
  it('catches a missed night up when it starts, and not a second time', async () => {
    pipeline.now = new Date('2024-03-04T13:00:00Z');
    const { schedule } = scheduleOf();
    await schedule.start();
    await logged(/Refreshed 2 assets to 2024-03-01: 2 stored/);
    expect(await pipeline.query('select trigger, status from refresh_runs')).toEqual([
      { trigger: 'catch-up', status: 'completed' },
    ]);
    await schedule.catchUp();
    expect(await pipeline.runs()).toHaveLength(1);
  });

  it.each([
    ['2024-03-08T20:00:00Z', '2024-03-08T23:30:00.000Z', 'winter: 18:30 is 23:30 UTC'],
    ['2024-03-08T23:31:00Z', '2024-03-11T22:30:00.000Z', 'over the weekend into summer time'],
    ['2024-11-01T22:31:00Z', '2024-11-04T23:30:00.000Z', 'over the weekend out of it'],
  ])('at %s is due at %s (%s)', async (now, due) => {
    const { schedule, refresh } = scheduleOf();
    refresh.isBehind = () => Promise.resolve(false);
    jest.useFakeTimers({ now: new Date(now), doNotFake: ['nextTick', 'setImmediate'] });
    await schedule.start();
    expect(schedule.nextRunAt?.toISOString()).toBe(due);
    await schedule.stop();
    expect(schedule.nextRunAt).toBeNull();
  });

  it('runs when it is due, once a time, by itself', async () => {
    await pipeline.run(folder.provider());
    const { schedule } = scheduleOf(folder.provider(), '* * * * * *');
    await schedule.start();
    await logged(/nothing new, the snapshot as of 2024-03-01 stays/);
    await schedule.stop();
    const triggers = await pipeline.query<{ trigger: string }>('select trigger from refresh_runs');
    expect(triggers.map(({ trigger }) => trigger)).toContain('schedule');
  });

  it('does not begin a second refresh while one runs', async () => {
    const { provider, asked, release } = heldProvider();
    const { schedule } = scheduleOf(provider, '* * * * * *');
    await schedule.start();
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await pipeline.runs()).toHaveLength(1);
    expect(new Set(log.lines)).toEqual(
      new Set(['warn: task still running, new execution blocked by overlap prevention!']),
    );
    release();
    await logged(/2 stored/);
  });

  it('stops a refresh after the asset in hand, and the next one resumes it', async () => {
    const { provider, asked, release } = heldProvider();
    const { schedule } = scheduleOf(provider);
    await schedule.start();
    await asked;
    const stopped = schedule.stop();
    release();
    await stopped;
    expect(log.lines).toEqual(['log: The refresh was stopped; the next resumes it.']);
    expect((await pipeline.runs())[0]).toMatchObject({ status: 'running' });
    const result = await pipeline.run(folder.provider());
    expect(result).toMatchObject({ isResumed: true, totals: { assets: 2, failed: 0 } });
  });

  it('tells what failed and throws nothing', async () => {
    folder.writeText('AGG', 'nonsense');
    const { schedule } = scheduleOf();
    await schedule.catchUp();
    expect(log.lines).toEqual([
      expect.stringMatching(/^warn: AGG: AGG\.csv, line 1: .*\(PROVIDER_MALFORMED\)$/),
      expect.stringMatching(/^log: Refreshed 2 assets .* 1 failed/),
    ]);
    folder.remove('AGG').remove('SPY');
    pipeline.now = new Date('2024-03-05T23:00:00Z');
    await schedule.catchUp();
    expect(log.lines.at(-1)).toMatch(/^error: The refresh failed: There is no asset to refresh/);
  });

  it('computes indices between prices and figures, and tells what keeps one from it', async () => {
    const indices = new IndexStore(pipeline.database);
    const base = { name: 'An index', description: '', strategy: null, currency: 'USD' } as const;
    const rule = { ...base, baseDate: tradingDate(FROM), baseValue: '100', parameters: {} };
    await indices.save({ ...rule, slug: 'even', kind: 'equal-weighted' });
    await indices.save({ ...rule, slug: 'by-size', kind: 'cap-weighted' });
    const { schedule } = scheduleOf();
    await schedule.catchUp();
    expect(log.lines).toEqual([
      expect.stringMatching(/^warn: index by-size: Up to 2024-03-01 the index .*\(INDEX_EMPTY\)$/),
      expect.stringContaining('; 1 of 2 indices computed, 1 could not be; published'),
    ]);
    const figures = await pipeline.query(
      `select m.observations from risk_metrics m join indices i on i.id = m.index_id
       where i.slug = 'even' and m."window" = 'max'`,
    );
    expect(figures).toEqual([{ observations: 20 }]);
  });

  it('tells that the database is gone instead of ending the process', async () => {
    const other = await Pipeline.open();
    const refresh = other.refreshOf(folder.provider());
    await other.drop();
    const schedule = new RefreshSchedule(refresh, {
      expression: NIGHTLY,
      timeZone: NEW_YORK,
      logger: log,
    });
    open.push(schedule);
    await schedule.catchUp();
    expect(log.lines).toEqual([expect.stringMatching(/^error: The catch-up could not begin/)]);
  });
});
