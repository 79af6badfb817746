import { HighwaterError } from '../../../domain/errors.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import type { ConstituentHeader, ConstituentReader } from '../../../store/constituents.reader.js';
import type { IndexToCompute } from '../../../store/indexComputations.reader.js';
import type { MarketCapReader } from '../../../store/marketCaps.reader.js';
import {
  readParameters,
  strategyNeeds,
  type GivenParameters,
} from '../../backtest/strategies/readParameters.js';
import { strategyOf } from '../../backtest/strategies/registry.js';
import { requireFewConstituents } from '../../index/computeIndex.js';
import { indexParameters, type IndexParameters } from '../../index/parameters.js';
import { ENGINE_VERSION } from '../../report/versions.js';
import { sha256 } from '../inputs.js';
import type { FollowedStrategy } from './strategyIndex.js';

/** To be raised with any change of what the same inputs give: every index is then computed anew. */
const INDEX_ENGINE_VERSION = '1';

/** What an index is computed from, read but for its columns. */
export interface IndexInputs {
  /** By symbol. */
  readonly constituents: readonly ConstituentHeader[];
  /** Null where it is of another kind. */
  readonly strategy: FollowedStrategy | null;
  readonly needsMarketCaps: boolean;
  /** The newest session of any constituent. */
  readonly to: TradingDate;
}

export interface InputReaders {
  readonly constituents: ConstituentReader;
  readonly marketCaps: MarketCapReader;
}

/** What was found of an index's inputs: their hash, and what they are, or why they cannot be used. */
export interface FoundInputs {
  /** SHA-256, hexadecimal: it changes with all that the index follows from. */
  readonly hash: string;
  readonly inputs: IndexInputs | HighwaterError;
}

/**
 * Finds what an index follows from, without any column of prices. What its rule refuses is no
 * error of the search: it is told beside the hash, so that it is not tried again until it changes.
 */
export async function findInputs(
  readers: InputReaders,
  index: IndexToCompute,
): Promise<FoundInputs> {
  const rule = ruleHash(index);
  let parameters: IndexParameters;
  let strategy: FollowedStrategy | null;
  try {
    parameters = indexParameters(index.kind, index.parameters);
    strategy = strategyFollowedBy(index);
  } catch (error) {
    return { hash: rule, inputs: refusalOf(error) };
  }
  const constituents = await readers.constituents.headers(parameters.constituents);
  const needsMarketCaps = needsCaps(index, parameters, strategy);
  const symbols = constituents.map(({ symbol }) => symbol);
  const caps = needsMarketCaps
    ? await readers.marketCaps.hashes(symbols)
    : new Map<string, string>();
  const hash = sha256([
    rule,
    // With their defaults, and for strategies with the version of what they do.
    JSON.stringify(parameters),
    strategy === null ? '' : JSON.stringify([ENGINE_VERSION, strategy]),
    ...constituents.flatMap(({ symbol, currency, active, seriesHash, actionsHash }) => {
      const listing = active ? 'listed' : 'delisted';
      return [symbol, currency, listing, seriesHash, actionsHash, caps.get(symbol) ?? ''];
    }),
  ]);
  try {
    requireUsable(index, constituents);
  } catch (error) {
    return { hash, inputs: refusalOf(error) };
  }
  const to = constituents.map(({ lastDate }) => lastDate).reduce((a, b) => (b > a ? b : a));
  return { hash, inputs: { constituents, strategy, needsMarketCaps, to } };
}

/** @throws the error itself where it is none that a person can mend */
function refusalOf(error: unknown): HighwaterError {
  if (error instanceof HighwaterError) return error;
  throw error;
}

function ruleHash(index: IndexToCompute): string {
  const { kind, currency, baseDate, baseValue, parameters } = index;
  return sha256([
    INDEX_ENGINE_VERSION,
    kind,
    currency,
    baseDate,
    baseValue,
    JSON.stringify(parameters),
    index.strategyKind ?? '',
    JSON.stringify(index.strategyParameters),
  ]);
}

function strategyFollowedBy(index: IndexToCompute): FollowedStrategy | null {
  if (index.kind !== 'strategy') return null;
  if (index.strategyKind === null || index.strategyParameters === null) {
    throw new HighwaterError(
      'STRATEGY_INACTIVE',
      'usage',
      'The strategy of the index has no active version: activate one, or choose another strategy.',
    );
  }
  const { strategyParameters, targets } = indexParameters('strategy', index.parameters);
  const parameters = { ...index.strategyParameters, ...strategyParameters };
  const definition = strategyOf(index.strategyKind);
  const read = readParameters(definition, parameters) as GivenParameters;
  return { kind: index.strategyKind, parameters: read, targets };
}

function needsCaps(
  { kind }: IndexToCompute,
  parameters: IndexParameters,
  strategy: FollowedStrategy | null,
): boolean {
  if (strategy !== null) {
    return strategyNeeds(strategyOf(strategy.kind), strategy.parameters).needsMarketCaps;
  }
  return kind === 'cap-weighted' || ('top' in parameters && parameters.top !== null);
}

function requireUsable(
  { currency }: IndexToCompute,
  constituents: readonly ConstituentHeader[],
): void {
  if (constituents.length === 0) {
    const message = 'No constituent of the index has a price: refresh them first, or name others.';
    throw new HighwaterError('NO_HISTORY', 'data', message);
  }
  requireFewConstituents(constituents.length);
  const foreign = constituents.find((it) => it.currency !== currency);
  if (foreign === undefined) return;
  throw new HighwaterError(
    'CURRENCIES_MIXED',
    'usage',
    `${foreign.symbol} is priced in ${foreign.currency}, the index in ${currency}, and nothing is converted: name constituents in ${currency}.`,
    { symbol: foreign.symbol },
  );
}
