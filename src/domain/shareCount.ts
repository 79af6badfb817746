import { barOfCapitalisation, type CapHistory } from './capitalisation.js';
import type { CorporateAction } from './corporateAction.js';
import type { PriceSeries } from './priceSeries.js';
import { toEpochDay } from './tradingDate.js';

/** How many shares of an asset there are, by what was known on the day. */
export class ShareCount {
  readonly #splits: readonly { readonly day: number; readonly ratio: number }[];
  /** The row asked for last: days are mostly asked for in order. */
  #row = 0;

  constructor(
    private readonly caps: CapHistory,
    private readonly series: PriceSeries,
    actions: readonly CorporateAction[],
  ) {
    this.#splits = actions
      .filter(({ kind }) => kind === 'split')
      .map(({ exDate, value }) => ({ day: toEpochDay(exDate), ratio: value.toNumber() }))
      .sort((a, b) => a.day - b.day);
  }

  /**
   * Shares outstanding as the newest row on or before `day` has them, or its capitalisation over
   * the close of its date; times the ratios of splits since.
   *
   * @param day since 1970-01-01
   * @returns NaN where nothing was known by then
   */
  on(day: number): number {
    const { dates } = this.caps;
    if (this.#row > 0 && (dates[this.#row] as number) > day) this.#row = 0;
    while (this.#row + 1 < dates.length && (dates[this.#row + 1] as number) <= day) this.#row += 1;
    const knownOn = dates[this.#row] ?? Infinity;
    if (knownOn > day) return NaN;
    let shares = this.#sharesOf(this.#row, knownOn);
    for (const split of this.#splits) {
      if (split.day > knownOn && split.day <= day) shares *= split.ratio;
    }
    return shares > 0 && shares < Infinity ? shares : NaN;
  }

  #sharesOf(row: number, knownOn: number): number {
    const outstanding = this.caps.sharesOutstanding?.[row] ?? NaN;
    if (!Number.isNaN(outstanding)) return outstanding;
    const close = this.series.close[barOfCapitalisation(this.series, knownOn)] ?? NaN;
    return (this.caps.marketCaps[row] ?? NaN) / close;
  }
}
