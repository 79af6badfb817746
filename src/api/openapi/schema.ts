import { z } from 'zod';
import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** What the converter adds and an OpenAPI 3.0 schema does not know. */
const OF_THE_REGISTRY: readonly string[] = ['$id', '$schema', 'id'];

/** A converted schema without the words that are not of OpenAPI 3.0. */
export function withoutRegistryWords(schema: object): Schemas[string] {
  const words = Object.entries(schema).filter(([word]) => !OF_THE_REGISTRY.includes(word));
  return Object.fromEntries(words);
}

/** A schema as it stands in the document, in place: it must have no id of its own. */
export function openApiSchema(schema: z.ZodType): Exclude<Schemas[string], { $ref: string }> {
  const converted = withoutRegistryWords(z.toJSONSchema(schema, { target: 'openapi-3.0' }));
  return converted as Exclude<Schemas[string], { $ref: string }>;
}
