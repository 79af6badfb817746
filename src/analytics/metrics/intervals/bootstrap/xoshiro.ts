/** 2^32, by which a state of 32 bits becomes a fraction. */
const RANGE = 4_294_967_296;

export const SEED_MAX = RANGE - 1;

/**
 * xoshiro128** (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021), its four
 * words of state filled by splitmix32 from one seed: the same seed gives the same numbers on every
 * machine.
 */
export class Xoshiro128 {
  readonly #state: Uint32Array;

  constructor(state: readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(state);
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
    const state = this.#state;
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    state[2] = c ^ a;
    state[3] = d ^ b;
    state[1] = b ^ (state[2]);
    state[0] = a ^ (state[3]);
    state[2] = (state[2]) ^ (b << 9);
    state[3] = rotated(state[3], 11);
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
