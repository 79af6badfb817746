import { z } from 'zod';
import { monteCarloParameters } from '../../analytics/backtest/monteCarlo/monteCarlo.js';
import {
  MONTE_CARLO_PARAMETERS,
  type MonteCarloInput,
  type MonteCarloParameters,
} from '../../analytics/backtest/monteCarlo/parameters.js';
import { HighwaterError } from '../../domain/errors.js';
import { parameter } from '../http/parameters.js';
import { refused } from '../http/requestPipe.js';
import { readingOf, type ParameterSchema } from '../whatIf/schemaReading.js';
import { spelled } from '../whatIf/spelling.js';

const schemas = (z.toJSONSchema(MONTE_CARLO_PARAMETERS, { io: 'input' }).properties ??
  {}) as Readonly<Record<string, ParameterSchema>>;

/** What is asked of the futures, as parameters of an address: by the names that they have. */
export const futuresParameters = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => {
    const { accepts, read } = readingOf(schema);
    const standard = spelled(schema.default);
    const about = {
      description: `${schema.description ?? ''} ${standard} unless given.`,
      accepts,
      json: {
        ...(schema.enum === undefined ? {} : { enum: [...schema.enum] }),
        ...(typeof schema.default === 'number' ? { type: schema.type } : {}),
      },
    };
    return [name, parameter(about, read).prefault(standard)];
  }),
);

/**
 * What is asked of the futures.
 *
 * @param query as {@link futuresParameters} read it; other parameters are not looked at
 * @throws HighwaterError INVALID_PARAMETER for values that do not go together
 */
export function futuresOf(query: Readonly<Record<string, unknown>>): MonteCarloParameters {
  const own = Object.keys(schemas).map((name) => [name, query[name]]);
  try {
    return monteCarloParameters(Object.fromEntries(own) as MonteCarloInput);
  } catch (thrown) {
    if (!(thrown instanceof HighwaterError)) throw thrown;
    const { field } = thrown.detail as { field: string };
    const schema = schemas[field];
    const accepts = schema === undefined ? 'values that go together' : readingOf(schema).accepts;
    const problem = thrown.message.split(' cannot be: ').at(-1)?.replace(/\.$/, '') ?? '';
    throw refused([{ field, problem: `cannot be so: ${problem}`, accepts }]);
  }
}
