import { unlessAborted } from './abort.js';
import { isThrottleText } from './httpAnswer.js';
import type { HttpClient } from './httpClient.js';
import { ProviderError } from './providerError.js';

/** A cookie and the crumb that belongs to it. Secrets: they enter no message. */
export interface YahooCredentials {
  readonly cookie: string;
  readonly crumb: string;
}

/** A crumb has about eleven characters, without spaces or markup. */
const CRUMB = /^[^\s<>{}]{4,64}$/;
/** fc.yahoo.com hands out the cookie along with one of these. */
const COOKIE_STATUSES = new Set([301, 302, 303, 307, 308, 404]);

/** The cookie and crumb that metadata requests need: fetched once, shared, and fetched anew on demand. */
export class YahooSession {
  private credentials: Promise<YahooCredentials> | null = null;

  constructor(
    private readonly http: HttpClient,
    private readonly urls: { readonly cookie: string; readonly crumb: string },
  ) {}

  /** @throws ProviderError when no usable crumb is to be had; the signal's reason on abort */
  async open(signal: AbortSignal): Promise<YahooCredentials> {
    // Several callers wait for one fetch, so it ends by the client's deadlines, not by a caller's.
    this.credentials ??= this.fetch(new AbortController().signal);
    const pending = this.credentials;
    pending.catch(() => this.forget(pending));
    return unlessAborted(pending, signal);
  }

  /** Drops credentials that were refused, unless newer ones are already there. */
  async renew(refused: YahooCredentials): Promise<void> {
    const pending = this.credentials;
    if (pending !== null && (await pending.catch(() => refused)) === refused) this.forget(pending);
  }

  private forget(pending: Promise<YahooCredentials>): void {
    if (this.credentials === pending) this.credentials = null;
  }

  private async fetch(signal: AbortSignal): Promise<YahooCredentials> {
    const { setCookie } = await this.http.getText({
      url: new URL('/', this.urls.cookie),
      isExpected: (status) => COOKIE_STATUSES.has(status),
      signal,
    });
    const cookie = setCookie.map((line) => line.split(';', 1)[0]?.trim() ?? '').join('; ');
    if (cookie === '') {
      throw new ProviderError('temporary', 'Yahoo handed out no cookie: metadata has to wait.');
    }
    const { body } = await this.http.getText({
      url: new URL('/v1/test/getcrumb', this.urls.crumb),
      headers: { Cookie: cookie },
      signal,
    });
    const crumb = body.trim();
    if (isThrottleText(crumb)) {
      throw new ProviderError(
        'throttled',
        'Yahoo answered "too many requests" in place of a crumb.',
      );
    }
    if (!CRUMB.test(crumb)) {
      throw new ProviderError('malformed', 'What Yahoo handed out as a crumb cannot be one.');
    }
    return { cookie, crumb };
  }
}
