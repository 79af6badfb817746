import { assert } from '../../../domain/errors.js';
import type { Book } from './book.js';
import type { LedgerDays } from './ledger.js';

/** The columns of a ledger's days, filled close by close. */
export class DayColumns implements LedgerDays {
  readonly equityCents: Float64Array;
  readonly cashCents: Float64Array;
  readonly investedCents: Float64Array;
  readonly externalFlowCents: Float64Array;
  readonly feesToDateCents: Float64Array;
  #length = 0;

  constructor(readonly dates: Int32Array) {
    const column = (): Float64Array => new Float64Array(dates.length);
    this.equityCents = column();
    this.cashCents = column();
    this.investedCents = column();
    this.externalFlowCents = column();
    this.feesToDateCents = column();
  }

  close({ holdings, flowCents, feesCents }: Book): void {
    const day = this.#length;
    const { cashCents, equityCents } = holdings;
    assert(cashCents >= 0, 'cash is never negative');
    this.equityCents[day] = equityCents;
    this.cashCents[day] = cashCents;
    this.investedCents[day] = equityCents - cashCents;
    this.externalFlowCents[day] = flowCents;
    this.feesToDateCents[day] = feesCents;
    this.#length += 1;
  }
}
