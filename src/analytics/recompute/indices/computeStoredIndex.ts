import type { CapHistory } from '../../../domain/capitalisation.js';
import { actionOf } from '../../../domain/corporateAction.js';
import { Dec } from '../../../domain/decimals.js';
import { HighwaterError, assert, messageOf } from '../../../domain/errors.js';
import type { DecimalInput } from '../../../domain/fieldRules.js';
import type { IndexNote } from '../../../domain/indexLedger.js';
import { toEpochDay } from '../../../domain/tradingDate.js';
import type { ComputedIndex } from '../../../store/indexComputations.store.js';
import type { IndexToCompute } from '../../../store/indexComputations.reader.js';
import type { MarketHistory } from '../../../store/marketHistories.reader.js';
import type { AssetHistory } from '../../backtest/market.js';
import { computeIndex } from '../../index/computeIndex.js';
import type { ConstituentHistory } from '../../index/constituent.js';
import { indexEvents } from '../../index/events.js';
import { indexAllocations, indexCloses, indexNotes } from '../../index/publication.js';
import type { IndexStrategy } from '../../index/strategyWeights.js';
import type { IndexInputs } from './indexInputs.js';
import { followedStrategy } from './strategyIndex.js';

/** Notes that are kept of one computation: the newest. */
const NOTES_MAX = 1000;

/** The columns of what an index is computed from, by symbol. */
export interface IndexColumns {
  readonly histories: ReadonlyMap<string, MarketHistory>;
  /** Empty where no capitalisation is needed. */
  readonly caps: ReadonlyMap<string, CapHistory>;
}

/** What a computation gives, without when and from what: plain data, decimals as strings. */
export type IndexResults = Omit<ComputedIndex, 'inputs' | 'computedAt'>;

/**
 * Computes a stored index from its base date on.
 *
 * @throws HighwaterError what computeIndex and its strategy throw; INDEX_FAILED for what neither
 *   foresees, so that one index never stops the others
 */
export function computeStoredIndex(
  index: IndexToCompute,
  inputs: IndexInputs,
  columns: IndexColumns,
): IndexResults {
  try {
    return resultsOf(index, inputs, columns);
  } catch (error) {
    if (error instanceof HighwaterError) throw error;
    const message = `The index could not be computed: ${messageOf(error)}`;
    throw new HighwaterError('INDEX_FAILED', 'internal', message, {}, { cause: error });
  }
}

function resultsOf(
  index: IndexToCompute,
  inputs: IndexInputs,
  { histories, caps }: IndexColumns,
): IndexResults {
  const constituents = constituentHistories(inputs, histories);
  const strategy = strategyOfIndex(index, inputs, constituents, caps);
  const range = { to: inputs.to };
  const ledger = computeIndex(index, constituents, caps, range, strategy);
  const idOf = (symbol: string): string => {
    const history = histories.get(symbol);
    assert(history !== undefined, 'what an index holds has a history');
    return history.assetId;
  };
  return {
    closes: indexCloses(ledger).map(({ value, divisor, ...close }) => ({
      ...close,
      value: plain(value),
      divisor: divisor === null ? null : plain(divisor),
    })),
    allocations: indexAllocations(ledger).map(({ date, symbol, weight, value }) => ({
      date,
      assetId: idOf(symbol),
      weight: plain(weight),
      value: plain(value),
    })),
    events: indexEvents(ledger).map(({ symbol, ...event }) => ({
      ...event,
      assetId: symbol === null ? null : idOf(symbol),
    })),
    notes: newest(indexNotes(ledger)),
  };
}

/** Class instances do not pass from thread to thread. */
function plain(decimal: DecimalInput): string {
  return new Dec(decimal).toFixed();
}

function newest(notes: readonly IndexNote[]): readonly IndexNote[] {
  return notes.slice(-NOTES_MAX);
}

function constituentHistories(
  { constituents }: IndexInputs,
  histories: ReadonlyMap<string, MarketHistory>,
): ConstituentHistory[] {
  return constituents.flatMap(({ symbol, active }) => {
    const history = histories.get(symbol);
    if (history === undefined) return [];
    const actions = history.actions.map(actionOf);
    return [{ symbol, series: history.series, actions, isDelisted: !active }];
  });
}

function strategyOfIndex(
  { baseDate }: IndexToCompute,
  { strategy, to }: IndexInputs,
  constituents: readonly ConstituentHistory[],
  caps: ReadonlyMap<string, CapHistory>,
): IndexStrategy | null {
  if (strategy === null) return null;
  const firstDay = toEpochDay(baseDate);
  const assets = constituents
    .filter(({ series }) => (series.dates.at(-1) ?? -Infinity) >= firstDay)
    .map(({ symbol, series, actions }): AssetHistory => {
      const marketCaps = caps.get(symbol);
      return { symbol, series, actions, ...(marketCaps && { marketCaps }) };
    });
  return followedStrategy(strategy, { assets, from: baseDate, to });
}
