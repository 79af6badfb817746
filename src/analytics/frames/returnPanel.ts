import { escape, op, table, type ColumnTable } from 'arquero';
import { assert } from '../../domain/errors.js';
import type { BasisReturns } from './basis.js';

/** The returns of one asset in a panel. */
export interface PanelMember {
  readonly symbol: string;
  readonly returns: BasisReturns;
}

/**
 * Returns of several assets as one long table: `asset` (the member's position), `period`, `return`.
 * Each member's returns were taken on its own periods before they came here.
 */
export function returnPanel(members: readonly PanelMember[]): ColumnTable {
  const length = members.reduce((total, { returns }) => total + returns.values.length, 0);
  const asset = new Int32Array(length);
  const period = new Int32Array(length);
  const values = new Float64Array(length);
  let offset = 0;
  members.forEach(({ returns }, position) => {
    asset.fill(position, offset, offset + returns.values.length);
    period.set(returns.dates, offset);
    values.set(returns.values, offset);
    offset += returns.values.length;
  });
  return table({ asset, period, return: values });
}

/** A panel of the periods that all its members have, as a column per member, in their order. */
export interface AlignedPanel {
  readonly periods: Int32Array;
  readonly columns: readonly Float64Array[];
}

/**
 * The intersection of a panel: the periods for which every one of `members` has a return.
 *
 * @param members how many there are; one without any return leaves no period
 */
export function intersect(panel: ColumnTable, members: number): AlignedPanel {
  const shared = panel
    .groupby('period')
    .derive({ held: () => op.count() })
    .ungroup()
    .filter(escape((row: { held: number }) => row.held === members))
    .reify();
  const [asset, period] = [columnOf(shared, 'asset'), columnOf(shared, 'period')];
  const values = columnOf(shared, 'return');
  const size = shared.numRows() / members;
  assert(Number.isInteger(size), 'every member has every shared period');
  const columns = Array.from({ length: members }, () => new Float64Array(size));
  const filled = new Int32Array(members);
  // A member's rows stand together and in order, so its column fills from the front.
  for (let row = 0; row < shared.numRows(); row += 1) {
    const member = asset[row] as number;
    (columns[member] as Float64Array)[filled[member] as number] = values[row] as number;
    filled[member] = (filled[member] as number) + 1;
  }
  return { periods: Int32Array.from({ length: size }, (_, i) => period[i] as number), columns };
}

const columnOf = (frame: ColumnTable, name: string): ArrayLike<number> =>
  frame.array(name) as ArrayLike<number>;
