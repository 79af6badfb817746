import { createProvider } from './ingestion/providers/registry.js';
import type { PriceProvider } from './ingestion/providers/provider.js';
import { Refresh } from './ingestion/refresh.js';
import type { Settings } from './settings.js';
import type { Database } from './store/database.js';

/*
 * Apart from operations.ts, because providers and analytics take as long to load as a short command
 * takes to run.
 */

const clock = (): Date => new Date();

/** The provider that the settings name. The caller closes it. */
export function providerOf(settings: Settings): Promise<PriceProvider> {
  return createProvider({
    kind: settings.marketDataProvider,
    now: clock,
    csvDirectory: settings.marketDataCsvDir,
    yahooBaseUrls: {
      data: settings.yahooQuery2Url,
      crumb: settings.yahooQuery1Url,
      cookie: settings.yahooCookieUrl,
    },
  });
}

/** The refresh of this installation. */
export function refreshOf(
  settings: Settings,
  database: Database,
  provider: PriceProvider,
): Refresh {
  return new Refresh(database, provider, {
    universe: settings.universe,
    benchmark: settings.benchmark,
    riskFreeRate: settings.riskFreeRate,
    concurrency: settings.refreshConcurrency,
    timeZone: settings.refreshTimeZone,
    clock,
  });
}
