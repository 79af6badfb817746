import {
  STRATEGY_DESCRIPTIONS,
  type StrategyDescription,
} from '../../src/analytics/backtest/strategies/registry.js';

/** What a JSON schema tells of a parameter. */
interface Property {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Property[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly default: unknown;
  readonly description: string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** A section per strategy: its sentences, its source, a row per parameter. */
export function strategySections(): string {
  return STRATEGY_DESCRIPTIONS.map(section).join('\n\n');
}

function section({ kind, name, documentation, source, parameters }: StrategyDescription): string {
  const properties = Object.entries(parameters['properties'] as Record<string, Property>);
  const rows = properties.map(([parameter, property]) =>
    [
      `\`${parameter}\``,
      accepts(property),
      `\`${JSON.stringify(property.default)}\``,
      property.description,
    ].map(cell),
  );
  const table = [
    '| parameter | accepts | default | meaning |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
  return [
    `## ${name}: \`${kind}\``,
    documentation,
    rows.length === 0 ? 'It has no parameters.' : table,
    `Source: ${source}.`,
  ].join('\n\n');
}

function accepts(property: Property): string {
  const { anyOf, type, minimum, maximum, maxItems } = property;
  if (anyOf !== undefined) return anyOf.map(accepts).join(' or ');
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `at most ${String(maxItems)} symbols`;
  if (type === 'null') return '`null`';
  if (typeof type === 'object') return 'a symbol or `null`';
  const range = `${String(minimum)} to ${String(maximum)}`;
  return type === 'integer' ? `a whole number, ${range}` : range;
}
