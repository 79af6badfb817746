import type { AssetProfile } from '../../domain/asset.js';
import { SimulatedExchange } from '../simulated/exchange.js';
import { SIMULATED_FUNDS } from '../simulated/universe.js';
import type { HttpClientOptions } from './httpClient.js';
import type { HistoryRequest, PriceProvider, ProviderCaps, ProviderHistory } from './provider.js';
import { YahooProvider } from './yahoo.js';

export interface SimulatedOptions {
  readonly now: () => Date;
  readonly http?: Partial<HttpClientOptions>;
}

/**
 * The simulated exchange, spoken to over HTTP by the adapter that production uses. Only the source
 * that bars are marked with tells them apart.
 */
export class SimulatedProvider implements PriceProvider {
  readonly source: string;
  readonly barsAdjustedFor = 'splits';
  readonly actionsAdjustedFor = 'splits';
  readonly delivery = 'incremental';

  private constructor(
    private readonly exchange: SimulatedExchange,
    private readonly adapter: YahooProvider,
  ) {
    this.source = adapter.source;
  }

  /** Starts the exchange; {@link close} stops it. */
  static async start({ now, http }: SimulatedOptions): Promise<SimulatedProvider> {
    const exchange = await SimulatedExchange.start({ now });
    const adapter = new YahooProvider({
      now,
      ...(http === undefined ? {} : { http }),
      baseUrls: { data: exchange.url, crumb: exchange.url, cookie: exchange.url },
      source: 'simulated',
      symbols: SIMULATED_FUNDS.map(({ symbol }) => symbol),
    });
    return new SimulatedProvider(exchange, adapter);
  }

  universe(): Promise<readonly string[] | null> {
    return this.adapter.universe();
  }

  fetchHistory(request: HistoryRequest): Promise<ProviderHistory> {
    return this.adapter.fetchHistory(request);
  }

  fetchProfile(symbol: string, signal: AbortSignal): Promise<AssetProfile | null> {
    return this.adapter.fetchProfile(symbol, signal);
  }

  fetchCapitalisations(request: HistoryRequest): Promise<ProviderCaps> {
    return this.adapter.fetchCapitalisations(request);
  }

  async close(): Promise<void> {
    await this.adapter.close();
    await this.exchange.close();
  }
}
