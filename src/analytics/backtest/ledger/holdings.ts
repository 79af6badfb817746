import type { Market } from '../market.js';
import { requireExact, UNIT_PRICES_PER_CENT, worthOfScaled } from './fixedPoint.js';

/** Cash and shares, and what they are worth at a close. */
export class Holdings {
  /** Of 1e-8 shares, by asset. */
  readonly units: Float64Array;
  /** The last close of each asset; NaN before its first. */
  readonly price: Float64Array;
  /** Units times price to the cent. */
  readonly valueCents: Float64Array;
  /** Units over unit prices per cent: times a price they are cents. */
  readonly #scaled: Float64Array;
  /** The session of the last close of each asset; −1 before its first. */
  readonly #lastIndex: Int32Array;
  cashCents: number;
  /** The values of the assets added up. */
  investedCents = 0;
  /** Whether an asset is held that has no close at the session marked last. */
  hasGap = false;
  readonly #columns: readonly Float64Array[];
  #index = -1;

  /** @param columns the closes that assets are valued on, in the market's order */
  constructor(columns: readonly Float64Array[], cashCents: number) {
    this.#columns = columns;
    this.units = new Float64Array(columns.length);
    this.price = new Float64Array(columns.length).fill(NaN);
    this.valueCents = new Float64Array(columns.length);
    this.#scaled = new Float64Array(columns.length);
    this.#lastIndex = new Int32Array(columns.length).fill(-1);
    this.cashCents = cashCents;
  }

  /** Values everything at a session's closes; an asset without one at its last. */
  mark(index: number): void {
    this.#index = index;
    const { units, price, valueCents } = this;
    const columns = this.#columns;
    const lastIndex = this.#lastIndex;
    const scaled = this.#scaled;
    this.hasGap = false;
    let invested = 0;
    for (let asset = 0; asset < units.length; asset += 1) {
      const close = (columns[asset] as Float64Array)[index] as number;
      const held = units[asset] as number;
      if (close === close) {
        price[asset] = close;
        lastIndex[asset] = index;
      } else if (held > 0) {
        this.hasGap = true;
      }
      const value =
        held === 0 ? 0 : worthOfScaled(scaled[asset] as number, held, price[asset] as number);
      valueCents[asset] = value;
      invested += value;
    }
    this.investedCents = requireExact(invested);
  }

  /** Whether an asset has a close at the session marked last. */
  isTradable = (asset: number): boolean => this.#lastIndex[asset] === this.#index;

  /** How many sessions an asset has had no close, up to the one marked last. */
  sessionsWithoutClose(asset: number): number {
    return this.#index - (this.#lastIndex[asset] as number);
  }

  /** Changes what is held of an asset, and values it anew. */
  setUnits(asset: number, units: number): void {
    const scaled = units / UNIT_PRICES_PER_CENT;
    const value = units === 0 ? 0 : worthOfScaled(scaled, units, this.price[asset] as number);
    this.#scaled[asset] = scaled;
    this.investedCents += value - (this.valueCents[asset] as number);
    this.units[asset] = units;
    this.valueCents[asset] = value;
  }

  /** What an asset held is worth, in cents and not rounded. */
  worth(asset: number): number {
    const scaled = this.#scaled[asset] as number;
    return scaled === 0 ? 0 : scaled * (this.price[asset] as number);
  }

  /** Cash and everything held, in cents and not rounded. */
  get totalWorth(): number {
    let total = this.cashCents;
    for (let asset = 0; asset < this.units.length; asset += 1) total += this.worth(asset);
    return total;
  }

  /** Cash and the values of the assets. @throws HighwaterError AMOUNT_TOO_LARGE */
  get equityCents(): number {
    return requireExact(this.cashCents + this.investedCents);
  }

  /** Values as fractions of equity; all 0 where there is no equity. @param place where they go */
  weights(place: Float64Array = new Float64Array(this.units.length)): Float64Array {
    const equity = this.equityCents;
    for (let asset = 0; asset < place.length; asset += 1) {
      place[asset] = equity === 0 ? 0 : (this.valueCents[asset] as number) / equity;
    }
    return place;
  }
}

/** The columns that a market's assets are valued on. */
export function valuationColumns(market: Market, isAdjusted: boolean): Float64Array[] {
  return market.assets.map(({ close, adjustedClose }) => (isAdjusted ? adjustedClose : close));
}
