import { z } from 'zod';
import {
  STRATEGY_DESCRIPTIONS,
  type StrategyDescription,
} from '../../analytics/backtest/strategies/registry.js';
import { STRATEGY_KINDS, type StrategyKind } from '../../domain/strategy.js';
import type { ListedStrategy } from '../../store/strategies.reader.js';
import { enveloped, listed } from '../http/meta.js';

const parameters = z.record(z.string(), z.unknown());

export const strategyRow = z
  .object({
    id: z.uuid(),
    slug: z.string().describe('Unique: what other addresses name it by.'),
    name: z.string(),
    description: z.string(),
    kind: z.enum(STRATEGY_KINDS).describe('The rule that it follows.'),
    isSystem: z.boolean().describe('Whether everybody has it.'),
    isOwn: z.boolean().describe('Whether it is the one of who asks.'),
    isFollowed: z.boolean().describe('Whether who asks has chosen it.'),
    version: z.int().nullable().describe('The active version; null where none is active.'),
    parameters: parameters.nullable().describe('Those of the active version.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'StrategyRow' });

const strategy = strategyRow
  .extend({
    documentation: z.string().describe('What the kind holds, when it trades, what it looks at.'),
    source: z.string().describe('Where the rule comes from.'),
    schema: parameters.describe('A JSON schema (2020-12) of the parameters of its kind.'),
    defaults: parameters.describe('What a parameter is that neither version nor backtest gives.'),
  })
  .meta({ id: 'Strategy' });

export const versionRow = z
  .object({
    version: z.int(),
    name: z.string(),
    active: z.boolean().describe('Whether a backtest takes it unless told otherwise.'),
    parameters,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'StrategyVersion' });

export const strategyList = listed(strategy).meta({ id: 'StrategyList' });
export const strategyAnswer = enveloped(strategy).meta({ id: 'StrategyAnswer' });
export const versionList = listed(versionRow).meta({ id: 'StrategyVersionList' });

const DESCRIPTIONS: ReadonlyMap<StrategyKind, StrategyDescription> = new Map(
  STRATEGY_DESCRIPTIONS.map((description) => [description.kind, description]),
);

/** A strategy with what is told of its kind. */
export function toldStrategy(row: ListedStrategy): z.infer<typeof strategy> {
  const { documentation, source, parameters: schema, defaults } = described(row.kind);
  return { ...row, documentation, source, schema, defaults };
}

function described(kind: StrategyKind): StrategyDescription {
  const found = DESCRIPTIONS.get(kind);
  if (found === undefined) throw new TypeError(`the kind ${kind} has no description`);
  return found;
}
