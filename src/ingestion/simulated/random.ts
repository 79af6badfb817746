/** A repeatable stream of random numbers. */
export interface RandomStream {
  /** Uniform over [0, 1). */
  uniform(): number;
  /** Standard normal. Takes two uniforms each time, so that streams stay in step. */
  normal(): number;
}

/** A seed from a text: FNV-1a, 32 bits (Fowler, Noll and Vo). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A stream from a 32-bit seed: the SplitMix32 generator (after Steele, Lea and Flood 2014), normal
 * by Box and Muller (1958).
 */
export function randomStream(seed: number): RandomStream {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
  return { uniform, normal };
}
