import {
  applyDecorators,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { HighwaterError } from '../../domain/errors.js';
import { FORMATS } from './format.js';

const NAMES_SHOWN = 5;
const NAME_CHARACTERS_SHOWN = 40;

const shown = (names: readonly string[]): string =>
  names
    .slice(0, NAMES_SHOWN)
    .map((name) => `"${name.slice(0, NAME_CHARACTERS_SHOWN)}"`)
    .join(', ');

/**
 * Refuses a parameter that an address does not know, and one given twice. Neither is ignored: a
 * misspelt filter would answer another question.
 *
 * @param repeatable which of the known ones may be given more than once
 * @throws HighwaterError UNKNOWN_PARAMETER or REPEATED_PARAMETER
 */
export function requireKnown(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  repeatable: readonly string[] = [],
): void {
  refuseUnknown(Object.keys(given), known);
  const repeated = Object.keys(given).filter(
    (name) => Array.isArray(given[name]) && !repeatable.includes(name),
  );
  if (repeated.length === 0) return;
  const message = `${shown(repeated)} is given more than once: give each parameter once.`;
  throw new HighwaterError('REPEATED_PARAMETER', 'usage', message, {
    errors: repeated.map((field) => ({ field, problem: 'is repeated', accepts: 'one value' })),
  });
}

function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw unknownParameters(unknown, known, 'here: this address');
}

/**
 * The error of parameters that are not known.
 *
 * @param whose completes "There is no parameter … takes": where, and what takes the known ones
 */
export function unknownParameters(
  unknown: readonly string[],
  known: readonly string[],
  whose: string,
): HighwaterError {
  const accepts = known.length === 0 ? 'no parameters' : known.join(', ');
  const message = `There is no parameter ${shown(unknown)} ${whose} takes ${accepts}.`;
  return new HighwaterError('UNKNOWN_PARAMETER', 'usage', message, {
    errors: unknown.slice(0, NAMES_SHOWN).map((name) => ({
      field: name.slice(0, NAME_CHARACTERS_SHOWN),
      problem: 'is not known here',
      accepts,
    })),
  });
}

class KnownParametersGuard implements CanActivate {
  constructor(private readonly known: readonly string[]) {}

  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    requireKnown(query as Readonly<Record<string, unknown>>, this.known);
    return true;
  }
}

/** Of a handler that reads no query. */
export const TakesNoParameters = (): MethodDecorator => UseGuards(new KnownParametersGuard([]));

/** Of a handler whose query says the format alone. */
export const TakesFormat = (): MethodDecorator =>
  applyDecorators(
    UseGuards(new KnownParametersGuard(['format'])),
    ApiQuery({
      name: 'format',
      required: false,
      enum: FORMATS,
      description: 'The format; overrides the Accept header.',
    }),
  );
