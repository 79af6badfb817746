import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import { runFixtureNight, storeFixtureModel } from './fixturePortfolios.js';
import { openTestApplication, type TestApplication } from './testApplication.js';

interface Parameter {
  required?: boolean;
  name: string;
  in: string;
  description?: string;
  schema: { example?: unknown; enum?: unknown[]; default?: unknown };
}
interface Operation {
  summary: string;
  operationId: string;
  security: Record<string, string[]>[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
}
interface OpenApi {
  openapi: string;
  info: { description: string };
  servers: { url: string }[];
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: { schemas: Record<string, Schema> };
}
interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  additionalProperties?: boolean | Schema;
}

let app: TestApplication;
let document: OpenApi;
let authorization: string;
let backtestId: string;
beforeAll(async () => {
  app = await openTestApplication();
  const email = 'ann@example.com';
  await app.accounts.add({ email, username: 'ann', password: 'a sentence of hers' });
  await app.accounts.verify(email);
  const { key } = await app.accounts.issueKey({ email, name: 'document', expiresAt: null });
  authorization = `Bearer ${key}`;
  await storeFixtureModel(app.database);
  await runFixtureNight(app.database);
  backtestId = String((await app.get('/v1/backtests')).json.data[0]!['id']);
  document = (await app.get('/openapi.json')).json as unknown as OpenApi;
});
afterAll(() => app.close());

/** What keeps an answer short: addresses are tried here, not figures and simulations. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  '/v1/assets/{symbol}/metrics': ['metrics=cagr'],
  '/v1/indices/{slug}/metrics': ['metrics=cagr'],
  '/v1/portfolios/{id}/metrics': ['metrics=cagr'],
  '/v1/what-if': ['from=2024-12-02', 'metrics=cagr'],
  '/v1/comparison': ['from=2024-12-02', 'metrics=cagr'],
  // A monthly history of the fixture is too short to draw from.
  '/v1/monte-carlo': [
    'paths=100',
    'years=1',
    'method=lognormal',
    'meanAnnual=0.05',
    'volatilityAnnual=0.1',
  ],
};

/** A path with what it cannot do without: its own parts, and the examples of what it requires. */
function address(path: string, query = ''): string {
  const required = (document.paths[path]?.get?.parameters ?? [])
    .filter(({ in: place, required: isRequired }) => place === 'query' && isRequired === true)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(schema.example))}`);
  const isOther = (part: string): boolean => !query.startsWith(`${part.split('=')[0]!}=`);
  const parts = [...required, ...(SHORT[path] ?? [])].filter(isOther);
  if (query !== '') parts.push(query);
  const search = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return named(path) + search;
}

function named(path: string): string {
  if (path.startsWith('/v1/backtests/')) return path.replace('{id}', backtestId);
  if (path.startsWith('/v1/portfolios/')) return path.replace('{id}', 'sixty-forty');
  const slug = path.startsWith('/v1/strategies/') ? 'rebalance' : 'both-funds';
  return path.replace('{symbol}', 'SPY').replace('{slug}', slug).replace('{id}', app.runId);
}

/** What of `value` breaks a schema, as paths; understands what this document uses. */
function breaches(schema: Schema, value: unknown, at = ''): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    const target = document.components.schemas[name];
    return target === undefined ? [`${at}: no ${name}`] : breaches(target, value, at);
  }
  if (value === null) return isNullable(schema) ? [] : [`${at}: null`];
  if (schema.anyOf !== undefined) {
    const fits = schema.anyOf.some((option) => breaches(option, value, at).length === 0);
    return fits ? [] : [`${at}: fits no option`];
  }
  if (schema.allOf !== undefined) return schema.allOf.flatMap((it) => breaches(it, value, at));
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at}: not in enum`];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${at}: no array`];
    return value.flatMap((item, i) => breaches(schema.items ?? {}, item, `${at}[${String(i)}]`));
  }
  if (schema.type === 'object') return objectBreaches(schema, value as object, at);
  const kind = schema.type === 'integer' ? 'number' : schema.type;
  return kind === undefined || typeof value === kind ? [] : [`${at}: no ${kind}`];
}

function isNullable({ nullable, anyOf, type }: Schema): boolean {
  return nullable === true || type === 'null' || (anyOf?.some(isNullable) ?? false);
}

function objectBreaches(schema: Schema, value: object, at: string): string[] {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${at}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      const property = properties[name];
      if (property !== undefined) return breaches(property, item, `${at}.${name}`);
      return schema.additionalProperties === false ? [`${at}.${name}: not documented`] : [];
    }),
  ];
}

/** The addresses that a controller's decorators give its methods. */
function routesOf(controller: new () => object): string[] {
  const prefix = Reflect.getMetadata('path', controller) as string;
  return Object.values(Object.getOwnPropertyDescriptors(controller.prototype)).flatMap((it) => {
    const path: unknown = Reflect.getMetadata('path', it.value as object);
    if (typeof path !== 'string' || it.value === controller) return [];
    const segments = `${prefix}/${path}`.split('/').filter((segment) => segment !== '');
    return [`/${segments.join('/').replace(/:(\w+)/g, '{$1}')}`];
  });
}

describe('/openapi.json', () => {
  it('holds every route of every controller, and no other', () => {
    const routes = [...app.application.get(ModulesContainer).values()]
      .flatMap(({ controllers }) => [...controllers.values()])
      .flatMap(({ metatype }) => routesOf(metatype as new () => object))
      .filter((path) => path !== '/');
    expect(routes).toContain('/v1/assets/{symbol}/prices');
    expect(Object.keys(document.paths).sort()).toEqual([...new Set(routes)].sort());
  });

  it('is valid where it matters: versions, ids, references, problems', () => {
    expect(document.openapi).toMatch(/^3\./);
    expect(document.servers).toEqual([{ url: '/' }]);
    const operations = Object.values(document.paths)
      .flatMap(({ get, post }) => [get, post])
      .filter((it) => it !== undefined);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { summary, parameters, responses } of operations) {
      expect(summary).not.toBe('');
      expect(parameters.every(({ description }) => description !== undefined)).toBe(true);
      for (const status of ['400', '401', '429', '500', '503']) {
        const content = responses[status]?.content?.['application/problem+json'];
        expect(content?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
      }
    }
    const references = JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
    );
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name!);
  });

  it('describes what each address answers', async () => {
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined) continue;
      const schema = get.responses['200']!.content!['application/json']!.schema as Schema;
      const { status, json } = await app.get(address(path), { authorization });
      expect([path, status]).toEqual([path, 200]);
      expect([path, breaches(schema, json)]).toEqual([path, []]);
    }
    const figures = document.paths['/v1/assets/{symbol}/metrics']!.get!;
    const schema = figures.responses['200']!.content!['application/json']!.schema as Schema;
    const { json } = await app.get('/v1/assets/SPY/metrics?detail=true');
    expect(breaches(schema, json)).toEqual([]);
    expect(breaches(schema, { ...json, more: 1 })).toEqual(['.more: not documented']);
  });

  it('says what is public, what needs a key, and what is posted', async () => {
    const anyone = [{}, { bearer: [] }];
    expect(document.components).toMatchObject({
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    });
    expect(document.paths['/v1/assets']?.get?.security).toEqual(anyone);
    expect(document.paths['/v1/account']?.get?.security).toEqual([{ bearer: [] }]);
    const tokens = document.paths['/v1/tokens']!.post!;
    expect(tokens.security).toEqual([]);
    const body = tokens.requestBody!.content['application/json']!.schema;
    expect(body.required).toEqual(['email', 'password']);
    const credentials = { email: 'ann@example.com', password: 'a sentence of hers' };
    expect(breaches(body, credentials)).toEqual([]);
    const headers = { 'content-type': 'application/json' };
    const { json, status } = await app.send(
      'POST',
      '/v1/tokens',
      headers,
      JSON.stringify(credentials),
    );
    const schema = tokens.responses['200']!.content!['application/json']!.schema as Schema;
    expect([status, breaches(schema, json)]).toEqual([200, []]);
  });

  it('describes a problem', async () => {
    const { json } = await app.get('/v1/assets?limit=x');
    expect(breaches(document.components.schemas['Problem']!, json)).toEqual([]);
  });

  it('gives examples, choices and defaults that work', async () => {
    for (const [path, { get }] of Object.entries(document.paths)) {
      for (const { name, in: place, schema } of get?.parameters ?? []) {
        if (place !== 'query') continue;
        const values = [schema.example, schema.default, ...(schema.enum ?? [])].flat();
        for (const value of values.filter((it) => it !== undefined)) {
          const query = `${name}=${encodeURIComponent(JSON.stringify(value).replaceAll('"', ''))}`;
          const { status } = await app.get(address(path, query), { authorization });
          expect([path, query, status]).toEqual([path, query, 200]);
        }
      }
    }
  });
});

describe('/docs', () => {
  it('is where / leads', async () => {
    const { status, headers } = await app.get('/');
    expect([status, headers['location']]).toEqual([302, '/docs']);
  });

  it('works without a network and says that prices are simulated', async () => {
    const page = await app.get('/docs');
    expect(page.status).toBe(200);
    const links = [...page.text.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\.\/docs\//);
      expect((await app.get(link.slice(1))).status).toBe(200);
    }
    expect((await app.get('/docs/swagger-ui-init.js')).text).toContain('prices are simulated');
    expect(document.info.description).toContain('prices are simulated');
  });
});
