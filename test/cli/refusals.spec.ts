import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  highwater,
  HighwaterProcess,
  PROJECT_ROOT,
  type Environment,
} from '../campaign/highwaterProcess.js';
import { describeCommands, Installation, textOf } from './settings.js';

const PASSWORD = 'correct-horse-battery';

describeCommands('what highwater refuses', () => {
  let own: Installation;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    own = new Installation().furnish();
    // Takes connections and says nothing that PostgreSQL would say.
    server = createServer((socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    url = `postgresql://operator:${PASSWORD}@127.0.0.1:${port}/highwater`;
  });
  afterAll(async () => {
    own.drop();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each<[string, string[], Environment, RegExp]>([
    ['an unknown command', ['refrsh'], {}, /Did you mean refresh/],
    ['an unknown option', ['refresh', '--fast'], {}, /--fast/],
    ['a misspelt setting', ['status'], { REFRESH_CORN: '* * * * *' }, /REFRESH_CRON/],
    ['a port that is none', ['serve'], { PORT: 'eighty' }, /PORT="eighty" is refused/],
    ['csv without a folder', ['refresh'], { MARKET_DATA_PROVIDER: 'csv' }, /MARKET_DATA_CSV_DIR/],
    ['a folder that is not there', ['refresh'], { MARKET_DATA_CSV_DIR: '/nowhere' }, /_CSV_DIR/],
    ['a time zone of another planet', ['status'], { REFRESH_TIME_ZONE: 'Mars/Base' }, /TIME_ZONE/],
    ['an address that is none', ['status'], { DATABASE_URL: `x:${PASSWORD}` }, /DATABASE_URL/],
  ])('%s, with code 2 and a sentence', async (_what, args, settings, expected) => {
    const ended = await highwater(args, { HIGHWATER_HOME: own.home, ...settings });
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(textOf(ended)).toMatch(expected);
    expect(textOf(ended)).not.toContain(PASSWORD);
  });

  it('an empty folder of prices, with code 2', async () => {
    const ended = await highwater(['refresh', '--json'], own.settings);
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.stderr)).toMatchObject({ error: { code: 'EMPTY_UNIVERSE' } });
  });

  it('every problem with the settings at once, as JSON where asked', async () => {
    const wrong = { PORT: '-1', REFRESH_CONCURRENCY: 'many', HIGHWATER_HOME: own.home };
    const ended = await highwater(['status', '--json'], wrong);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    const { error } = JSON.parse(ended.stderr) as { error: { code: string; message: string } };
    expect(error.code).toBe('SETTINGS_INVALID');
    expect(error.message).toContain('PORT');
    expect(error.message).toContain('REFRESH_CONCURRENCY');
  });

  it('a server that is none, with code 5 and without the password', async () => {
    const ended = await highwater(['refresh'], { ...own.settings, DATABASE_URL: url });
    expect(ended.code).toBe(5);
    expect(textOf(ended)).toContain('DATABASE_UNAVAILABLE');
    expect(textOf(ended)).not.toContain(PASSWORD);
    const nobody = url.replace(/:\d+\//, ':1/');
    const refused = await highwater(['status', '--json'], { DATABASE_URL: nobody });
    expect(refused.code).toBe(5);
    expect(textOf(refused)).not.toContain(PASSWORD);
  });

  it('a second process on one directory, naming the first, which goes on', async () => {
    const settings = { HIGHWATER_HOME: own.home, MARKET_DATA_PROVIDER: 'simulated', PORT: '0' };
    const first = new HighwaterProcess(['serve'], settings);
    try {
      const [, url] = await first.printed(/serves (http:\S+)/);
      for (const command of ['refresh', 'status', 'verify'] as const) {
        const second = await highwater([command], settings);
        expect(second.code).toBe(4);
        expect(textOf(second)).toContain(`process ${first.pid} `);
      }
      expect((await fetch(`${url!}/health/live`)).status).toBe(200);
      first.kill('SIGTERM');
      expect((await first.ended).code).toBe(0);
    } finally {
      first.kill('SIGKILL');
    }
    expect((await highwater(['status'], settings)).code).toBe(0);
  });

  it('nothing of --version and --help', async () => {
    const text = readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    expect(await highwater(['--version'], {})).toMatchObject({ code: 0, stdout: `${version}\n` });
    const help = await highwater(['--help'], {});
    expect(help.code).toBe(0);
    for (const command of ['demo', 'serve', 'refresh', 'status', 'verify', 'db']) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    }
  });
});
