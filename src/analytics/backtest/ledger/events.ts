import type { CorporateAction } from '../../../domain/corporateAction.js';
import { Dec } from '../../../domain/decimals.js';
import { GAP_SESSIONS_MAX } from '../history.js';
import type { Market } from '../market.js';
import type { Book } from './book.js';
import { UNITS_PER_SHARE, worthCents } from './fixedPoint.js';
import type { Holdings } from './holdings.js';
import type { LedgerOptions } from './options.js';
import { LOT_UNITS, unitsWithin } from './orders.js';
import { NO_COSTS, type TradeReason } from './trades.js';

interface AssetEvent {
  readonly asset: number;
  readonly actions: readonly CorporateAction[];
}

const NONE: readonly AssetEvent[] = [];

/** What companies do to shares: splits, payments, and leaving the exchange. */
export class CorporateEvents {
  readonly #byIndex = new Map<number, AssetEvent[]>();

  constructor(
    market: Market,
    private readonly book: Book,
    private readonly options: Pick<LedgerOptions, 'dividends' | 'shares'>,
  ) {
    market.assets.forEach(({ actions }, asset) => {
      // Adjusted closes have all of them in them.
      if (options.dividends === 'adjusted') return;
      for (const [index, list] of actions) append(this.#byIndex, index, { asset, actions: list });
    });
  }

  /** Before the session is valued: splits change how many shares are held, and what one was worth. */
  atOpen(index: number): void {
    const { holdings } = this.book;
    for (const { asset, actions } of this.#byIndex.get(index) ?? NONE) {
      for (const { kind, value } of actions) {
        if (kind === 'split' && holdings.units[asset] !== 0) split(holdings, asset, value);
      }
    }
  }

  /** After the session is valued, before anything else is traded. */
  atClose(index: number): void {
    for (const { asset, actions } of this.#byIndex.get(index) ?? NONE) {
      if (this.options.shares === 'whole') this.#sellFraction(asset);
      for (const action of actions) this.#pay(asset, action);
    }
    if (this.book.holdings.hasGap) this.#sellDelisted();
  }

  /** Whether a gap ends or not is not known in it: a long one counts as the end. */
  #sellDelisted(): void {
    const { holdings } = this.book;
    holdings.units.forEach((units, asset) => {
      if (units === 0 || holdings.sessionsWithoutClose(asset) <= GAP_SESSIONS_MAX) return;
      this.#trade(asset, -units, 'delisting');
    });
  }

  #sellFraction(asset: number): void {
    const fraction = (this.book.holdings.units[asset] as number) % UNITS_PER_SHARE;
    if (fraction > 0) this.#trade(asset, -fraction, 'cash-in-lieu');
  }

  #pay(asset: number, { kind, value }: CorporateAction): void {
    const { book } = this;
    const units = book.holdings.units[asset] as number;
    if (kind === 'split' || units === 0) return;
    const perShare = value.toNumber();
    const amountCents = worthCents(units, perShare);
    book.receive({ asset, units, perShare, amountCents, kind });
    if (this.options.dividends === 'withdraw') book.withdraw('dividend', amountCents);
    if (this.options.dividends !== 'reinvest' || !book.holdings.isTradable(asset)) return;
    const price = book.holdings.price[asset] as number;
    const bought = unitsWithin(amountCents, price, LOT_UNITS[this.options.shares]);
    if (bought > 0) this.#trade(asset, bought, 'dividend');
  }

  /** At the last close, without costs. */
  #trade(asset: number, units: number, reason: TradeReason): void {
    const { holdings } = this.book;
    const heldUnits = (holdings.units[asset] as number) + units;
    const amountCents = worthCents(Math.abs(units), holdings.price[asset] as number);
    this.book.trade({ asset, heldUnits, units, amountCents, ...NO_COSTS }, reason);
  }
}

function append<T>(lists: Map<number, T[]>, index: number, item: T): void {
  const list = lists.get(index);
  if (list === undefined) lists.set(index, [item]);
  else list.push(item);
}

/** A share's last close is divided as well: where the session has none, it still values what is held. */
function split(holdings: Holdings, asset: number, ratio: CorporateAction['value']): void {
  const units = new Dec(holdings.units[asset] as number).times(ratio).floor().toNumber();
  holdings.price[asset] = (holdings.price[asset] as number) / ratio.toNumber();
  holdings.setUnits(asset, units);
}
