import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { PROGRAM_FILE, compiledProgram } from './compile.js';

it('the compiled loops are those of simd/ (npm run simd writes them)', () => {
  const expected = compiledProgram();
  if (process.env['HIGHWATER_TEST_WRITE_SIMD'] === '1') writeFileSync(PROGRAM_FILE, expected);
  expect(readFileSync(PROGRAM_FILE, 'utf8')).toBe(expected);
});
