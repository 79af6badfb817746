import type { BacktestLedger } from '../../src/analytics/backtest/ledger/ledger.js';
import { ledgerOptions } from '../../src/analytics/backtest/ledger/options.js';
import type { LedgerOptionsInput } from '../../src/analytics/backtest/ledger/options.js';
import type { Trade } from '../../src/analytics/backtest/ledger/trades.js';
import type { Market } from '../../src/analytics/backtest/market.js';
import { Dec, type Decimal } from '../../src/domain/decimals.js';
import { sharesOf } from './ledger.js';

const toCent = (value: Decimal): Decimal => value.toDecimalPlaces(2, Dec.ROUND_HALF_EVEN);
const cents = (value: number): Decimal => new Dec(value).div(100);

/**
 * Keeps the books of a ledger once more, in decimals alone and by the sentences of decision 030:
 * which trades there were is taken from the ledger, all else is worked out anew.
 *
 * @returns what disagrees, one sentence each
 */
export function disagreements(
  ledger: BacktestLedger,
  market: Market,
  input: LedgerOptionsInput,
): string[] {
  const twin = new Twin(ledger, market, input);
  for (let index = market.startIndex; index < market.dates.length; index += 1) twin.session(index);
  return twin.found;
}

class Twin {
  readonly found: string[] = [];
  readonly #options;
  readonly #units: Decimal[];
  readonly #price: (Decimal | null)[];
  #cash: Decimal;
  #fees = new Dec(0);

  constructor(
    private readonly ledger: BacktestLedger,
    private readonly market: Market,
    input: LedgerOptionsInput,
  ) {
    this.#options = ledgerOptions(input);
    this.#cash = new Dec(this.#options.initialCapital);
    this.#units = market.assets.map(() => new Dec(0));
    this.#price = market.assets.map(() => null);
  }

  session(index: number): void {
    const { market, ledger } = this;
    const day = market.dates[index]!;
    const trades = ledger.trades.filter((trade) => trade.day === day);
    const isFirst = index === market.startIndex;
    if (!isFirst) market.assets.forEach((_, asset) => this.#splits(asset, index));
    market.assets.forEach(({ close, adjustedClose }, asset) => {
      const column = this.#options.dividends === 'adjusted' ? adjustedClose : close;
      if (!Number.isNaN(column[index]!)) this.#price[asset] = new Dec(column[index]!);
    });
    const isEarly = ({ reason }: Trade): boolean =>
      ['cash-in-lieu', 'dividend', 'delisting'].includes(reason);
    trades.filter(({ reason }) => reason === 'cash-in-lieu').forEach((trade) => this.#book(trade));
    if (!isFirst) this.#expectDividends(index);
    trades
      .filter((trade) => isEarly(trade) && trade.reason !== 'cash-in-lieu')
      .forEach((trade) => this.#book(trade));
    for (const { kind, amountCents } of ledger.flows.filter((flow) => flow.day === day)) {
      this.#cash = this.#cash.plus(cents(kind === 'contribution' ? amountCents : -amountCents));
    }
    trades.filter((trade) => !isEarly(trade)).forEach((trade) => this.#book(trade));
    for (const { amountCents } of ledger.managementFees.filter((fee) => fee.day === day)) {
      this.#cash = this.#cash.minus(cents(amountCents));
      this.#fees = this.#fees.plus(cents(amountCents));
    }
    this.#compare(index - market.startIndex);
  }

  #splits(asset: number, index: number): void {
    if (this.#options.dividends === 'adjusted') return;
    for (const { kind, value } of this.market.assets[asset]!.actions.get(index) ?? []) {
      const price = this.#price[asset];
      if (kind !== 'split' || price === null || price === undefined) continue;
      this.#units[asset] = this.#units[asset]!.times(value).toDecimalPlaces(8, Dec.ROUND_DOWN);
      this.#price[asset] = new Dec(price.toNumber() / value.toNumber());
    }
  }

  #expectDividends(index: number): void {
    const paid = this.ledger.dividends.filter(({ day }) => day === this.market.dates[index]!);
    const expected = this.market.assets.flatMap(({ actions }, asset) =>
      (this.#options.dividends === 'adjusted' ? [] : (actions.get(index) ?? []))
        .filter(({ kind }) => kind !== 'split' && !this.#units[asset]!.isZero())
        .map(({ value }) => toCent(this.#units[asset]!.times(value))),
    );
    this.#expect('dividends', String(paid.map((p) => cents(p.amountCents))), String(expected));
    this.#cash = expected.reduce((cash, amount) => cash.plus(amount), this.#cash);
  }

  #book({ asset, units, price, amountCents, ...costs }: Trade): void {
    const shares = sharesOf(units);
    const amount = toCent(shares.abs().times(new Dec(price)));
    this.#expect('amount of a trade', cents(amountCents).toString(), amount.toString());
    this.#expect('price of a trade', String(price), this.#price[asset]!.toString());
    const free = ['cash-in-lieu', 'dividend', 'delisting'].includes(costs.reason);
    const due = free ? new Dec(0) : this.#costs(amount, shares.abs());
    const { commissionCents, spreadCents, slippageCents } = costs;
    const paid = cents(commissionCents + spreadCents + slippageCents);
    this.#expect('costs of a trade', paid.toString(), due.toString());
    this.#units[asset] = this.#units[asset]!.plus(shares);
    this.#cash = this.#cash.minus(due).minus(shares.isNegative() ? amount.negated() : amount);
    this.#fees = this.#fees.plus(due);
  }

  #costs(amount: Decimal, shares: Decimal): Decimal {
    const { commissionFixed, commissionBps, spreadBps, slippageBps, ...perShare } =
      this.#options.costs;
    const part = (bps: number): Decimal => toCent(amount.times(bps).div(10_000));
    const byShare = toCent(shares.times(perShare.commissionPerShare));
    const minimum =
      perShare.commissionPerShare === 0 ? 0 : toCent(new Dec(perShare.commissionPerShareMinimum));
    return toCent(new Dec(commissionFixed))
      .plus(part(commissionBps))
      .plus(part(spreadBps / 2))
      .plus(part(slippageBps))
      .plus(Dec.max(byShare, minimum));
  }

  #compare(row: number): void {
    const { days } = this.ledger;
    const values = this.#units.map((units, asset) =>
      units.isZero() ? new Dec(0) : toCent(units.times(this.#price[asset]!)),
    );
    const invested = values.reduce((sum, value) => sum.plus(value), new Dec(0));
    const columns = { cash: days.cashCents, invested: days.investedCents };
    this.#expect('cash', cents(columns.cash[row]!).toString(), this.#cash.toString());
    this.#expect('invested', cents(columns.invested[row]!).toString(), invested.toString());
    const equity = this.#cash.plus(invested).toString();
    this.#expect('equity', cents(days.equityCents[row]!).toString(), equity);
    this.#expect('fees', cents(days.feesToDateCents[row]!).toString(), this.#fees.toString());
    if (this.#cash.isNegative()) this.found.push('cash is negative');
    if (values.some((value) => value.isNegative())) this.found.push('a position is negative');
  }

  #expect(what: string, found: string, expected: string): void {
    if (found !== expected) this.found.push(`${what}: ${found}, not ${expected}`);
  }
}
