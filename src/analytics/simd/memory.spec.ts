import { describe, expect, it } from '@jest/globals';
import { addressOf, inMemory, isPlaced, kept, newColumn, numbers, placed } from './memory.js';

const column = Float64Array.of(1, 2, 3);

describe('the memory of compiled loops', () => {
  it('holds copies of what lies elsewhere, and takes its own as they are', () => {
    inMemory(() => {
      const own = placed(column);
      expect([...own]).toEqual([1, 2, 3]);
      expect(isPlaced(own)).toBe(true);
      expect(isPlaced(column)).toBe(false);
      expect(placed(own)).toBe(own);
      expect(addressOf(own)).toBe(own.byteOffset);
      expect(numbers[own.byteOffset / 8 + 2]).toBe(3);
    });
  });

  it('is free again after the work, also after work that failed', () => {
    const place = () => inMemory(() => newColumn(3).byteOffset);
    const first = place();
    const failing = (): never => {
      newColumn(100);
      throw new RangeError('too much');
    };
    expect(() => inMemory(failing)).toThrow('too much');
    expect(place()).toBe(first);
  });

  it('gives work within work other places', () => {
    inMemory(() => {
      const outer = placed(column);
      inMemory(() => newColumn(8).fill(7));
      expect([...outer]).toEqual([1, 2, 3]);
      expect(newColumn(1).byteOffset).toBeGreaterThan(outer.byteOffset);
    });
  });

  it('refuses what it has no room for, and goes on', () => {
    const longest = new Float64Array(4_194_304);
    expect(() => inMemory(() => addressOf(longest))).toThrow(
      expect.objectContaining({ code: 'COLUMN_TOO_LONG' }),
    );
    expect(inMemory(() => addressOf(column))).toBeGreaterThan(0);
  });

  it('keeps the columns of one owner beside the work that comes and goes', () => {
    const [owner, other] = [{}, {}];
    const columns = [column, Float64Array.of(8, 9)] as const;
    const [first, second] = kept(owner, columns);
    inMemory(() => newColumn(1000).fill(7));
    expect([...first, ...second]).toEqual([1, 2, 3, 8, 9]);
    expect(kept(owner, columns)[0]).toBe(first);
    expect([...kept(other, [Float64Array.of(4, 5, 6)])[0]!]).toEqual([4, 5, 6]);
    expect([...first]).toEqual([4, 5, 6]);
    expect([...kept(owner, columns)[1]]).toEqual([8, 9]);
    const tooLong = [column, new Float64Array(200_000)] as const;
    expect(kept(other, tooLong)).toBe(tooLong);
  });
});
