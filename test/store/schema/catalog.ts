import type { SqlSession } from '../../../src/store/session.js';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly comment: string | null;
}

/** A constraint, index or trigger: its name and how PostgreSQL spells it. */
export interface Rule {
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'check' | 'foreign key' | 'index' | 'trigger';
  readonly definition: string;
}

export interface Relation {
  /** Qualified unless it is in public. */
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly comment: string | null;
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
}

const RELATIONS = `
select c.oid::int as oid, case n.nspname when 'public' then c.relname
    else n.nspname || '.' || c.relname end as name,
  case c.relkind when 'r' then 'table' else 'view' end as kind, obj_description(c.oid) as comment
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'reporting') and c.relkind in ('r', 'v')
  and c.relname <> 'migrations'
order by n.nspname collate "C", c.relname collate "C"`;

const COLUMNS = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
  not a.attnotnull as "isNullable", pg_get_expr(d.adbin, d.adrelid) as "default",
  col_description(a.attrelid, a.attnum) as comment
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const RULES = `
select conname as name, case contype when 'p' then 'primary key' when 'u' then 'unique'
    when 'c' then 'check' else 'foreign key' end as kind, pg_get_constraintdef(oid) as definition
  from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'c', 'f')
union all select i.relname, case when x.indisunique then 'unique' else 'index' end,
    pg_get_indexdef(x.indexrelid)
  from pg_index x join pg_class i on i.oid = x.indexrelid
  where x.indrelid = $1 and not exists (
    select from pg_constraint where conindid = x.indexrelid and contype in ('p', 'u'))
union all select tgname, 'trigger', pg_get_triggerdef(oid)
  from pg_trigger where tgrelid = $1 and not tgisinternal`;

const KINDS: readonly Rule['kind'][] = [
  'primary key',
  'unique',
  'foreign key',
  'check',
  'index',
  'trigger',
];

/** Every table and view of the database as its catalog has it, in a stable order. */
export async function readCatalog(session: SqlSession): Promise<Relation[]> {
  const relations: Relation[] = [];
  for (const row of await session.query<Relation & { oid: number }>(RELATIONS)) {
    const { oid, name, kind, comment } = row;
    const rules = await session.query<Rule>(RULES, [oid]);
    rules.sort(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
    );
    relations.push({
      name,
      kind,
      comment,
      columns: await session.query<Column>(COLUMNS, [oid]),
      rules,
    });
  }
  return relations;
}
