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
    return schema instanceof z.ZodObject ? readQuery(schema, value) : value;
  }
}

/**
 * What parameters mean by their schema.
 *
 * @throws HighwaterError UNKNOWN_PARAMETER, REPEATED_PARAMETER or INVALID_PARAMETER
 */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  query: unknown,
): z.output<Schema> {
  const given = query as Readonly<Record<string, unknown>>;
  const lists = repeatable(schema);
  requireKnown(given, Object.keys(schema.shape), lists);
  const single = lists.filter((name) => typeof given[name] === 'string');
  const asLists = Object.fromEntries(single.map((name) => [name, [given[name]]]));
  const result = schema.safeParse({ ...given, ...asLists });
  if (result.success) return result.data;
  throw refused(result.error.issues.map((issue) => fieldProblem(issue, schema)));
}

/** Parameters that are lists of their values: each may be given more than once. */
function repeatable({ shape }: z.ZodObject): string[] {
  return Object.keys(shape).filter((name) => {
    const schema: unknown = shape[name];
    return schema instanceof z.ZodType && schema.meta()?.['type'] === 'array';
  });
}

function fieldProblem(issue: z.core.$ZodIssue, { shape }: z.ZodObject): FieldProblem {
  const field = issue.path.join('.');
  // A parameter without a default that was left out.
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return {
      field,
      problem: 'is missing',
      accepts: acceptsOf(shape[field] as unknown) ?? 'one value',
    };
  }
  const parameters = issue.code === 'custom' ? issue.params : undefined;
  const accepts = (parameters as { accepts?: unknown } | undefined)?.accepts;
  return {
    field,
    problem: issue.message,
    accepts: typeof accepts === 'string' ? accepts : 'one value',
  };
}

/** What a parameter's own description says that it accepts. */
function acceptsOf(schema: unknown): string | undefined {
  const description = schema instanceof z.ZodType ? schema.meta()?.description : undefined;
  return / Accepts (.*)\.$/s.exec(description ?? '')?.[1];
}

/** The error of parameters that cannot be what they are. */
export function refused(errors: readonly FieldProblem[]): HighwaterError {
  const sentences = errors.map(
    ({ field, problem, accepts }) => `"${field}" ${problem}: it accepts ${accepts}`,
  );
  return new HighwaterError('INVALID_PARAMETER', 'usage', `${sentences.join('; ')}.`, { errors });
}
