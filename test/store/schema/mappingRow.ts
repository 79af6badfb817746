/** One thing that a source schema names, and where it is here. */
export interface MappingRow {
  readonly model: string;
  readonly what: string;
  readonly table: string;
  /** Columns, constraints, indexes or triggers of the table. */
  readonly names: readonly string[];
  /** The spec that shows it. */
  readonly test: string;
}

export const CONSTRAINTS = 'test/store/constraints.spec.ts';
export const WAREHOUSE = 'test/store/warehouseConstraints.spec.ts';
export const PLANS = 'test/store/explain.spec.ts';

/** `what` of `model` is `names` of `table`, shown by `test`. */
export const row = (
  model: string,
  what: string,
  table: string,
  names: readonly string[],
  test: string,
): MappingRow => ({ model, what, table, names, test });
