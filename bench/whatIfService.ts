import { Controller, Get, Module, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { recompute, recomputeStores } from '../src/analytics/recompute/recompute.js';
import { ApiModule, type ApiOptions } from '../src/api/api.module.js';
import { createHttpApplication } from '../src/api/application.js';
import { RATE_LIMITS } from '../src/api/http/rateLimits.js';
import { Identity } from '../src/identity/identity.js';
import { PasswordHasher } from '../src/identity/passwordHasher.js';
import { ApiKeyStore } from '../src/store/apiKeys.store.js';
import { Database } from '../src/store/database.js';
import { newId } from '../src/store/entities/columns.js';
import { migrate } from '../src/store/migrate.js';
import { UserStore } from '../src/store/users.store.js';
import { generateWarehouse } from '../test/store/generator.js';

const DAYS = 5_040;
const CONSTANT = { data: 'constant' };

@Controller('bare')
class BareController {
  @Get()
  one(): object {
    return CONSTANT;
  }
}

@Module({})
class BesideBareRoute {
  static register(api: ApiOptions): DynamicModule {
    return {
      module: BesideBareRoute,
      imports: [ApiModule.register(api)],
      controllers: [BareController],
    };
  }
}

/** The application over an embedded database of generated histories, and a bare route in it. */
export interface WhatIfService {
  readonly application: NestFastifyApplication;
  readonly symbols: readonly string[];
  close(): Promise<void>;
}

/** @param assets how many histories of 20 years there are */
export async function openWhatIfService(assets: number): Promise<WhatIfService> {
  const database = await Database.open({ url: null, home: 'memory://', poolMax: 1 });
  await migrate(database);
  await generateWarehouse(database, {
    seed: 5,
    assets,
    daysPerAsset: DAYS,
    users: 1,
    portfolios: 1,
    backtests: 1,
    indices: 0,
    daysPerIndex: 100,
  });
  const stores = recomputeStores(database);
  const terms = { source: 'generated', benchmark: 'G00000', riskFreeRate: 0.02 };
  await recompute(stores, { ...terms, runId: newId(), now: new Date() });
  await stores.workers.close();
  const hasher = new PasswordHasher();
  const [users, keys] = [new UserStore(database), new ApiKeyStore(database)];
  const clock = (): Date => new Date();
  const api = {
    database,
    clock,
    nextUpdateAt: () => null,
    identity: new Identity({ users, keys, hasher, tokenSecret: null, clock }),
  };
  const application = await createHttpApplication({
    ...api,
    root: BesideBareRoute.register(api),
    rateLimits: { ...RATE_LIMITS, requests: null },
  });
  await application.listen(0, '127.0.0.1');
  const rows = await database.session.query<{ symbol: string }>(
    'select symbol from assets order by symbol',
  );
  const close = async (): Promise<void> => {
    await application.close();
    await hasher.close();
    await database.close();
  };
  return { application, symbols: rows.map(({ symbol }) => symbol), close };
}
