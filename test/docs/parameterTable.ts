/** What a JSON schema tells of a parameter. */
export interface Property {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Property[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: Property;
  readonly default: unknown;
  readonly description: string;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** A row per parameter. */
export function parameterTable(properties: Readonly<Record<string, Property>>): string {
  const rows = Object.entries(properties).map(([parameter, property]) =>
    [
      `\`${parameter}\``,
      accepts(property),
      `\`${JSON.stringify(property.default)}\``,
      property.description,
    ].map(cell),
  );
  return [
    '| parameter | accepts | default | meaning |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

function accepts(property: Property): string {
  const { anyOf, type, minimum, maximum, maxItems } = property;
  if (anyOf !== undefined) return anyOf.map(accepts).join(' or ');
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `at most ${String(maxItems)} symbols`;
  if (type === 'object') {
    return property.additionalProperties?.type === 'number' ? 'fractions by symbol' : 'an object';
  }
  if (type === 'null') return '`null`';
  if (typeof type === 'object') return 'a symbol or `null`';
  const least =
    property.exclusiveMinimum === undefined
      ? String(minimum)
      : `above ${String(property.exclusiveMinimum)}`;
  const most =
    property.exclusiveMaximum === undefined
      ? String(maximum)
      : `below ${String(property.exclusiveMaximum)}`;
  const isOpen = maximum === undefined && property.exclusiveMaximum === undefined;
  const range = isOpen ? least : `${least} to ${most}`;
  return type === 'integer' ? `a whole number, ${range}` : range;
}
