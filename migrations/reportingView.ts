/** A column of a view: its name, what it says, what it is made of (its own name where left out). */
export type ViewColumn = readonly [name: string, comment: string, expression?: string];

/** A view of the schema `reporting`. */
export interface View {
  /** Unlike that of any table: the ORM tells relations apart by their name alone. */
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ViewColumn[];
  /** From the word `from` on. */
  readonly source: string;
  /** Where rows are left out for privacy, no condition of a reader may be tried on them first. */
  readonly isPrivate?: true;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Makes the view and says what it and its columns are. */
export function viewStatements({ name, comment, columns, source, isPrivate }: View): string[] {
  const list = columns.map(([column, , expression = column]) => `${expression} as "${column}"`);
  const barrier = isPrivate === true ? ' with (security_barrier)' : '';
  return [
    `create view reporting.${name}${barrier} as select ${list.join(',\n  ')}\n${source}`,
    `comment on view reporting.${name} is ${quoted(comment)}`,
    ...columns.map(
      ([column, said]) => `comment on column reporting.${name}."${column}" is ${quoted(said)}`,
    ),
  ];
}
