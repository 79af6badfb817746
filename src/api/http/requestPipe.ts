import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';
import { requireKnown } from './knownParameters.js';
import type { FieldProblem } from './problem.js';

/**
 * Reads path and query parameters by the schema that the handler names.
 *
 * @throws HighwaterError UNKNOWN_PARAMETER, REPEATED_PARAMETER or INVALID_PARAMETER
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    if (!(schema instanceof z.ZodObject)) return value;
    const given = value as Readonly<Record<string, unknown>>;
    requireKnown(given, Object.keys(schema.shape));
    const result = schema.safeParse({ ...given });
    if (result.success) return result.data;
    throw invalid(result.error.issues.map(fieldProblem));
  }
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const parameters = issue.code === 'custom' ? issue.params : undefined;
  const accepts = (parameters as { accepts?: unknown } | undefined)?.accepts;
  return {
    field: issue.path.join('.'),
    problem: issue.message,
    accepts: typeof accepts === 'string' ? accepts : 'one value',
  };
}

function invalid(errors: readonly FieldProblem[]): HighwaterError {
  const sentences = errors.map(
    ({ field, problem, accepts }) => `"${field}" ${problem}: it accepts ${accepts}`,
  );
  return new HighwaterError('INVALID_PARAMETER', 'usage', `${sentences.join('; ')}.`, { errors });
}
