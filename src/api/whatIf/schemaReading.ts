import { isSymbol } from '../../domain/asset.js';
import { numberFrom } from './spelling.js';

/** Where a parameter may be nothing: cash in place of a safe asset, no band. */
const NOTHING = 'none';

/** What of the JSON schema of a parameter is looked at. */
export interface ParameterSchema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly ParameterSchema[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly description?: string;
  readonly default?: unknown;
}

/** How the text of a parameter becomes its value. */
export interface ParameterReading {
  /** Completes "it accepts …". */
  readonly accepts: string;
  /** Undefined for what it does not accept. */
  readonly read: (text: string) => unknown;
}

/** How a parameter of this JSON schema is read from an address. */
export function readingOf(schema: ParameterSchema): ParameterReading {
  const { type, anyOf } = schema;
  const [one, other] = anyOf ?? [];
  if (one !== undefined && other?.type === 'null') return orNothing(readingOf(one));
  if (Array.isArray(type)) return orNothing(SYMBOL);
  if (schema.enum !== undefined) return wordOf(schema.enum);
  if (type === 'number' || type === 'integer') return numberWithin(schema, type === 'integer');
  return SYMBOLS;
}

const SYMBOL: ParameterReading = {
  accepts: 'a symbol',
  read: (text) => (isSymbol(text.trim().toUpperCase()) ? text.trim().toUpperCase() : undefined),
};

const SYMBOLS: ParameterReading = {
  accepts: 'symbols separated by commas',
  read: (text) => {
    const names = text.split(',').map((name) => name.trim().toUpperCase());
    const isList = names.every(isSymbol) && new Set(names).size === names.length;
    return isList ? names.sort() : undefined;
  },
};

function wordOf(words: readonly string[]): ParameterReading {
  return {
    accepts: words.join(', '),
    read: (text) => words.find((word) => word === text.trim().toLowerCase()),
  };
}

function numberWithin(
  { minimum = -Infinity, maximum = Infinity, exclusiveMinimum }: ParameterSchema,
  isWhole: boolean,
) {
  const kind = isWhole ? 'a whole number' : 'a number';
  return {
    accepts:
      exclusiveMinimum === undefined
        ? `${kind} from ${String(minimum)} to ${String(maximum)}`
        : `${kind} above ${String(exclusiveMinimum)}, at most ${String(maximum)}`,
    read: (text: string): number | undefined => {
      const number = numberFrom(text) ?? NaN;
      const isIn =
        number >= minimum && number > (exclusiveMinimum ?? -Infinity) && number <= maximum;
      return isIn && (!isWhole || Number.isInteger(number)) ? number : undefined;
    },
  };
}

function orNothing({ accepts, read }: ParameterReading): ParameterReading {
  return {
    accepts: `${accepts}, or ${NOTHING}`,
    read: (text) => (text.trim().toLowerCase() === NOTHING ? null : read(text)),
  };
}
