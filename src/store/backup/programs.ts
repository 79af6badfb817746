import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HighwaterError } from '../../domain/errors.js';

const DEBIAN_ROOT = '/usr/lib/postgresql';
const ASK_TIMEOUT_MS = 10_000;
/** No dump or restore may take longer. */
const RUN_TIMEOUT_MS = 6 * 60 * 60 * 1000;
const CONNECT_TIMEOUT_S = 10;
const MESSAGE_LIMIT = 2000;
/** A program that has ended takes no more: which of these it is depends on how far the write was. */
const BROKEN_PIPE = new Set<unknown>([
  'EPIPE',
  'ECANCELED',
  'ECONNRESET',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

/** A folder with pg_dump and pg_restore of one major version. */
export interface PostgresPrograms {
  readonly directory: string;
  readonly major: number;
}

/**
 * The installed pg_dump and pg_restore for a server: of its own major version where there are
 * such, otherwise of the next newer one. `named` decides where it is given; else Debian's folders
 * are searched, then what pg_config names, then the path.
 *
 * @throws HighwaterError POSTGRES_PROGRAMS_MISSING
 */
export function findPrograms(serverMajor: number, named: string | null): PostgresPrograms {
  const fitting = candidates(named)
    .map((directory) => ({ directory, major: majorOf(directory) }))
    .filter(({ major }) => major >= serverMajor)
    .sort((a, b) => a.major - b.major);
  const [nearest] = fitting;
  if (nearest !== undefined) return nearest;
  throw new HighwaterError(
    'POSTGRES_PROGRAMS_MISSING',
    'unavailable',
    `No pg_dump and pg_restore of PostgreSQL ${serverMajor} or newer ` +
      `${named === null ? 'found' : `in ${named}`}: install them (Debian: apt-get install ` +
      `postgresql-client-${serverMajor}) or set HIGHWATER_PG_BIN to their folder.`,
  );
}

function candidates(named: string | null): string[] {
  if (named !== null) return [named];
  const ofDebian = existsSync(DEBIAN_ROOT)
    ? readdirSync(DEBIAN_ROOT).map((version) => join(DEBIAN_ROOT, version, 'bin'))
    : [];
  const onPath = answerOf('sh', ['-c', 'dirname "$(command -v pg_dump)"']);
  const all = [...ofDebian, answerOf('pg_config', ['--bindir']), onPath];
  return all.filter((directory) => directory.startsWith('/'));
}

/** The major version of both programs in a folder, or 0 where one is missing. */
function majorOf(directory: string): number {
  const majors = ['pg_dump', 'pg_restore'].map((program) =>
    Number(/ (\d+)/.exec(answerOf(join(directory, program), ['--version']))?.[1] ?? 0),
  );
  return Math.min(...majors);
}

function answerOf(command: string, args: readonly string[]): string {
  const asked = spawnSync(command, args, { encoding: 'utf8', timeout: ASK_TIMEOUT_MS });
  return asked.status === 0 ? asked.stdout.trim() : '';
}

/** libpq's variables by the names that a PostgreSQL URL gives them in its query. */
const OF_QUERY: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
};

/**
 * How libpq is told where to connect: through the environment, which only this user may read,
 * never through arguments, which everybody may.
 */
export function connectionEnvironment(url: string): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const environment: Record<string, string> = {
    PGHOST: hostname.replace(/^\[(.*)\]$/, '$1'),
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: password,
    PGDATABASE: pathname.slice(1),
  };
  for (const [name, value] of searchParams) {
    const variable = OF_QUERY[name];
    if (variable !== undefined) environment[variable] = encodeURIComponent(value);
  }
  // The driver's own word for a connection that is encrypted and not verified.
  if (environment['PGSSLMODE'] === 'no-verify') environment['PGSSLMODE'] = 'require';
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, decodeURIComponent(value)])),
    PGAPPNAME: 'highwater',
    PGCONNECT_TIMEOUT: String(CONNECT_TIMEOUT_S),
    LC_ALL: 'C',
  };
}

/** A program to run: its path, its arguments, and all of its environment. */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * What a program prints, piece by piece; it is stopped when the reader stops.
 * @throws HighwaterError POSTGRES_PROGRAM_FAILED with its own sentence when it ends badly
 */
export async function* outputOf(call: ProgramCall): AsyncGenerator<Uint8Array> {
  const { child, ended } = start(call, ['ignore', 'pipe', 'pipe']);
  try {
    if (child.stdout !== null) for await (const chunk of child.stdout) yield chunk as Buffer;
    await ended;
  } finally {
    child.kill('SIGKILL');
  }
}

/** Runs a program on `input`. @throws as {@link outputOf}, or what `input` throws */
export async function feed(call: ProgramCall, input: AsyncIterable<Uint8Array>): Promise<void> {
  const { child, ended } = start(call, ['pipe', 'ignore', 'pipe']);
  try {
    if (child.stdin !== null) await pipeline(Readable.from(input), child.stdin);
  } catch (error) {
    // A program that ended early breaks the pipe: why it ended is the better answer.
    if (BROKEN_PIPE.has((error as { code?: unknown }).code)) await ended;
    child.kill('SIGKILL');
    throw error;
  }
  await ended;
}

function start(
  { program, args, environment }: ProgramCall,
  stdio: ['ignore' | 'pipe', 'ignore' | 'pipe', 'pipe'],
): { child: ChildProcess; ended: Promise<void> } {
  const child = spawn(program, args, {
    env: { ...environment },
    stdio,
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), RUN_TIMEOUT_MS);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < MESSAGE_LIMIT) said += chunk.toString();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(failed(program, error.message));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(failed(program, said.trim() || `it ended with ${String(code ?? signal)}`));
    });
  });
  // Whoever stops early does not wait for the end.
  ended.catch(() => undefined);
  return { child, ended };
}

function failed(program: string, said: string): HighwaterError {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return new HighwaterError(
    'POSTGRES_PROGRAM_FAILED',
    'unavailable',
    `${name} failed: ${said.slice(0, MESSAGE_LIMIT)}`,
  );
}
