import {
  fieldRefused,
  oneOf,
  prose,
  requireFields,
  slug,
  text,
  wholeNumber,
  type FieldRule,
} from './fieldRules.js';
import { jsonObject } from './jsonRules.js';
import { STRATEGY_KINDS, type StrategyKind } from './strategy.js';

/** What a strategy is called and which kind of rule it is; parameters stand in its versions. */
export interface StrategyDraft {
  /** Unique over all strategies; the kinds' own names belong to the system. */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly kind: StrategyKind;
}

/** One version of a strategy's parameters. */
export interface StrategyVersionDraft {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const PARAMETERS_BYTES_MAX = 16_384;
const PARAMETERS_DEPTH_MAX = 8;
/** Versions that one strategy may have. */
export const VERSIONS_MAX = 10_000;

/** Parameters of a strategy, an index or a backtest. */
export const PARAMETERS: FieldRule = jsonObject(PARAMETERS_BYTES_MAX, PARAMETERS_DEPTH_MAX);

const STRATEGY_RULES = {
  slug,
  name: text(1, 100),
  description: prose(2000),
  kind: oneOf(STRATEGY_KINDS),
} satisfies Record<string, FieldRule>;

const VERSION_RULES = { name: text(1, 100), parameters: PARAMETERS };
export const STRATEGY_VERSION: FieldRule = wholeNumber(1, VERSIONS_MAX);

/** @throws HighwaterError FIELD_REFUSED, SLUG_RESERVED when a user takes the name of a kind */
export function requireStrategy(draft: StrategyDraft, isSystem: boolean): void {
  requireFields('strategy', STRATEGY_RULES, { ...draft });
  if (isSystem || !(STRATEGY_KINDS as readonly string[]).includes(draft.slug)) return;
  const limit = 'another name: those of the kinds belong to the system strategies';
  throw fieldRefused('strategy', 'slug', draft.slug, { limit }, 'SLUG_RESERVED');
}

/** @throws HighwaterError FIELD_REFUSED */
export function requireStrategyVersion(draft: StrategyVersionDraft, version: number): void {
  requireFields('strategy version', VERSION_RULES, { ...draft });
  requireFields('strategy version', { version: STRATEGY_VERSION }, { version });
}
