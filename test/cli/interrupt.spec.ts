import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { highwater, HighwaterProcess } from '../campaign/highwaterProcess.js';
import { ScriptedServer, type ScriptedResponse } from '../providers/scriptedServer.js';
import { describeCommands, Installation, jsonOf, textOf } from './settings.js';

const EXIT_INTERRUPTED = 130;
/** An interrupted command ends within this; what it waits for, and PGlite's timer, take a minute. */
const PATIENCE_MS = 30_000;

describeCommands('Ctrl-C', () => {
  let own: Installation;
  let yahoo: ScriptedServer;
  let isAsked: Promise<void>;
  const started: HighwaterProcess[] = [];

  beforeEach(async () => {
    own = new Installation().furnish();
    yahoo = await ScriptedServer.start();
    isAsked = new Promise((resolve) => {
      yahoo.otherwise((): ScriptedResponse => {
        resolve();
        return { delayMs: 60_000 };
      });
    });
  });
  afterEach(async () => {
    for (const one of started.splice(0)) one.kill('SIGKILL');
    await yahoo.close();
    own.drop();
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('(%s) ends a refresh, which resumes', async (signal) => {
    const settings = {
      HIGHWATER_HOME: own.home,
      MARKET_DATA_PROVIDER: 'yahoo',
      UNIVERSE: 'SPY',
      YAHOO_QUERY1_URL: yahoo.url,
      YAHOO_QUERY2_URL: yahoo.url,
      YAHOO_COOKIE_URL: yahoo.url,
    };
    const running = new HighwaterProcess(['refresh'], settings);
    started.push(running);
    await isAsked;
    const pressedAt = performance.now();
    running.kill(signal);
    const ended = await running.ended;
    expect([ended.code, ended.signal]).toEqual([EXIT_INTERRUPTED, null]);
    expect(performance.now() - pressedAt).toBeLessThan(PATIENCE_MS);
    expect(textOf(ended)).toContain('the next refresh resumes');
    const status = jsonOf(await highwater(['status', '--json'], settings));
    expect(status).toMatchObject({ lastRun: { status: 'running', error: null } });

    yahoo.otherwise(() => ({ status: 404, body: 'gone' }));
    const resumed = await highwater(['refresh', '--json'], settings);
    expect(resumed.code).toBe(5);
    expect(jsonOf(resumed)).toMatchObject({ isResumed: true, totals: { assets: 1, failed: 1 } });
  });

  it('ends the service with code 0, and leaves no lock behind', async () => {
    own.write('SPY');
    const settings = { ...own.settings, PORT: '0' };
    const service = new HighwaterProcess(['serve'], settings);
    started.push(service);
    const [, url] = await service.printed(/serves (http:\S+)/);
    expect((await fetch(`${url!}/health/live`)).status).toBe(200);
    const pressedAt = performance.now();
    service.kill('SIGINT');
    const ended = await service.ended;
    expect([ended.code, ended.signal]).toEqual([0, null]);
    expect(performance.now() - pressedAt).toBeLessThan(PATIENCE_MS);
    textOf(ended);
    expect((await highwater(['refresh'], settings)).code).toBe(0);
  });
});
