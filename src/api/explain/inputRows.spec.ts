import { describe, expect, it } from '@jest/globals';
import { inputRows, inputsHash } from './inputRows.js';

describe('inputsHash', () => {
  it('is what another language makes of the recipe', () => {
    const none = { return: null, benchmarkReturn: null, riskFree: null };
    const rows = [
      { date: '2024-01-02', price: 100.5, ...none },
      {
        date: '2024-01-03',
        price: 101.25,
        return: 0.007462686567164312,
        benchmarkReturn: -0.003,
        riskFree: 7.858e-5,
      },
      { date: '2024-01-04', price: 1e-7, return: 0, benchmarkReturn: null, riskFree: -1e-300 },
    ];
    // Python: hashlib.sha256 of the lines, each number struct.pack('>d', x).hex().
    expect(inputsHash(rows)).toBe(
      'acc127d47f06248d35ecf4c28738d73fe48241a1621fd4e06b4818fa1d3043f2',
    );
    const [first, second, third] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    expect(inputsHash([first, second, { ...third, return: -0 }])).toBe(inputsHash(rows));
    expect(inputsHash([first, second])).not.toBe(inputsHash(rows));
    expect(inputsHash([first, third, second])).not.toBe(inputsHash(rows));
  });
});

describe('inputRows', () => {
  it('puts a return on the row that it is earned on', () => {
    const rows = inputRows({
      dates: Int32Array.of(19_724, 19_725, 19_726),
      prices: Float64Array.of(10, 11, 12),
      returns: Float64Array.of(0.1, 0),
      benchmarkReturns: [null, 0.2],
      riskFreeReturns: [0, 0.001],
    });
    expect(rows).toEqual([
      { date: '2024-01-02', price: 10, return: null, benchmarkReturn: null, riskFree: null },
      { date: '2024-01-03', price: 11, return: 0.1, benchmarkReturn: null, riskFree: 0 },
      { date: '2024-01-04', price: 12, return: 0, benchmarkReturn: 0.2, riskFree: 0.001 },
    ]);
  });
});
