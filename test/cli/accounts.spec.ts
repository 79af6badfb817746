import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HighwaterProcess, PROJECT_ROOT } from '../campaign/highwaterProcess.js';
import { furnishHome } from '../setup/databaseImages.js';
import { describeCommands } from './settings.js';

const EMAIL = 'ann@example.com';
const PASSWORD = 'a sentence of hers';
const TIMEOUT_MS = 60_000;
/** A dozen processes, one after the other. */
const STORY_TIMEOUT_MS = 240_000;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describeCommands('highwater user and key', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'highwater-accounts-'));
    furnishHome(home);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function run(command: string, input = ''): Run {
    const { PATH = '', TZ = 'UTC' } = process.env;
    const words = command.split(' ').map((word) => word.replaceAll('~', ' '));
    const ended = spawnSync(
      process.execPath,
      [join(PROJECT_ROOT, 'bin', 'highwater.js'), ...words],
      {
        env: { PATH, TZ, HIGHWATER_HOME: home },
        input,
        encoding: 'utf8',
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
      },
    );
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(ended.stderr).not.toContain(PASSWORD);
    return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
  }
  const codeOf = ({ code, stderr }: Run): [number | null, unknown] => [
    code,
    (JSON.parse(stderr) as { error: { code: string } }).error.code,
  ];

  it(
    'refuse what they cannot take, and say what they can',
    () => {
      const add = `user add ${EMAIL} --username ann --json`;
      expect(codeOf(run(add))).toEqual([2, 'PASSWORD_MISSING']);
      expect(codeOf(run(`${add} --password-stdin`, 'short\n'))).toEqual([2, 'PASSWORD_REFUSED']);
      const tier = run(`user add ${EMAIL} --username ann --tier gold --password-stdin`, PASSWORD);
      expect([tier.code, tier.stderr]).toEqual([2, expect.stringMatching(/free, pro, enterprise/)]);
      expect(run(`user add ${EMAIL}`).stderr).toContain('--username');
      expect(codeOf(run(`user verify ${EMAIL} --json`))).toEqual([3, 'USER_NOT_FOUND']);
      expect(codeOf(run(`user remove ${EMAIL} --json`))).toEqual([2, 'CONFIRMATION_MISSING']);
      const key = `key issue ${EMAIL} --name x --json`;
      expect(codeOf(run(`${key} --expires soon`))).toEqual([2, 'EXPIRY_INVALID']);
      expect(codeOf(run('key revoke hw_0 --json'))).toEqual([3, 'KEY_NOT_FOUND']);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'take an account from its making to its end',
    async () => {
      const add = `user add ${EMAIL} --username ann --tier pro --password-stdin --json`;
      const added = run(add, `${PASSWORD}\n`);
      expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('"tier": "pro"')]);
      expect(added.stdout).not.toMatch(/argon2|sentence/);
      expect(codeOf(run(add, PASSWORD))).toEqual([4, 'EMAIL_TAKEN']);
      const issue = `key issue ${EMAIL} --name the~dashboard --expires 90d`;
      expect(codeOf(run(`${issue} --json`))).toEqual([4, 'USER_NOT_VERIFIED']);
      expect(run(`user verify ${EMAIL}`).stdout).toMatch(/^ann@example.com is verified since 20/);
      const issued = run(issue);
      const key = issued.stdout.trim();
      expect(key).toMatch(/^hw_[0-9a-f]{10}_[\w-]{43}$/);
      const prefix = key.slice(0, 13);
      expect(issued.stderr).toContain(`key revoke ${prefix}`);
      const listed = run('key list').stdout;
      expect(listed).toMatch(/ann@example.com {2}read {2}until .* {2}never used {2}the dashboard/);
      expect(listed).not.toContain(key.slice(14));

      await withService(async (url) => {
        const answered = await ask(`${url}/v1/account`, key);
        expect(answered).toMatchObject([200, { data: { email: EMAIL, tier: 'pro' } }]);
        expect((await signIn(url, PASSWORD))[0]).toBe(200);
        expect((await signIn(url, 'a wrong sentence'))[0]).toBe(401);
        expect(codeOf(run('key list --json'))).toEqual([4, 'DATABASE_LOCKED']);
      });
      expect(run(`user passwd ${EMAIL} --password-stdin`, 'another sentence\n').code).toBe(0);
      expect(run(`key revoke ${prefix}`).stdout).toMatch(/is revoked since/);
      expect(run('key list').stdout).toMatch(/revoked 20.* {2}used 20/);
      await withService(async (url) => {
        expect((await ask(`${url}/v1/account`, key))[0]).toBe(401);
        expect((await signIn(url, PASSWORD))[0]).toBe(401);
        expect((await signIn(url, 'another sentence'))[0]).toBe(200);
      });
      expect(run(`user remove ${EMAIL} --yes`).stdout).toContain('keys 1, strategies 0');
      expect(run('user list').stdout).toBe('There are no users.\n');
    },
    STORY_TIMEOUT_MS,
  );

  it('leave no secret in the files of the home but the one that signs tokens', () => {
    const files = readdirSync(home, { recursive: true, withFileTypes: true });
    const holding = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => readFileSync(path).includes(PASSWORD));
    expect(files.some(({ name }) => name === 'token-secret')).toBe(true);
    expect(holding).toEqual([]);
  });

  async function withService(work: (url: string) => Promise<void>): Promise<void> {
    const service = new HighwaterProcess(['serve'], { HIGHWATER_HOME: home, PORT: '0' });
    try {
      const [, url] = await service.printed(/serves (http:\S+)/);
      await work(url ?? '');
    } finally {
      service.kill('SIGTERM');
      const { stdout, stderr } = await service.ended;
      expect(`${stdout}${stderr}`).not.toContain(PASSWORD);
    }
  }
});

async function ask(url: string, key: string): Promise<[number, unknown]> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  return [answer.status, await answer.json()];
}

async function signIn(url: string, password: string): Promise<[number, unknown]> {
  const answer = await fetch(`${url}/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password }),
  });
  return [answer.status, await answer.json()];
}
