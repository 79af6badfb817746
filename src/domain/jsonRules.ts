import type { FieldRule } from './fieldRules.js';

/** jsonb has no place for NUL, nor UTF-8 for half a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** A JSON object as jsonb can keep it, of limited size and nesting. */
export const jsonObject = (bytesMax: number, depthMax: number): FieldRule => ({
  limit: `a JSON object of at most ${bytesMax} bytes, nested at most ${depthMax} deep`,
  accepts: (value) =>
    isPlainObject(value) &&
    isJson(value, depthMax) &&
    Buffer.byteLength(JSON.stringify(value), 'utf8') <= bytesMax,
});

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Nothing that JSON.stringify would drop or turn into something else. */
function isJson(value: unknown, depthLeft: number): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string') return isStorable(value);
  if (depthLeft === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depthLeft - 1));
  return (
    isPlainObject(value) &&
    Object.entries(value).every(([key, item]) => isJson(key, 0) && isJson(item, depthLeft - 1))
  );
}
