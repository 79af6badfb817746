/** What an index holds from a change on. Arrays are by constituent. */
export interface Holdings {
  /** Those that are held, ascending. */
  readonly members: Int32Array;
  /** Shares of each that its market value counts, capping factors in them; 0 of the others. */
  readonly units: Float64Array;
  /** Shares outstanding of the members, and by how much they count; null where units are bought. */
  readonly outstanding: { readonly shares: Float64Array; readonly factors: Float64Array } | null;
  /** Market value that is held in no asset. */
  readonly cash: number;
}

/** Holdings at the close that they were chosen at. */
export interface ChosenHoldings {
  readonly holdings: Holdings;
  /** Market value by the closes of the session. */
  readonly value: number;
  /** Assets that could not be held, and why. */
  readonly leftOut: readonly LeftOut[];
  /** The cap that held where the asked for could not; otherwise null. */
  readonly weightMaxRaised: number | null;
}

/** Why an asset was not held: no price of late, or nothing known of its shares. */
export interface LeftOut {
  readonly constituent: number;
  readonly reason: 'no-price' | 'no-capitalisation';
}
