import {
  METRICS_BY_FAMILY,
  METRIC_FAMILIES,
  type MetricFamily,
} from '../../src/analytics/metrics/registry.js';

const FAMILY_TITLES: Readonly<Record<MetricFamily, string>> = {
  return: 'what was earned',
  dispersion: 'how returns spread',
  ratio: 'what was earned for the risk',
  tail: 'how bad the worst periods are',
  drawdown: 'falls from the running peak',
  relative: 'beside the benchmark',
};

/** A cell of a table: pipes would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** The README's table: a row per family, the fields' names. */
export function familyTable(): string {
  const rows = METRIC_FAMILIES.map((family) => {
    const names = METRICS_BY_FAMILY[family].map(({ id }) => `\`${id}\``);
    return `| ${FAMILY_TITLES[family]} | ${names.join(' ')} |`;
  });
  return ['| family | fields |', '|---|---|', ...rows].join('\n');
}

/** The catalogue: a table per family, a row per metric. */
export function catalogueTables(): string {
  return METRIC_FAMILIES.map((family) => {
    const rows = METRICS_BY_FAMILY[family].map((metric) =>
      [
        `\`${metric.id}\``,
        metric.name,
        metric.unit,
        metric.formula,
        `${metric.convention} ${metric.sign}`,
        [...metric.needs].join(', '),
        String(metric.minimumSample),
        metric.source,
      ].map(cell),
    );
    const title = `## ${FAMILY_TITLES[family][0]!.toUpperCase()}${FAMILY_TITLES[family].slice(1)}`;
    return [
      title,
      '',
      '| field | name | unit | formula | convention and sign | needs | least sample | source |',
      '|---|---|---|---|---|---|---|---|',
      ...rows.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n');
  }).join('\n\n');
}
