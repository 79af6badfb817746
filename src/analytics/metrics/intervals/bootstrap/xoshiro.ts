/** 2^32, by which a state of 32 bits becomes a fraction. */
const RANGE = 4_294_967_296;

export const SEED_MAX = RANGE - 1;

/**
 * xoshiro128** (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021), its four
 * words of state filled by splitmix32 from one seed: the same seed gives the same numbers on every
 * machine.
 */
export class Xoshiro128 {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor([a, b, c, d]: readonly [number, number, number, number]) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  /** @param seed a whole number from 0 to {@link SEED_MAX} */
  static seeded(seed: number): Xoshiro128 {
    let counter = seed;
    const word = (): number => {
      counter = (counter + 0x9e3779b9) >>> 0;
      let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      return (mixed ^ (mixed >>> 16)) >>> 0;
    };
    return new Xoshiro128([word(), word(), word(), word()]);
  }

  /** The next 32 bits, as a whole number. */
  next(): number {
    const b = this.#b;
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = rotated(d, 11);
    return result;
  }

  /** From 0 to below 1. */
  fraction(): number {
    return this.next() / RANGE;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor(this.fraction() * bound);
  }
}

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
