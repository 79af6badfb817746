import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { highwater, HighwaterProcess, type Ended } from '../campaign/highwaterProcess.js';
import { describeCommands, Installation, textOf } from './settings.js';

const EMAIL = 'ann@example.com';
const PASSWORD = 'a sentence of hers';

describeCommands('highwater user and key', () => {
  let own: Installation;
  beforeAll(() => void (own = new Installation().furnish()));
  afterAll(() => own.drop());

  /** @param command its words, with `~` for a blank within one */
  async function run(command: string, input = ''): Promise<Ended> {
    const words = command.split(' ').map((word) => word.replaceAll('~', ' '));
    const ended = await highwater(words, own.settings, input);
    textOf(ended);
    expect(ended.stderr).not.toContain(PASSWORD);
    return ended;
  }

  const codeOf = ({ code, stderr }: Ended): [number | null, unknown] => [
    code,
    (JSON.parse(stderr) as { error: { code: string } }).error.code,
  ];

  it('refuse what they cannot take, and say what they can', async () => {
    const add = `user add ${EMAIL} --username ann --json`;
    expect(codeOf(await run(add))).toEqual([2, 'PASSWORD_MISSING']);
    expect(codeOf(await run(`${add} --password-stdin`, 'short\n'))).toEqual([
      2,
      'PASSWORD_REFUSED',
    ]);
    const gold = `user add ${EMAIL} --username ann --tier gold --password-stdin`;
    const tier = await run(gold, PASSWORD);
    expect([tier.code, tier.stderr]).toEqual([2, expect.stringMatching(/free, pro, enterprise/)]);
    expect((await run(`user add ${EMAIL}`)).stderr).toContain('--username');
    expect(codeOf(await run(`user verify ${EMAIL} --json`))).toEqual([3, 'USER_NOT_FOUND']);
    expect(codeOf(await run(`user remove ${EMAIL} --json`))).toEqual([2, 'CONFIRMATION_MISSING']);
    const key = `key issue ${EMAIL} --name x --json`;
    expect(codeOf(await run(`${key} --expires soon`))).toEqual([2, 'EXPIRY_INVALID']);
    expect(codeOf(await run('key revoke hw_0 --json'))).toEqual([3, 'KEY_NOT_FOUND']);
  });

  it('take an account from its making to its end', async () => {
    const add = `user add ${EMAIL} --username ann --tier pro --password-stdin --json`;
    const added = await run(add, `${PASSWORD}\n`);
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('"tier": "pro"')]);
    expect(added.stdout).not.toMatch(/argon2|sentence/);
    expect(codeOf(await run(add, PASSWORD))).toEqual([4, 'EMAIL_TAKEN']);
    const issue = `key issue ${EMAIL} --name the~dashboard --expires 90d`;
    expect(codeOf(await run(`${issue} --json`))).toEqual([4, 'USER_NOT_VERIFIED']);
    const verified = await run(`user verify ${EMAIL}`);
    expect(verified.stdout).toMatch(/^ann@example.com is verified since 20/);
    const issued = await run(issue);
    const key = issued.stdout.trim();
    expect(key).toMatch(/^hw_[0-9a-f]{10}_[\w-]{43}$/);
    const prefix = key.slice(0, 13);
    expect(issued.stderr).toContain(`key revoke ${prefix}`);
    const listed = (await run('key list')).stdout;
    expect(listed).toMatch(/ann@example.com {2}read {2}until .* {2}never used {2}the dashboard/);
    expect(listed).not.toContain(key.slice(14));

    await withService(async (url) => {
      const answered = await ask(`${url}/v1/account`, key);
      expect(answered).toMatchObject([200, { data: { email: EMAIL, tier: 'pro' } }]);
      expect((await signIn(url, PASSWORD))[0]).toBe(200);
      expect((await signIn(url, 'a wrong sentence'))[0]).toBe(401);
      expect(codeOf(await run('key list --json'))).toEqual([4, 'DATABASE_LOCKED']);
    });
    const changed = await run(`user passwd ${EMAIL} --password-stdin`, 'another sentence\n');
    expect(changed.code).toBe(0);
    expect((await run(`key revoke ${prefix}`)).stdout).toMatch(/is revoked since/);
    expect((await run('key list')).stdout).toMatch(/revoked 20.* {2}used 20/);
    await withService(async (url) => {
      expect((await ask(`${url}/v1/account`, key))[0]).toBe(401);
      expect((await signIn(url, PASSWORD))[0]).toBe(401);
      expect((await signIn(url, 'another sentence'))[0]).toBe(200);
    });
    const removed = await run(`user remove ${EMAIL} --yes`);
    expect(removed.stdout).toContain('keys 1, strategies 0');
    expect((await run('user list')).stdout).toBe('There are no users.\n');
  });

  it('leave no secret in the files of the home but the one that signs tokens', () => {
    const files = readdirSync(own.home, { recursive: true, withFileTypes: true });
    const holding = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => readFileSync(path).includes(PASSWORD));
    expect(files.some(({ name }) => name === 'token-secret')).toBe(true);
    expect(holding).toEqual([]);
  });

  async function withService(work: (url: string) => Promise<void>): Promise<void> {
    const service = new HighwaterProcess(['serve'], { ...own.settings, PORT: '0' });
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
