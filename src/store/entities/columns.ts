import { Type, p } from '@mikro-orm/core';
import { v7 } from 'uuid';
import { Dec, type Decimal } from '../../domain/decimals.js';

/** numeric ↔ Decimal: null passes through and equality is by value, not by spelling. */
export class DecimalColumn extends Type<Decimal | null, string | null> {
  override convertToDatabaseValue(value: Decimal | null): string | null {
    return value === null ? null : new Dec(value).toFixed();
  }

  override convertToJSValue(value: string | null): Decimal | null {
    return value === null ? null : new Dec(value);
  }

  override compareAsType(): string {
    return 'string';
  }

  override compareValues(a: string | null, b: string | null): boolean {
    if (a === null || b === null) return a === b;
    return new Dec(a).eq(b);
  }
}

/** A time-ordered UUID, made here because PostgreSQL 15 cannot. */
export const newId = (): string => v7();

export const id = () => p.uuid().primary().onCreate(newId);

/** numeric(precision, scale) as a Decimal. */
export const numeric = (precision: number, scale: number) =>
  p.type(DecimalColumn).$type<Decimal, string>().columnType(`numeric(${precision},${scale})`);

export const timestamp = () => p.datetime().columnType('timestamptz');

/** When the row came to be, and when it last changed: the second is kept by a trigger. */
export const createdAt = () => timestamp().defaultRaw('now()');
export const updatedAt = () => timestamp().defaultRaw('now()');

/** `value > 0`, finite, and not NaN (which PostgreSQL sorts above infinity). */
export const positive = (column: string): string => `${column} > 0 and ${column} < 'Infinity'`;
export const between = (column: string, low: number, high: number): string =>
  `${column} >= ${low} and ${column} <= ${high}`;
/** An enumeration as a check, so that both databases show the same words. */
export const oneOf = (column: string, values: readonly string[]): string =>
  `${column} in (${values.map((value) => `'${value}'`).join(', ')})`;

/** The trigger that sets updated_at whenever a row changes. */
export const touchTrigger = (table: string) => ({
  name: `${table}_touch`,
  timing: 'before' as const,
  events: ['update' as const],
  forEach: 'row' as const,
  body: 'new.updated_at = now(); return new',
});
