import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApplication } from '../../src/api/application.js';
import { RATE_LIMITS, type RateLimits } from '../../src/api/http/rateLimits.js';
import { Accounts } from '../../src/identity/accounts.js';
import { Identity } from '../../src/identity/identity.js';
import { PasswordHasher } from '../../src/identity/passwordHasher.js';
import { ApiKeyStore } from '../../src/store/apiKeys.store.js';
import type { Database } from '../../src/store/database.js';
import { UserStore } from '../../src/store/users.store.js';
import { openTestDatabase, type TestDatabase } from '../store/testDatabase.js';
import { publishFixture, storeFixture } from './fixture.js';
import { storeFixtureIndices } from './fixtureIndices.js';

export const NOW = new Date('2025-01-01T12:00:00Z');
export const TOKEN_SECRET = new TextEncoder().encode('0123456789 abcdefghij 0123456789');
export const NEXT_UPDATE_AT = new Date('2025-01-01T12:10:00Z');

/** What an address answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The body as JSON, loosely typed: tests name the fields that they look at. */
  readonly json: Body;
}

export interface Body {
  readonly data: Record<string, never> & Record<string, unknown>[];
  readonly meta: Record<string, unknown>;
  readonly page: { readonly next: string | null };
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: { field: string; problem: string; accepts: string }[];
  readonly [field: string]: unknown;
}

export interface TestApplication {
  readonly database: Database;
  readonly application: NestFastifyApplication;
  readonly runId: string;
  readonly accounts: Accounts;
  readonly hasher: PasswordHasher;
  /** Statements run since the last call. */
  readonly statements: () => string[];
  get(url: string, headers?: Record<string, string>): Promise<Answered>;
  send(
    method: string,
    url: string,
    headers?: Record<string, string>,
    body?: string,
  ): Promise<Answered>;
  close(): Promise<void>;
}

/** The statements that a database runs from now on. */
function watchStatements(database: Database): () => string[] {
  let seen: string[] = [];
  const session = database.session;
  for (const name of ['query', 'execute', 'copyOut'] as const) {
    const original = session[name].bind(session) as (...parts: unknown[]) => unknown;
    (session as unknown as Record<string, unknown>)[name] = (...parts: unknown[]) => {
      seen.push(String(parts[0]));
      return original(...parts);
    };
  }
  return () => {
    const statements = seen;
    seen = [];
    return statements;
  };
}

export interface TestApplicationOptions {
  readonly published?: boolean;
  readonly stored?: boolean;
  readonly nextUpdateAt?: Date | null;
  readonly clock?: () => Date;
  /** Requests are not counted unless given. */
  readonly rateLimits?: RateLimits;
  readonly tokenSecret?: Uint8Array | null;
  readonly trustedProxies?: readonly string[];
}

/** The application over a fresh database that holds the fixture. */
export async function openTestApplication(
  options: TestApplicationOptions = {},
): Promise<TestApplication> {
  const test: TestDatabase = await openTestDatabase();
  const { database } = test;
  const { stored = true, published = stored, nextUpdateAt = NEXT_UPDATE_AT } = options;
  const runId = stored ? await storeFixture(database) : '';
  if (stored) await storeFixtureIndices(database, NOW);
  if (published) await publishFixture(database, runId);
  const { clock = () => NOW, tokenSecret = TOKEN_SECRET, trustedProxies = [] } = options;
  const hasher = new PasswordHasher();
  const users = new UserStore(database);
  const keys = new ApiKeyStore(database);
  const application = await createHttpApplication({
    database,
    clock,
    nextUpdateAt: () => nextUpdateAt,
    identity: new Identity({ users, keys, hasher, tokenSecret, clock }),
    rateLimits: options.rateLimits ?? { ...RATE_LIMITS, requests: null },
    trustedProxies,
    logger: false,
  });
  const send: TestApplication['send'] = async (method, url, headers = {}, body) => {
    const answer = await application.inject({
      method: method as 'GET',
      url,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = /json/.test(String(answer.headers['content-type'])) && answer.body !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers as Answered['headers'],
      text: answer.body,
      json: (isJson ? JSON.parse(answer.body) : {}) as Body,
    };
  };
  return {
    database,
    application,
    runId,
    accounts: new Accounts({ users, keys, hasher, clock }),
    hasher,
    statements: watchStatements(database),
    send,
    get: (url, headers) => send('GET', url, headers),
    close: async () => {
      await application.close();
      await hasher.close();
      await test.drop();
    },
  };
}
