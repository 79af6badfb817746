import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { askNewPassword, type PasswordInput } from './passwordPrompt.js';

/** A terminal on which `chunks` are typed. */
function terminal(chunks: readonly (string | Buffer)[], isTTY = true) {
  const shown: string[] = [];
  const modes: boolean[] = [];
  const input: PasswordInput = Object.assign(Readable.from(chunks), {
    isTTY,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
  return { input, output: { write: (text: string) => shown.push(text) }, shown, modes };
}

describe('a password that is typed', () => {
  it('is asked for twice and never shown', async () => {
    const own = terminal(['a sentence', ' of hers\r', 'a sentence of hers\r']);
    expect(await askNewPassword(false, own)).toBe('a sentence of hers');
    expect(own.shown.join('')).toBe('Password: \nAgain: \n');
    expect(own.modes).toEqual([true, false]);
  });

  it('may be corrected, and come in pieces of characters', async () => {
    const bytes = Buffer.from('café 🦊');
    const pieces = [bytes.subarray(0, 4), bytes.subarray(4, 8), bytes.subarray(8)];
    const own = terminal([...pieces, 'x\u007f🦊\b\r', 'café 🦊\n']);
    expect(await askNewPassword(false, own)).toBe('café 🦊');
  });

  it('is refused when the two differ', async () => {
    const own = terminal(['one sentence\r', 'another sentence\r']);
    const refused = askNewPassword(false, own);
    await expect(refused).rejects.toMatchObject({ code: 'PASSWORDS_DIFFER' });
    await expect(refused).rejects.not.toThrow(/sentence/);
  });

  it.each([['\u0003'], ['\u0004'], []])('is given up with %j', async (...keys) => {
    const own = terminal(['abc', ...keys]);
    await expect(askNewPassword(false, own)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(own.modes).toEqual([true, false]);
  });

  it('needs a terminal', async () => {
    const refused = askNewPassword(false, terminal(['secret\n'], false));
    await expect(refused).rejects.toThrow(/--password-stdin/);
  });
});

describe('a password that is piped in', () => {
  it.each([
    [['a sentence of hers\n'], 'a sentence of hers'],
    [['a sentence', ' of hers'], 'a sentence of hers'],
    [['first\r\nsecond\n'], 'first'],
    [[' blanks stay \n'], ' blanks stay '],
  ])('%j is its first line', async (chunks, password) => {
    expect(await askNewPassword(true, terminal(chunks, false))).toBe(password);
  });

  it('is missing where there is none', async () => {
    for (const chunks of [[], ['\n'], ['\nlate\n']]) {
      const refused = askNewPassword(true, terminal(chunks, false));
      await expect(refused).rejects.toMatchObject({ code: 'PASSWORD_MISSING', kind: 'usage' });
    }
  });

  it('is read up to a bound', async () => {
    const endless = Array.from({ length: 100 }, () => 'x'.repeat(1000));
    expect(await askNewPassword(true, terminal(endless, false))).toHaveLength(4096);
  });
});
