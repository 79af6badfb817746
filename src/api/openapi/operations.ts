import type { OpenAPIObject } from '@nestjs/swagger';
import { BEARER_SCHEME } from '../http/authentication.js';
import { POLICY_EXTENSION } from '../http/describe.js';
import { MEDIA_TYPES } from '../http/format.js';
import { PROBLEM_TYPE } from '../http/problem.js';
import type { AnswerPolicy } from '../http/reading.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const PROBLEM = { $ref: '#/components/schemas/Problem' };

const problem = (description: string) => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: PROBLEM } },
});

/** Adds what all operations have in common: formats, 304, and the problems they can answer. */
export function completeOperation(operation: Operation): void {
  const extensions = operation as unknown as Record<string, unknown>;
  const policy = extensions[POLICY_EXTENSION] as AnswerPolicy | undefined;
  Reflect.deleteProperty(operation, POLICY_EXTENSION);
  const hasPath = operation.parameters?.some((it) => 'in' in it && it.in === 'path') ?? false;
  const takesBody = operation.requestBody !== undefined;
  // Public data is answered to anyone; who posts a password has nothing else to show.
  operation.security ??= takesBody ? [] : [{}, { [BEARER_SCHEME]: [] }];
  operation.responses = {
    ...operation.responses,
    ...(policy !== undefined && policy.caching !== 'none'
      ? { 304: { description: 'The reader holds the answer already (If-None-Match).' } }
      : {}),
    400: problem('A parameter is unknown, repeated or cannot be read.'),
    401: problem('The bearer or the password is not in force, or one is needed and missing.'),
    ...(hasPath ? { 404: problem('There is no such thing.') } : {}),
    ...(policy === undefined ? {} : { 406: problem('The format is not available.') }),
    ...(takesBody
      ? { 413: problem('The body is too long.'), 415: problem('The body is no JSON.') }
      : {}),
    429: problem('Asked too often: Retry-After says how many seconds to wait.'),
    500: problem('Something went wrong in the service; `id` finds it in its log.'),
    503: problem('The database does not answer, or nothing is published yet.'),
  };
  if (policy?.isTabular === true) addCsv(operation);
}

function addCsv(operation: Operation): void {
  const answer = operation.responses['200'];
  if (answer === undefined || '$ref' in answer) return;
  answer.content = { ...answer.content, [MEDIA_TYPES.csv]: { schema: { type: 'string' } } };
}
