import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readIndexFile } from './indexFile.js';

const DEFINITION = {
  slug: 'gold-only',
  name: 'Gold',
  kind: 'equal-weighted',
  baseDate: '2020-01-02',
  baseValue: '100',
};

let file: string;
beforeAll(() => void (file = join(mkdtempSync(join(tmpdir(), 'highwater-index-')), 'own.json')));
afterAll(() => rmSync(join(file, '..'), { recursive: true, force: true }));

const read = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readIndexFile(file);
};

describe('a file of indices', () => {
  it('holds one definition or a list, with what need not be said filled in', async () => {
    const filled = { description: '', strategy: null, currency: 'USD', parameters: {} };
    expect(await read(DEFINITION)).toEqual([{ ...DEFINITION, ...filled }]);
    const euro = { ...DEFINITION, slug: 'euro-gold', currency: 'EUR', parameters: { top: 3 } };
    expect(await read(`\uFEFF${JSON.stringify([DEFINITION, euro])}`)).toEqual([
      { ...DEFINITION, ...filled },
      { ...euro, description: '', strategy: null },
    ]);
  });

  it.each<[unknown, RegExp]>([
    ['{', /own\.json: it is no JSON/],
    [[], /holds 0 definitions/],
    [[7], /definition 1: it is no object/],
    [[DEFINITION, DEFINITION], /defines gold-only twice/],
    [{ ...DEFINITION, weight: 1 }, /no field "weight": it has slug, name/],
    [{ ...DEFINITION, name: undefined }, /name is missing/],
    [[DEFINITION, { ...DEFINITION, slug: 'Bad' }], /definition 2: The slug of the index/],
    [{ ...DEFINITION, kind: 'strategy' }, /strategy of the index/],
    [{ ...DEFINITION, baseValue: -1 }, /baseValue of the index/],
  ])('is refused as %j', async (content, why) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'INDEX_FILE_REFUSED',
      kind: 'usage',
      message: expect.stringMatching(why),
    });
  });

  it('has to be there', async () => {
    await expect(readIndexFile(`${file}.not`)).rejects.toThrow(/cannot be read/);
  });
});
