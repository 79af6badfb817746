import { z } from 'zod';
import { STRATEGY_DESCRIPTIONS } from '../../analytics/backtest/strategies/registry.js';
import type { StrategyKind } from '../../domain/strategy.js';
import { readingOf, type ParameterSchema } from './schemaReading.js';

/** Names that the addresses use themselves: a strategy's own of that name is told apart. */
const TAKEN: readonly string[] = ['from', 'to', 'years', 'riskFreeRate'];
const TEXT_MAX = 500;

/** What a parameter is called in an address: by its own name, `from` as `strategyFrom`. */
export function queryNameOf(parameter: string): string {
  if (!TAKEN.includes(parameter)) return parameter;
  return `strategy${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`;
}

/** One parameter of one strategy, as it is read from an address. */
export interface StrategyParameter {
  /** In the strategy. */
  readonly name: string;
  /** In an address. */
  readonly queryName: string;
  readonly description: string;
  /** Completes "it accepts …". */
  readonly accepts: string;
  readonly default: unknown;
  /** Undefined for what it does not accept. */
  readonly read: (text: string) => unknown;
}

/** The parameters of each strategy, in its own order. */
export const STRATEGY_PARAMETERS = Object.fromEntries(
  STRATEGY_DESCRIPTIONS.map(({ kind, parameters }) => [
    kind,
    Object.entries((parameters['properties'] ?? {}) as Record<string, ParameterSchema>).map(
      ([name, schema]): StrategyParameter => ({
        name,
        queryName: queryNameOf(name),
        description: schema.description ?? '',
        default: schema.default,
        ...readingOf(schema),
      }),
    ),
  ]),
) as unknown as Readonly<Record<StrategyKind, readonly StrategyParameter[]>>;

/** Which strategies tell the same of a parameter. */
function tellings(queryName: string): string[] {
  const kindsByTelling = new Map<string, string[]>();
  for (const [kind, parameters] of Object.entries(STRATEGY_PARAMETERS)) {
    const parameter = parameters.find((it) => it.queryName === queryName);
    if (parameter === undefined) continue;
    const telling = `${parameter.description} Accepts ${parameter.accepts}.`;
    kindsByTelling.set(telling, [...(kindsByTelling.get(telling) ?? []), kind]);
  }
  return [...kindsByTelling].map(([telling, kinds]) => `Of ${kinds.join(', ')}: ${telling}`);
}

/** Every name that a strategy's parameter has in an address. */
export const STRATEGY_QUERY_NAMES: readonly string[] = [
  ...new Set(Object.values(STRATEGY_PARAMETERS).flatMap((own) => own.map((it) => it.queryName))),
];

/** The parameters of all strategies as texts: which strategy it is, decides how they are read. */
export const strategyTexts: Readonly<Record<string, z.ZodOptional<z.ZodString>>> =
  Object.fromEntries(
    STRATEGY_QUERY_NAMES.map((name) => [
      name,
      z
        .string()
        .optional()
        .meta({ description: tellings(name).join(' '), maxLength: TEXT_MAX }),
    ]),
  );
