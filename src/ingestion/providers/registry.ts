import { HighwaterError } from '../../domain/errors.js';
import { CsvProvider } from './csv.js';
import type { HttpClientOptions } from './httpClient.js';
import type { PriceProvider } from './provider.js';
import { SimulatedProvider } from './simulated.js';
import { YahooProvider, type YahooBaseUrls } from './yahoo.js';

export const PROVIDER_KINDS = ['yahoo', 'csv', 'simulated'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

export interface ProviderOptions {
  readonly kind: ProviderKind;
  readonly now: () => Date;
  /** Of the `csv` provider: the folder with one `SYMBOL.csv` each. */
  readonly csvDirectory?: string | null;
  readonly yahooBaseUrls?: Partial<YahooBaseUrls>;
  readonly http?: Partial<HttpClientOptions>;
}

/**
 * The provider that the options name; its `close()` must be called in the end.
 * @throws HighwaterError CSV_DIRECTORY_MISSING
 */
export async function createProvider(options: ProviderOptions): Promise<PriceProvider> {
  const { kind, now, csvDirectory, yahooBaseUrls: baseUrls } = options;
  const http = options.http === undefined ? {} : { http: options.http };
  switch (kind) {
    case 'yahoo':
      return new YahooProvider({ now, ...http, ...(baseUrls === undefined ? {} : { baseUrls }) });
    case 'simulated':
      return SimulatedProvider.start({ now, ...http });
    case 'csv':
      if (csvDirectory === undefined || csvDirectory === null || csvDirectory === '') {
        throw new HighwaterError(
          'CSV_DIRECTORY_MISSING',
          'usage',
          'The csv provider needs MARKET_DATA_CSV_DIR: the folder with one SYMBOL.csv each.',
        );
      }
      return new CsvProvider(csvDirectory);
  }
}
