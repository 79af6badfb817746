import { LIBRARIES } from '../../src/analytics/metrics/conventions/libraries.js';
import type {
  Library,
  SameAsOurs,
  Variant,
} from '../../src/analytics/metrics/conventions/variant.js';
import { METRIC_IDS } from '../../src/analytics/metrics/registry.js';

/** A cell of a table: pipes would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

const named = (ids: readonly string[]): string => ids.map((id) => `\`${id}\``).join(' ');

const definitionOf = (library: Library, id: string): Variant | SameAsOurs =>
  LIBRARIES[library][id] as Variant | SameAsOurs;

/** What a library has: the differences as a table, then what is the same, then what it lacks. */
export function differencesOf(library: Library): string {
  const inOrder = METRIC_IDS.filter((id) => id in LIBRARIES[library]);
  const definitions = inOrder.map((id) => [id, definitionOf(library, id)] as const);
  const same = definitions.filter(([, definition]) => 'isOurs' in definition).map(([id]) => id);
  const rows = definitions.flatMap(([id, definition]) =>
    'isOurs' in definition
      ? []
      : [`| \`${id}\` | ${cell(definition.name)} | ${cell(definition.difference)} |`],
  );
  const lacking = METRIC_IDS.filter((id) => !(id in LIBRARIES[library]));
  return [
    '| field | there | what makes its number differ |',
    '|---|---|---|',
    ...rows,
    '',
    `Defined as ours are: ${named(same)}.`,
    '',
    `Not in it: ${named(lacking)}.`,
  ].join('\n');
}
