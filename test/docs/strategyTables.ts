import {
  STRATEGY_DESCRIPTIONS,
  type StrategyDescription,
} from '../../src/analytics/backtest/strategies/registry.js';
import { parameterTable, type Property } from './parameterTable.js';

/** A section per strategy: its sentences, its source, a row per parameter. */
export function strategySections(): string {
  return STRATEGY_DESCRIPTIONS.map(section).join('\n\n');
}

function section({ kind, name, documentation, source, parameters }: StrategyDescription): string {
  const properties = parameters['properties'] as Record<string, Property>;
  const hasNone = Object.keys(properties).length === 0;
  return [
    `## ${name}: \`${kind}\``,
    documentation,
    hasNone ? 'It has no parameters.' : parameterTable(properties),
    `Source: ${source}.`,
  ].join('\n\n');
}
