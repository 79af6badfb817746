import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OLDEST_MAJOR = 15;
const START_TIMEOUT_S = 60;
const STOP_TIMEOUT_S = 20;
const PORT_ATTEMPTS = 3;
const DEBIAN_ROOT = '/usr/lib/postgresql';

const NO_BINARIES =
  `No PostgreSQL ${OLDEST_MAJOR} or newer found: install it (Debian: apt-get install postgresql) ` +
  'or set HIGHWATER_PG_BIN to the folder that holds initdb.';

/** The major version of the initdb in a folder, or 0 where there is none that runs. */
function majorOf(folder) {
  const asked = spawnSync(join(folder, 'initdb'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)/.exec(asked.stdout ?? '')?.[1] ?? 0);
}

/**
 * The folder of the newest installed PostgreSQL server. HIGHWATER_PG_BIN decides where it is set;
 * otherwise Debian's folders are searched, then the one that pg_config names.
 *
 * @throws Error with one friendly line when there is none
 */
export function findBinaries() {
  const named = process.env.HIGHWATER_PG_BIN;
  if (named) {
    if (majorOf(named) >= OLDEST_MAJOR) return named;
    throw new Error(
      `HIGHWATER_PG_BIN=${named} holds no initdb of PostgreSQL ${OLDEST_MAJOR} or newer.`,
    );
  }
  const ofDebian = fs.existsSync(DEBIAN_ROOT)
    ? fs.readdirSync(DEBIAN_ROOT).map((version) => join(DEBIAN_ROOT, version, 'bin'))
    : [];
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const candidates = [...ofDebian, ...(asked.status === 0 ? [asked.stdout.trim()] : [])]
    .map((folder) => ({ folder, major: majorOf(folder) }))
    .filter(({ major }) => major >= OLDEST_MAJOR)
    .sort((a, b) => b.major - a.major);
  if (candidates.length === 0) throw new Error(NO_BINARIES);
  return candidates[0].folder;
}

/** Whom the server runs as: PostgreSQL refuses root, so root hands over to `postgres` or `nobody`. */
function serverUser() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => {
      const asked = spawnSync('id', [flag, name], { encoding: 'utf8' });
      return asked.status === 0 ? Number(asked.stdout) : Number.NaN;
    });
    if (uid > 0 && gid >= 0) return { uid, gid };
  }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody.');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const lastLine = (text = '') => /[^\n]*$/.exec(String(text).trimEnd())[0];

/** Makes the data folder and returns it. */
function initialise(binDirectory, directory, password, run) {
  const passwordFile = join(directory, 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (run.uid !== undefined) fs.chownSync(passwordFile, run.uid, run.gid);
  const data = join(directory, 'data');
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const encoding = ['--encoding=UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(join(binDirectory, 'initdb'), ['-D', data, ...access, ...encoding], run);
  if (made.status !== 0) {
    throw new Error(`initdb failed: ${lastLine(made.stderr) || made.error?.message}`);
  }
  fs.rmSync(passwordFile);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    fsync: 'off',
    full_page_writes: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  fs.appendFileSync(join(data, 'postgresql.conf'), lines.join(''));
  return data;
}

/** Starts the server on a free port and returns the port; another process may take it first. */
async function startServer(binDirectory, data, log, run) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const options = ['-D', data, '-l', log, '-t', String(START_TIMEOUT_S), '-o', `-p ${port}`];
    // The server keeps what it inherits open, so it is given nothing to inherit.
    const quiet = { ...run, stdio: 'ignore' };
    if (spawnSync(join(binDirectory, 'pg_ctl'), [...options, '-w', 'start'], quiet).status === 0) {
      return port;
    }
    if (attempt === PORT_ATTEMPTS) {
      const said = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '';
      throw new Error(`PostgreSQL did not start: ${lastLine(said) || 'it wrote no log'}`);
    }
  }
}

const KEEPER = `
trap '' HUP INT TERM
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -t ${STOP_TIMEOUT_S} -m fast -w stop || "$1/pg_ctl" -D "$2/data" -m immediate -w stop
rm -rf "$2"`;

/**
 * A process that outlives this one by the moment it takes to stop the server and delete its
 * folder: it waits for the pipe to close, which happens however this process ends.
 */
function startKeeper(binDirectory, directory, run) {
  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', binDirectory, directory], {
    ...run,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => keeper.on('exit', resolve).on('error', resolve));
  keeper.stdin.on('error', () => {});
  keeper.unref();
  keeper.stdin.unref();
  return async () => {
    keeper.ref();
    keeper.stdin.end();
    await ended;
    fs.rmSync(directory, { recursive: true, force: true });
  };
}

/**
 * Starts a PostgreSQL server that only this machine can reach, in a temporary folder: a random
 * password, UTC, UTF8, locale C, no fsync. It is stopped and deleted by `stop`, and also when
 * this process ends without calling it, killed or not.
 *
 * @returns `url` of its database `postgres`, the `socketDirectory` of its unix socket, the
 *   `binDirectory` of its programs, and `stop`, which may be called twice
 * @throws Error with one friendly line: no binaries, no user to run as, or why it did not start
 */
export async function startPrivateCluster() {
  const binDirectory = findBinaries();
  const user = serverUser();
  const directory = fs.mkdtempSync(join(tmpdir(), 'highwater-pg-'));
  if (user.uid !== undefined) fs.chownSync(directory, user.uid, user.gid);
  const { PATH } = process.env;
  const run = { ...user, cwd: directory, env: { PATH, LC_ALL: 'C' }, stdio: 'pipe' };
  const stop = startKeeper(binDirectory, directory, run);
  try {
    const password = randomBytes(16).toString('hex');
    const data = initialise(binDirectory, directory, password, run);
    const port = await startServer(binDirectory, data, join(directory, 'log'), run);
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    return { url, socketDirectory: directory, binDirectory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
