import { loops } from '../../simd/loops.js';
import { addressOf, newColumn, numbers, reserve } from '../../simd/memory.js';
import { momentsOf, type Moments } from '../kernels/moments.js';
import { spreadMinOf, strideOf, type SlidingBenchmark, type SlidingMoments } from './sliding.js';

/** Columns that sums are written to: of values, squares, all squares seen, and products. */
const SUMS = 4;
const SEEN = 2;

/**
 * The windows of a column as they slide, in the memory of compiled loops: valid for the work around.
 */
export class SlidWindows implements SlidingMoments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly constants: number[] = [];
  readonly #values: number;
  readonly #sums: number;
  /** Bytes from a sum of one kind to that of the next. */
  readonly #stride: number;

  /**
   * @param lookback from 2 to the length of the column
   * @param demand shares of the squares seen that a spread must have, by window
   * @param factors what products are summed with; none unless given
   */
  constructor(
    private readonly values: Float64Array,
    private readonly lookback: number,
    private readonly demand: Float64Array,
    private readonly factors?: Float64Array,
  ) {
    // Vectors take two at a time: the last one may go with one that is not there.
    const room = values.length + 1;
    this.mean = newColumn(room);
    this.deviation = newColumn(room);
    this.#values = addressOf(values);
    this.#stride = 8 * (Math.min(values.length, strideOf(lookback)) + 2);
    this.#sums = reserve(SUMS * this.#stride);
  }

  /**
   * Slides from the window that ends on `first` up to `end`. Returns the first window that is not
   * given because too much cancels, or `end`.
   */
  slide(first: number, end: number): number {
    const { lookback, mean, deviation, demand, factors } = this;
    // Deviations from the mean of the window before are small, and little cancels.
    const centre = first < lookback ? 0 : (mean[first - 1] as number);
    const least = spreadMinOf(lookback, centre);
    const other = factors?.byteOffset ?? 0;
    loops.slideSums(this.#values, other, first, end, lookback, centre, this.#sums, this.#stride);
    for (let from = first; from < end; from += 1) {
      from += loops.slidMoments(
        this.#sums + 8 * (from - first),
        this.#stride,
        end - from,
        lookback,
        centre,
        least,
        demand.byteOffset + 8 * from,
        mean.byteOffset + 8 * from,
        deviation.byteOffset + 8 * from,
      );
      if (from === end) return end;
      if (!this.#isStill(from - first)) return from;
      this.constants.push(from);
    }
    return end;
  }

  /** The slopes of the windows that were slid to last, from `first` up to below `end`. */
  slopes(
    first: number,
    end: number,
    { centredMean, precision }: SlidingBenchmark,
    slope: Float64Array,
  ): void {
    loops.slidSlopes(
      this.#sums,
      this.#stride,
      end - first,
      this.lookback,
      centredMean.byteOffset + 8 * first,
      precision.byteOffset + 8 * first,
      slope.byteOffset + 8 * first,
    );
  }

  /** Computes a window by itself, and puts its moments in their place: NaN where no double holds its variance. */
  settle(last: number): Moments {
    const moments = momentsOf(this.values.subarray(last + 1 - this.lookback, last + 1));
    const { mean, standardDeviation, isConstant } = moments;
    const deviation = standardDeviation < Infinity ? standardDeviation : NaN;
    this.mean[last] = mean;
    this.deviation[last] = isConstant ? 0 : deviation;
    if (isConstant) this.constants.push(last);
    return moments;
  }

  /** Whether nothing but the centre was seen since sums began. */
  #isStill(place: number): boolean {
    const at = this.#sums / 8 + place;
    return numbers[at] === 0 && numbers[at + (SEEN * this.#stride) / 8] === 0;
  }
}
