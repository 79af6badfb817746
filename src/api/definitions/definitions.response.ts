import { z } from 'zod';
import { LIBRARY_NAMES } from '../../analytics/metrics/conventions/variant.js';
import { METRIC_FAMILIES, metricDescriptions } from '../../analytics/metrics/registry.js';
import { ANALYTIC_INTERVALS } from '../../analytics/metrics/intervals/catalogue.js';
import { UNITS } from '../../analytics/metrics/metric.js';
import type { Table } from '../http/csv.js';
import { listed } from '../http/meta.js';

const variant = z
  .object({
    name: z.string().describe("The library's name of it."),
    difference: z.string().describe('What makes its number differ from ours; empty where nothing.'),
    formula: z.string(),
    latex: z.string(),
    sign: z.string(),
    minimumSample: z.int(),
    source: z.string(),
    needs: z.array(z.string()),
  })
  .meta({ id: 'MetricVariant' });

const interval = z
  .object({
    method: z.string(),
    formula: z.string(),
    assumption: z.string().describe('What must hold for it to cover as often as it says.'),
    source: z.string(),
  })
  .meta({ id: 'MetricInterval' });

const definitionRow = z
  .object({
    id: z.string().describe('The name of its field in answers.'),
    name: z.string(),
    family: z.enum(METRIC_FAMILIES),
    unit: z.enum(UNITS),
    formula: z.string(),
    latex: z.string(),
    convention: z.string().describe('Which of the definitions in use it is.'),
    sign: z.string().describe('What its sign means.'),
    minimumSample: z.int().describe('Returns that it takes at least.'),
    source: z.string().describe('Where the formula comes from.'),
    needs: z.array(z.string()).describe('What it takes beside prices: benchmark, riskFree.'),
    interval: interval
      .nullable()
      .describe(
        'Its confidence interval in closed form; null where the bootstrap alone gives one.',
      ),
    conventions: z
      .record(z.enum(LIBRARY_NAMES), variant.nullable())
      .describe('By library: its definition of the same metric, or null where it has none.'),
  })
  .meta({ id: 'MetricDefinition' });

export const definitionList = listed(definitionRow).meta({ id: 'MetricDefinitionList' });

type DefinitionRow = z.infer<typeof definitionRow>;

/** What readers are told of metrics: of all, or of one. */
export function definitionRows(metric?: string): DefinitionRow[] {
  return metricDescriptions()
    .filter(({ id }) => metric === undefined || id === metric)
    .map(({ conventions, needs, ...told }) => {
      const described = ANALYTIC_INTERVALS.get(told.id);
      const variants = Object.entries(conventions).map(([library, it]) => [
        library,
        it === null ? null : { ...it, needs: [...it.needs] },
      ]);
      return {
        ...told,
        needs: [...needs],
        interval: described === undefined ? null : intervalOf(described),
        conventions: Object.fromEntries(variants) as DefinitionRow['conventions'],
      };
    });
}

const intervalOf = ({ method, formula, assumption, source }: z.infer<typeof interval>) => ({
  method,
  formula,
  assumption,
  source,
});

/** Definitions as a flat table: of each library the metric's name there and what differs. */
export function definitionTable(definitions: readonly DefinitionRow[]): Table {
  const rows = definitions.map(({ conventions, needs, interval: closed, ...told }) => ({
    ...told,
    needs: needs.join(' '),
    interval: closed?.method ?? null,
    ...Object.fromEntries(
      LIBRARY_NAMES.flatMap((library) => [
        [library, conventions[library]?.name ?? null],
        [`${library}Difference`, conventions[library]?.difference ?? null],
      ]),
    ),
  }));
  const columns = Object.keys(definitionRow.shape).filter((name) => name !== 'conventions');
  const libraries = LIBRARY_NAMES.flatMap((library) => [library, `${library}Difference`]);
  return { name: 'metric-definitions', columns: [...columns, ...libraries], rows };
}
