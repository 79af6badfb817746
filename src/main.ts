import 'reflect-metadata';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { createHttpApplication } from './api/application.js';
import { RATE_LIMITS } from './api/http/rateLimits.js';
import { Identity } from './identity/identity.js';
import { PasswordHasher } from './identity/passwordHasher.js';
import { tokenSecretOf } from './identity/tokenSecret.js';
import type { Refresh } from './ingestion/refresh.js';
import { RefreshSchedule } from './ingestion/schedule.js';
import { openMigrated, openReplica } from './operations.js';
import { providerOf, refreshOf } from './refreshOperations.js';
import { LOG_LEVELS, type Settings } from './settings.js';
import { ApiKeyStore } from './store/apiKeys.store.js';
import type { Database } from './store/database.js';
import { UserStore } from './store/users.store.js';

const clock = (): Date => new Date();

/** A running service. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Stops listening, ends the schedule, closes the database; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the service: database, HTTP, schedule.
 * @param beforeListening runs once the database is open, before the first request is answered
 */
export async function startService(
  settings: Settings,
  beforeListening: (refresh: Refresh, database: Database) => Promise<void> = () =>
    Promise.resolve(),
): Promise<Service> {
  const closing: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= closeAll(closing));
  try {
    const logger = new ConsoleLogger('Highwater', { logLevels: levelsUpTo(settings.logLevel) });
    const provider = await providerOf(settings);
    closing.push(() => provider.close());
    const database = await openMigrated(settings);
    closing.push(() => database.close());
    const refresh = refreshOf(settings, database, provider);
    await beforeListening(refresh, database);
    const schedule = new RefreshSchedule(refresh, {
      expression: settings.refreshCron,
      timeZone: settings.refreshTimeZone,
      logger,
    });
    const replica = await openReplica(settings);
    if (replica !== null) closing.push(() => replica.close());
    const hasher = new PasswordHasher();
    closing.push(() => hasher.close());
    const api = {
      database: replica ?? database,
      clock,
      nextUpdateAt: () => schedule.nextRunAt,
      identity: identityOf(settings, database, hasher),
    };
    const root = AppModule.register(api, schedule);
    const application = await createHttpApplication({
      ...api,
      root,
      trustedProxies: settings.trustedProxies,
      rateLimits: settings.rateLimits === 'on' ? RATE_LIMITS : { ...RATE_LIMITS, requests: null },
    });
    closing.push(() => application.close());
    await application.listen(settings.port, settings.host);
    return { url: await application.getUrl(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Who may sign in to this installation. @param hasher the caller closes it */
function identityOf(settings: Settings, database: Database, hasher: PasswordHasher): Identity {
  return new Identity({
    users: new UserStore(database),
    keys: new ApiKeyStore(database),
    hasher,
    tokenSecret: tokenSecretOf(settings),
    clock,
  });
}

/** Newest first: what was opened last is closed first. */
async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close();
}

function levelsUpTo(level: Settings['logLevel']): LogLevel[] {
  return ['fatal', ...LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(level) + 1)];
}
