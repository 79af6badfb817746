import { z } from 'zod';
import { cronExpression } from './settings/cronExpression.js';
import { DEFAULT_UNIVERSE } from './settings/defaultUniverse.js';
import { HighwaterError, assert } from './domain/errors.js';
import * as formats from './settings/formats.js';
import { unknownNames } from './settings/names.js';

/** What the README's table says of one setting. */
export interface SettingDocumentation {
  readonly name: string;
  /** Completes "it accepts …". */
  readonly accepts: string;
  /** The text that stands for an absent variable; null where absence has a meaning of its own. */
  readonly default: string | null;
  readonly does: string;
  /** Whether the value may hold a password, and so is never shown. */
  readonly isSecret: boolean;
}

interface About {
  readonly accepts: string;
  readonly does: string;
  readonly isSecret?: true;
}

const documentation = z.registry<Omit<SettingDocumentation, 'name'>>();

function optional<T, Absent>(format: z.ZodType<T, string>, absent: Absent, about: About) {
  const setting = format.optional().transform((value) => (value === undefined ? absent : value));
  return setting.register(documentation, { isSecret: false, ...about, default: null });
}

function withDefault<T>(format: z.ZodType<T, string>, text: string, about: About) {
  const setting = format.prefault(text);
  return setting.register(documentation, { isSecret: false, ...about, default: text });
}

export const MARKET_DATA_PROVIDERS = ['yahoo', 'csv', 'simulated'] as const;
export const LOG_LEVELS = ['error', 'warn', 'log', 'debug'] as const;

const NO_REPLICAS: readonly string[] = Object.freeze([]);
const NO_PROXIES: readonly string[] = Object.freeze([]);
const SWITCH = ['on', 'off'] as const;
const YAHOO_ADDRESS = 'an http or https address without credentials';

const variables = {
  DATABASE_URL: optional(formats.postgresUrl, null, {
    accepts: 'postgresql://user:password@host:port/database',
    does: 'The PostgreSQL database; absent: the embedded database in HIGHWATER_HOME.',
    isSecret: true,
  }),
  DATABASE_REPLICA_URLS: optional(formats.postgresUrls, NO_REPLICAS, {
    accepts: 'up to 16 addresses like that of DATABASE_URL, separated by commas',
    does: 'Read replicas: each process answers the API from one of them. Needs DATABASE_URL.',
    isSecret: true,
  }),
  DATABASE_POOL_MAX: withDefault(formats.wholeNumber(1, 100), '10', {
    accepts: 'a whole number from 1 to 100',
    does: 'The most connections that one process keeps to PostgreSQL. From 4 on a night reads on one of its own while it stores; with fewer it stores when all is computed.',
  }),
  HIGHWATER_HOME: withDefault(formats.folder, './.highwater', {
    accepts: 'the path of a folder, made where missing',
    does: 'Where the embedded database and its lock live.',
  }),
  HIGHWATER_PG_BIN: optional(formats.existingFolder, null, {
    accepts: 'the path of a folder that holds pg_dump and pg_restore',
    does: 'The programs that back up and restore PostgreSQL; absent: they are looked for.',
  }),
  PORT: withDefault(formats.wholeNumber(0, 65_535), '3000', {
    accepts: 'a whole number from 0 to 65535; 0 picks a free port',
    does: 'The port that HTTP is served on.',
  }),
  HOST: withDefault(formats.hostName, '127.0.0.1', {
    accepts: 'an IP address or a host name; 0.0.0.0 listens on every interface',
    does: 'The address that HTTP is served on.',
  }),
  TRUSTED_PROXIES: optional(formats.addressRanges, NO_PROXIES, {
    accepts: 'up to 32 IP addresses or ranges such as 10.0.0.0/8, separated by commas',
    does: "Proxies whose X-Forwarded-For is believed; absent: a proxy's clients count as one address.",
  }),
  RATE_LIMITS: withDefault(formats.oneOf(SWITCH), 'on', {
    accepts: SWITCH.join(', '),
    does: 'Whether requests are counted per caller; guesses at passwords and keys always are.',
  }),
  TOKEN_SECRET: optional(formats.secret, null, {
    accepts: '32 to 512 characters that nobody can guess',
    does: 'What sign-in tokens are signed with, alike for all processes; absent: made once and kept in HIGHWATER_HOME, and with DATABASE_URL there are no tokens.',
    isSecret: true,
  }),
  MARKET_DATA_PROVIDER: withDefault(formats.oneOf(MARKET_DATA_PROVIDERS), 'yahoo', {
    accepts: MARKET_DATA_PROVIDERS.join(', '),
    does: 'Where daily bars come from.',
  }),
  MARKET_DATA_CSV_DIR: optional(formats.existingFolder, null, {
    accepts: 'the path of a folder that holds one SYMBOL.csv per asset',
    does: 'The files of MARKET_DATA_PROVIDER=csv, which needs it; the folder is the universe.',
  }),
  UNIVERSE: optional(formats.symbols, DEFAULT_UNIVERSE, {
    accepts: `up to ${String(formats.UNIVERSE_LIMIT)} symbols, separated by commas or spaces`,
    does: 'The assets that are refreshed where the provider has no universe of its own; absent: the funds of src/settings/defaultUniverse.ts.',
  }),
  BENCHMARK: withDefault(formats.symbolOrSlug, 'SPY', {
    accepts: 'the symbol of an asset or the slug of an index',
    does: 'What beta, alpha, tracking error and their like are measured against.',
  }),
  RISK_FREE_RATE: withDefault(formats.rateOrSeries, '0', {
    accepts:
      'a fraction per year above -1 and below 1, such as 0.02 for two percent, or the name of a stored series such as TB3MS',
    does: 'The yearly risk-free rate that figures are published with.',
  }),
  REFRESH_CRON: withDefault(cronExpression, '30 18 * * 1-5', {
    accepts: 'a cron schedule of five fields, or six with seconds in front',
    does: 'When the nightly refresh begins.',
  }),
  REFRESH_TIME_ZONE: withDefault(formats.timeZone, 'America/New_York', {
    accepts: 'an IANA time zone such as America/New_York',
    does: "The time zone of REFRESH_CRON and of the exchange's trading dates.",
  }),
  REFRESH_CONCURRENCY: withDefault(formats.wholeNumber(1, 16), '4', {
    accepts: 'a whole number from 1 to 16',
    does: 'How many assets are fetched from the provider at once.',
  }),
  YAHOO_QUERY1_URL: withDefault(formats.httpUrl, 'https://query1.finance.yahoo.com', {
    accepts: YAHOO_ADDRESS,
    does: "Yahoo's crumb service.",
    isSecret: true,
  }),
  YAHOO_QUERY2_URL: withDefault(formats.httpUrl, 'https://query2.finance.yahoo.com', {
    accepts: YAHOO_ADDRESS,
    does: "Yahoo's chart and quote service.",
    isSecret: true,
  }),
  YAHOO_COOKIE_URL: withDefault(formats.httpUrl, 'https://fc.yahoo.com', {
    accepts: YAHOO_ADDRESS,
    does: 'Where the cookie that belongs to the crumb comes from.',
    isSecret: true,
  }),
  LOG_LEVEL: withDefault(formats.oneOf(LOG_LEVELS), 'log', {
    accepts: LOG_LEVELS.join(', '),
    does: 'The least important messages that are written.',
  }),
};

type Variable = keyof typeof variables;
const NAMES = Object.keys(variables) as Variable[];

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** Every setting, deeply frozen: `DATABASE_URL` is `databaseUrl`, null where absent. */
export type Settings = {
  readonly [Name in Variable as CamelCase<Name>]: z.output<(typeof variables)[Name]>;
};

/** What each setting accepts, means and defaults to, in the order of the README's table. */
export const SETTINGS_DOCUMENTATION: readonly SettingDocumentation[] = NAMES.map((name) => ({
  name,
  ...aboutOf(name),
}));

function aboutOf(name: Variable): Omit<SettingDocumentation, 'name'> {
  const about = documentation.get(variables[name]);
  assert(about !== undefined, `${name} is documented`);
  return about;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all settings from an environment. An empty variable counts as absent, blanks around a
 * value are dropped.
 *
 * @throws HighwaterError SETTINGS_INVALID with every problem at once, in the message and as
 *   `detail.problems`; the values of addresses are never shown, for they may hold a password
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = unknownNames(env, NAMES);
  const values: [string, unknown][] = [];
  for (const name of NAMES) {
    const text = textOf(env, name);
    const reading = variables[name].safeParse(text);
    if (reading.success) values.push([camelCase(name), reading.data]);
    else problems.push(problemWith(name, text ?? '', reading.error));
  }
  problems.push(...missingPartners(env));
  if (problems.length > 0) throw settingsInvalid(problems);
  return Object.freeze(Object.fromEntries(values) as Settings);
}

let ofThisProcess: Settings | undefined;

/** The settings of this process, read once. @throws HighwaterError as {@link readSettings} */
export function processSettings(): Settings {
  ofThisProcess ??= readSettings(process.env);
  return ofThisProcess;
}

function textOf(env: Environment, name: Variable): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

const SHOWN_LENGTH = 60;

function problemWith(name: Variable, text: string, error: z.ZodError): string {
  const { accepts, isSecret } = aboutOf(name);
  const shown = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  const what = isSecret ? name : `${name}=${JSON.stringify(shown)}`;
  const hints = error.issues.filter(({ code }) => code === 'custom').map(({ message }) => message);
  const hint = hints.find((message) => message !== '' && message !== 'Invalid input');
  return `${what} is refused: it accepts ${accepts}${hint === undefined ? '' : ` (${hint})`}.`;
}

function missingPartners(env: Environment): string[] {
  const problems: string[] = [];
  const isGiven = (name: Variable): boolean => textOf(env, name) !== undefined;
  const provider = textOf(env, 'MARKET_DATA_PROVIDER')?.toLowerCase();
  if (provider === 'csv' && !isGiven('MARKET_DATA_CSV_DIR')) {
    problems.push('MARKET_DATA_CSV_DIR is missing: MARKET_DATA_PROVIDER=csv needs it.');
  }
  if (isGiven('DATABASE_REPLICA_URLS') && !isGiven('DATABASE_URL')) {
    problems.push('DATABASE_URL is missing: DATABASE_REPLICA_URLS needs it.');
  }
  return problems;
}

function settingsInvalid(problems: readonly string[]): HighwaterError {
  const list = problems.map((problem) => `- ${problem}`).join('\n');
  const message =
    problems.length === 1
      ? problems.join('')
      : `${String(problems.length)} settings are refused:\n${list}`;
  return new HighwaterError('SETTINGS_INVALID', 'usage', message, { problems });
}
