import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_UNIVERSE } from './settings/defaultUniverse.js';
import { isSymbol } from './domain/asset.js';
import { HighwaterError } from './domain/errors.js';
import { editDistance } from './settings/names.js';
import { SETTINGS_DOCUMENTATION, processSettings, readSettings } from './settings.js';

const directory = mkdtempSync(join(tmpdir(), 'highwater-settings-'));
const file = join(directory, 'file');
writeFileSync(file, '');
afterAll(() => rmSync(directory, { recursive: true }));

function refusal(env: Record<string, string>): HighwaterError {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof HighwaterError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(env)}`);
}

const SECRET = 'a-secret-of-32-characters-000001';

describe('settings', () => {
  it('has a default for everything', () => {
    expect(readSettings({})).toEqual({
      databaseUrl: null,
      databaseReplicaUrls: [],
      databasePoolMax: 10,
      highwaterHome: resolve('.highwater'),
      highwaterPgBin: null,
      port: 3000,
      host: '127.0.0.1',
      trustedProxies: [],
      rateLimits: 'on',
      tokenSecret: null,
      marketDataProvider: 'yahoo',
      marketDataCsvDir: null,
      universe: DEFAULT_UNIVERSE,
      benchmark: 'SPY',
      riskFreeRate: 0,
      refreshCron: '30 18 * * 1-5',
      refreshTimeZone: 'America/New_York',
      refreshConcurrency: 4,
      yahooQuery1Url: 'https://query1.finance.yahoo.com',
      yahooQuery2Url: 'https://query2.finance.yahoo.com',
      yahooCookieUrl: 'https://fc.yahoo.com',
      logLevel: 'log',
    });
  });

  it('has a default universe of distinct symbols with the benchmark among them', () => {
    expect(DEFAULT_UNIVERSE.filter((symbol) => !isSymbol(symbol))).toEqual([]);
    expect(new Set(DEFAULT_UNIVERSE).size).toBe(DEFAULT_UNIVERSE.length);
    expect(DEFAULT_UNIVERSE).toContain(readSettings({}).benchmark);
  });

  it('takes an empty or blank variable for an absent one', () => {
    const blank = Object.fromEntries(SETTINGS_DOCUMENTATION.map(({ name }) => [name, ' ']));
    expect(readSettings(blank)).toEqual(readSettings({}));
  });

  it('is frozen all the way down', () => {
    const settings = readSettings({
      DATABASE_URL: 'postgresql://h/d',
      DATABASE_REPLICA_URLS: 'postgresql://r/d',
      UNIVERSE: 'SPY',
    });
    for (const some of [settings, readSettings({})]) {
      expect(Object.isFrozen(some)).toBe(true);
      expect(Object.values(some).every((value) => Object.isFrozen(value))).toBe(true);
    }
  });

  it('is read once from the process', () => {
    expect(processSettings()).toBe(processSettings());
  });

  it.each([
    ['DATABASE_URL', 'postgresql://me:p%23w@db.example:5432/etf', 'databaseUrl'],
    ['DATABASE_URL', 'postgres:///etf?host=/var/run/postgresql', 'databaseUrl'],
    ['HOST', '::1', 'host'],
    ['HOST', 'localhost', 'host'],
    ['REFRESH_TIME_ZONE', 'Europe/London', 'refreshTimeZone'],
    ['REFRESH_TIME_ZONE', 'UTC', 'refreshTimeZone'],
    ['REFRESH_CRON', '0 0 19 * * mon-fri', 'refreshCron'],
    ['MARKET_DATA_CSV_DIR', directory, 'marketDataCsvDir'],
    ['TOKEN_SECRET', SECRET, 'tokenSecret'],
  ] as const)('accepts %s=%s', (name, text, key) => {
    expect(readSettings({ [name]: text })[key]).toBe(text);
  });

  it.each([
    ['PORT', '0', 'port', 0],
    ['RISK_FREE_RATE', '-.005', 'riskFreeRate', -0.005],
    ['RISK_FREE_RATE', '0.02', 'riskFreeRate', 0.02],
    ['RISK_FREE_RATE', 'tb3ms', 'riskFreeRate', 'TB3MS'],
    ['BENCHMARK', 'brk-b', 'benchmark', 'BRK-B'],
    ['BENCHMARK', 'large-companies-of-the-world', 'benchmark', 'LARGE-COMPANIES-OF-THE-WORLD'],
    ['LOG_LEVEL', 'DEBUG', 'logLevel', 'debug'],
    ['MARKET_DATA_PROVIDER', 'Simulated', 'marketDataProvider', 'simulated'],
    ['UNIVERSE', ' spy, agg\tgld spy,, ', 'universe', ['SPY', 'AGG', 'GLD']],
    ['HIGHWATER_HOME', directory, 'highwaterHome', directory],
    ['YAHOO_QUERY2_URL', 'http://127.0.0.1:8080/', 'yahooQuery2Url', 'http://127.0.0.1:8080'],
    ['TRUSTED_PROXIES', '10.0.0.0/8, ::1', 'trustedProxies', ['10.0.0.0/8', '::1']],
    ['RATE_LIMITS', 'Off', 'rateLimits', 'off'],
  ] as const)('reads %s=%s', (name, text, key, value) => {
    expect(readSettings({ [name]: text })[key]).toEqual(value);
  });

  it('reads replicas in their order', () => {
    const [DATABASE_URL, a, b] = ['postgresql://h/d', 'postgresql://a/d', 'postgresql://b/d'];
    const settings = readSettings({ DATABASE_URL, DATABASE_REPLICA_URLS: `${a}, ${b}` });
    expect(settings.databaseReplicaUrls).toEqual([a, b]);
  });
});

describe('refused settings', () => {
  it.each([
    ['PORT', '65536'],
    ['PORT', '0x50'],
    ['PORT', '80.5'],
    ['DATABASE_POOL_MAX', '0'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['RATE_LIMITS', 'no'],
    ['TOKEN_SECRET', SECRET.slice(1)],
    ['TOKEN_SECRET', 'abc'.repeat(20)],
    ['REFRESH_CONCURRENCY', '17'],
    ['HOST', '300.1.1.1'],
    ['HOST', 'a host'],
    ['MARKET_DATA_PROVIDER', 'bloomberg'],
    ['MARKET_DATA_CSV_DIR', join(directory, 'missing')],
    ['MARKET_DATA_CSV_DIR', file],
    ['HIGHWATER_HOME', file],
    ['UNIVERSE', 'SPY;AGG'],
    ['UNIVERSE', ','],
    ['UNIVERSE', Array.from({ length: 5001 }, (_, i) => `S${i}`).join()],
    ['BENCHMARK', 'SPY AGG'],
    ['REFRESH_CRON', '61 18 * * *'],
    ['REFRESH_TIME_ZONE', 'Mars/Olympus'],
    ['REFRESH_TIME_ZONE', '+05:00'],
    ['LOG_LEVEL', 'verbose'],
    ['RISK_FREE_RATE', '1'],
    ['RISK_FREE_RATE', '-1'],
    ['RISK_FREE_RATE', 'TB3MS; DGS10'],
    ['BENCHMARK', 'a'.repeat(61)],
    ['RISK_FREE_RATE', 'Infinity'],
    ['YAHOO_QUERY1_URL', 'ftp://example.org'],
    ['YAHOO_COOKIE_URL', 'https://example.org/?q=1'],
    ['DATABASE_URL', 'mysql://h/d'],
    ['DATABASE_URL', 'postgresql://h'],
    ['DATABASE_URL', 'not an address'],
  ])('%s=%s: names the variable and what it accepts', (name, text) => {
    const error = refusal({ [name]: text });
    const accepts = SETTINGS_DOCUMENTATION.find((row) => row.name === name)?.accepts;
    expect([error.code, error.kind]).toEqual(['SETTINGS_INVALID', 'usage']);
    expect(error.message).toContain(name);
    expect(error.message).toContain(`it accepts ${accepts}`);
    expect(error.message.length).toBeLessThan(400);
  });

  it.each([
    ['2', 'write 0.02'],
    ['2%', 'write 0.02'],
    ['4.35 %', 'write 0.0435'],
  ])('hints at the fraction for a rate of %j', (text, hint) => {
    expect(refusal({ RISK_FREE_RATE: text }).message).toContain(hint);
  });

  it('tells every problem at once', () => {
    const error = refusal({ PORT: 'x', HOST: '-', REFRESH_CRN: '', BENCHMARK: '$' });
    expect(error.detail['problems']).toHaveLength(4);
    expect(error.message.split('\n')).toHaveLength(5);
  });

  it('asks for what another setting needs', () => {
    expect(refusal({ MARKET_DATA_PROVIDER: 'csv' }).message).toMatch(
      /^MARKET_DATA_CSV_DIR is missing/,
    );
    const replicas = refusal({ DATABASE_REPLICA_URLS: 'postgresql://h/d' });
    expect(replicas.message).toMatch(/^DATABASE_URL is missing/);
  });

  it('never shows a password', () => {
    const urls = [
      'postgresql://u:hunter2@h',
      'postgresql://u:hunter2#@h/d',
      'hunter2',
      'mysql://u:hunter2@h/d',
      'postgresql://u:hunter2%@h/d',
    ];
    for (const url of urls) {
      for (const { name } of SETTINGS_DOCUMENTATION.filter(({ isSecret }) => isSecret)) {
        const error = refusal({ [name]: url });
        expect(JSON.stringify([error.message, error.detail, error.stack])).not.toContain('hunter2');
      }
    }
    const marked = SETTINGS_DOCUMENTATION.filter(({ isSecret }) => isSecret).map(
      ({ name }) => name,
    );
    expect(marked).toEqual(expect.arrayContaining(['DATABASE_URL', 'DATABASE_REPLICA_URLS']));
  });
});

describe('names that are no settings', () => {
  it.each([
    ['REFRESH_TIMEZONE', 'REFRESH_TIME_ZONE'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['MARKET_DATA_CSV_DIRECTORY', 'MARKET_DATA_CSV_DIR'],
    ['HIGHWATER_HOM', 'HIGHWATER_HOME'],
  ])('%s: did you mean %s?', (name, nearest) => {
    const { message } = refusal({ [name]: 'hunter2' });
    expect(message).toBe(`${name} is not a setting: did you mean ${nearest}?`);
  });

  it('leaves alone what is meant for others', () => {
    const env = {
      PATH: '/bin',
      HIGHWATER_TEST_COUNT_FILE: 'x',
      HIGHWATER_LIMITS: '1',
      HIGHWATER_SERVICE_HOST: '10.0.0.1',
      HIGHWATER_PORT: 'tcp://10.0.0.1:80',
      HIGHWATER_PORT_80_TCP_ADDR: '10.0.0.1',
    };
    expect(readSettings(env)).toEqual(readSettings({}));
    expect(refusal({ HIGHWATER_PORT: '80' }).message).toContain('HIGHWATER_PORT is not a setting');
  });

  it('measures the distance of two names by edits', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('same', 'same')).toBe(0);
  });
});

describe('the documentation of settings', () => {
  it('covers every setting, and its defaults are what is read', () => {
    expect(SETTINGS_DOCUMENTATION).toHaveLength(Object.keys(readSettings({})).length);
    const defaults = SETTINGS_DOCUMENTATION.flatMap(({ name, default: text }) =>
      text === null ? [] : [[name, text] as const],
    );
    expect(readSettings(Object.fromEntries(defaults))).toEqual(readSettings({}));
  });
});
