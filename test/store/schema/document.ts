import type { Column, Relation, Rule } from './catalog.js';
import { MAPPING } from './mapping.js';
import type { MappingRow } from './mappingRow.js';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => `\`${cell(text)}\``;

/** The whole of docs/schema.md. */
export function schemaDocument(relations: readonly Relation[]): string {
  const tables = relations.filter(({ kind }) => kind === 'table');
  const views = relations.filter(({ kind }) => kind === 'view');
  return [
    '# The tables',
    '',
    'Generated from the catalog of a migrated database by `npm run docs`; a test fails when it differs, on PGlite and on PostgreSQL. The name of a rule is what the database says when it refuses.',
    '',
    picture(tables),
    '',
    '## Where each model of the two source schemas is',
    '',
    'Each row is held to: its table, what is named in it, and its test exist.',
    '',
    '| model | what | table | here | test |',
    '|---|---|---|---|---|',
    ...MAPPING.map(mappingRow),
    '',
    ...tables.flatMap(section),
    '## Views',
    '',
    ...views.flatMap(section),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function picture(tables: readonly Relation[]): string {
  const lines = tables.flatMap(({ name, rules }) =>
    rules
      .filter(({ kind }) => kind === 'foreign key')
      .map(({ definition }) => {
        const [, column = '', target = ''] =
          /FOREIGN KEY \(([^)]+)\) REFERENCES (\w+)/.exec(definition) ?? [];
        const isWhole = rules.some(
          (rule) => rule.kind === 'primary key' && rule.definition === `PRIMARY KEY (${column})`,
        );
        return `  ${target} ${isWhole ? '||--o|' : '||--o{'} ${name} : "${column}"`;
      }),
  );
  return ['```mermaid', 'erDiagram', ...lines, '```'].join('\n');
}

function section({ name, kind, comment, columns, rules }: Relation): string[] {
  return [
    `${kind === 'table' ? '##' : '###'} ${name}`,
    '',
    ...(comment === null ? [] : [comment, '']),
    '| column | type | null | default | what |',
    '|---|---|---|---|---|',
    ...columns.map((column) => columnRow(column, kind)),
    '',
    ...(rules.length === 0 ? [] : ['| rule | kind | definition |', '|---|---|---|']),
    ...rules.map(ruleRow),
    ...(rules.length === 0 ? [] : ['']),
  ];
}

function columnRow(column: Column, kind: Relation['kind']): string {
  const isNullable = kind === 'table' ? (column.isNullable ? 'yes' : 'no') : '';
  const text = column.default === null ? '' : code(column.default);
  return `| ${code(column.name)} | ${column.type} | ${isNullable} | ${text} | ${cell(column.comment ?? '')} |`;
}

function ruleRow({ name, kind, definition }: Rule): string {
  return `| ${code(name)} | ${kind} | ${code(definition)} |`;
}

function mappingRow({ model, what, table, names, test }: MappingRow): string {
  return `| ${model} | ${cell(what)} | ${code(table)} | ${names.map(code).join(', ')} | ${code(test)} |`;
}
