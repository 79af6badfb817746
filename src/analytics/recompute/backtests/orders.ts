import { HighwaterError } from '../../../domain/errors.js';
import type { StrategyKind } from '../../../domain/strategy.js';
import type { TradingDate } from '../../../domain/tradingDate.js';
import {
  ledgerOptions,
  type LedgerOptions,
  type LedgerOptionsInput,
} from '../../backtest/ledger/options.js';
import {
  readParameters,
  strategyNeeds,
  type GivenParameters,
  type StrategyNeeds,
} from '../../backtest/strategies/readParameters.js';
import { strategyOf } from '../../backtest/strategies/registry.js';

/** What is stored of a backtest that is to be run, not yet held to any schema. */
export interface StoredOrder {
  /** Slug of the strategy. */
  readonly strategy: string;
  readonly kind: StrategyKind;
  readonly strategyVersion: number;
  /** Of the strategy's version. */
  readonly strategyParameters: GivenParameters;
  /** Over those of the version; `options` among them are the ledger's. */
  readonly parameters: GivenParameters;
  readonly fromDate: TradingDate | null;
  readonly toDate: TradingDate | null;
  /** A decimal string. */
  readonly initialCapital: string;
}

/** A backtest that is to be run, with every default filled in. */
export interface BacktestOrder {
  readonly strategy: {
    readonly slug: string;
    readonly kind: StrategyKind;
    readonly version: number;
    readonly parameters: GivenParameters;
  };
  /** The initial capital among them. */
  readonly options: LedgerOptions;
  readonly from: TradingDate | null;
  readonly to: TradingDate | null;
  readonly needs: StrategyNeeds;
}

/**
 * Reads what is stored of a backtest.
 *
 * @throws HighwaterError STRATEGY_PARAMETER_UNKNOWN, STRATEGY_PARAMETER_REFUSED,
 *   LEDGER_OPTIONS_REFUSED
 */
export function readOrder(stored: StoredOrder): BacktestOrder {
  const { kind, fromDate, toDate, initialCapital } = stored;
  const { options = {}, ...own } = stored.parameters;
  const definition = strategyOf(kind);
  const given = { ...stored.strategyParameters, ...own };
  return {
    strategy: {
      slug: stored.strategy,
      kind,
      version: stored.strategyVersion,
      parameters: readParameters(definition, given) as GivenParameters,
    },
    options: { ...ledgerOptions(withoutCapital(options)), initialCapital },
    from: fromDate,
    to: toDate,
    needs: strategyNeeds(definition, given),
  };
}

/** The ledger's options as they are stored: the capital has a field of its own. */
function withoutCapital(options: unknown): LedgerOptionsInput {
  const hasCapital = typeof options === 'object' && options !== null && 'initialCapital' in options;
  if (!hasCapital) return options as LedgerOptionsInput;
  throw new HighwaterError(
    'LEDGER_OPTIONS_REFUSED',
    'usage',
    "The simulation's initialCapital is no option of a stored backtest: it has a field of its own.",
    { field: 'initialCapital' },
  );
}
