import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { PublicationReader } from '../../store/publication.reader.js';
import { problemSchema } from '../http/problem.js';
import { SIMULATED_NOTICE, SIMULATED_SOURCE } from '../http/meta.js';
import { BEARER_SCHEME } from '../http/authentication.js';
import { completeOperation } from './operations.js';
import { withoutRegistryWords } from './schema.js';

const DESCRIPTION = [
  'ETF prices and risk figures, read-only. Every answer is `{ "data", "meta" }`, lists add `page`.',
  'Rates are fractions per year, drawdowns negative fractions, VaR and expected shortfall positive',
  'losses; prices and statistics are numbers, amounts of money decimal strings.',
  'Errors are `application/problem+json` with a stable `code`.',
  'Tables come as JSON or CSV, by `?format=` or `Accept`.',
  'Requests are counted per caller: RateLimit-* headers say what is left, 429 how long to wait.',
].join(' ');

const BEARER =
  'An API key (`hw_…`, made by the operator) or a token of POST /v1/tokens. Public data is answered ' +
  'without, to fewer requests a minute.';

/** The OpenAPI document of the routes that the application has. */
export function openApiDocument(application: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Highwater')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: BEARER }, BEARER_SCHEME)
    .build();
  const document = SwaggerModule.createDocument(application, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...problemSchemas() },
  };
  for (const path of Object.values(document.paths)) {
    if (path.get !== undefined) completeOperation(path.get);
    if (path.post !== undefined) completeOperation(path.post);
  }
  return document;
}

/** The schemas of errors: they belong to every operation and so to none of the scanned ones. */
function problemSchemas(): NonNullable<NonNullable<OpenAPIObject['components']>['schemas']> {
  const registry = z.registry<{ id: string }>();
  const { errors } = problemSchema.shape;
  registry.add(problemSchema, { id: 'Problem' });
  registry.add(errors.unwrap().element, { id: 'FieldProblem' });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'openapi-3.0',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, schema]) => [id, withoutRegistryWords(schema)]),
  );
}

/** Serves /openapi.json and /docs; both say so when prices are simulated. */
export function serveDocument(
  application: NestFastifyApplication,
  publications: PublicationReader,
): void {
  SwaggerModule.setup('docs', application, () => openApiDocument(application), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Highwater',
    swaggerOptions: { validatorUrl: null, tryItOutEnabled: true },
    patchDocumentOnRequest: (_request, _reply, document) => withNotice(document, publications),
  });
}

async function withNotice(
  document: OpenAPIObject,
  publications: PublicationReader,
): Promise<OpenAPIObject> {
  // The document is read where the database is down, too.
  const publication = await publications.current().catch(() => null);
  if (publication?.source !== SIMULATED_SOURCE) return document;
  const description = `**${SIMULATED_NOTICE}** ${document.info.description ?? ''}`;
  return { ...document, info: { ...document.info, description } };
}
