import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosError, type AxiosInstance } from 'axios';
import { abortReason } from './abort.js';
import { errorOfStatus, jsonOf, type HttpAnswer } from './httpAnswer.js';
import { ProviderError } from './providerError.js';
import { Resilience, RESILIENCE_DEFAULTS, type ResilienceOptions } from './resilience.js';

export interface HttpClientOptions extends ResilienceOptions {
  /** How long one try may take, from connecting to the last byte. */
  readonly attemptTimeoutMs: number;
  /** The largest body that is read, in bytes after decompression. */
  readonly maxContentBytes: number;
  readonly maxSockets: number;
  readonly userAgent: string;
}

export const HTTP_DEFAULTS: HttpClientOptions = {
  ...RESILIENCE_DEFAULTS,
  attemptTimeoutMs: 15_000,
  maxContentBytes: 32 * 1024 * 1024,
  maxSockets: 8,
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
    'Chrome/131.0.0.0 Safari/537.36',
};

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Statuses outside 200 to 299 that are an answer and not a failure. */
  readonly isExpected?: (status: number) => boolean;
  /** Turns the JSON body of a failure into the provider's own reason; null leaves it to the status. */
  readonly readRefusal?: (status: number, body: unknown) => ProviderError | null;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Host and path, without the query: that may hold a key. */
const placeOf = (url: URL): string => `${url.host}${url.pathname}`;

/**
 * GET with named limits, retries and a breaker per host. Status and content type are checked before
 * a body is read; redirects are not followed; no error holds a query, a header or a body.
 */
export class HttpClient {
  private readonly options: HttpClientOptions;
  private readonly http: AxiosInstance;
  private readonly resilience: Resilience;
  private readonly agents: { readonly plain: HttpAgent; readonly secure: HttpsAgent };

  constructor(options: Partial<HttpClientOptions> = {}) {
    this.options = { ...HTTP_DEFAULTS, ...options };
    const { maxSockets, maxContentBytes, attemptTimeoutMs, userAgent } = this.options;
    this.resilience = new Resilience(this.options);
    this.agents = {
      plain: new HttpAgent({ keepAlive: true, maxSockets }),
      secure: new HttpsAgent({ keepAlive: true, maxSockets }),
    };
    this.http = axios.create({
      httpAgent: this.agents.plain,
      httpsAgent: this.agents.secure,
      timeout: attemptTimeoutMs,
      maxContentLength: maxContentBytes,
      maxRedirects: 0,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
      headers: { 'User-Agent': userAgent, 'Accept-Language': 'en-US,en;q=0.9' },
    });
  }

  /** @throws ProviderError; the signal's reason when the caller aborts */
  async getJson(request: HttpRequest): Promise<unknown> {
    return this.resilience.run(request.url.host, request.signal, async (signal) => {
      const answer = await this.attempt(request, signal, 'application/json');
      return jsonOf(answer, placeOf(request.url));
    });
  }

  /** The answer with its body as text, whatever its content type. @throws as {@link getJson} */
  async getText(request: HttpRequest): Promise<HttpAnswer> {
    return this.resilience.run(request.url.host, request.signal, (signal) =>
      this.attempt(request, signal, '*/*'),
    );
  }

  /** Ends idle and open connections; safe to call twice. */
  close(): void {
    this.agents.plain.destroy();
    this.agents.secure.destroy();
  }

  private async attempt(
    request: HttpRequest,
    signal: AbortSignal,
    accept: string,
  ): Promise<HttpAnswer> {
    const answer = await this.send(request, signal, accept);
    const isGood = answer.status >= 200 && answer.status < 300;
    if (isGood || request.isExpected?.(answer.status) === true) return answer;
    const isJson = request.readRefusal !== undefined && answer.contentType.includes('json');
    const refusal = isJson ? request.readRefusal(answer.status, parsedOrNull(answer.body)) : null;
    throw refusal ?? errorOfStatus(answer, placeOf(request.url), Date.now());
  }

  private async send(
    { url, headers = {} }: HttpRequest,
    signal: AbortSignal,
    accept: string,
  ): Promise<HttpAnswer> {
    const timeout = AbortSignal.timeout(this.options.attemptTimeoutMs);
    try {
      const {
        status,
        headers: answered,
        data,
      } = await this.http.get<string>(url.href, {
        headers: { Accept: accept, ...headers },
        signal: AbortSignal.any([signal, timeout]),
        ...(LOOPBACK.has(url.hostname) ? { proxy: false as const } : {}),
      });
      const header = (name: string): string | null => {
        const value: unknown = answered[name];
        return typeof value === 'string' ? value : null;
      };
      return {
        status,
        contentType: (header('content-type') ?? '').toLowerCase(),
        retryAfter: header('retry-after'),
        setCookie: answered['set-cookie'] ?? [],
        body: data,
      };
    } catch (error) {
      if (signal.aborted) throw abortReason(signal);
      throw this.transportError(error, placeOf(url), timeout.aborted);
    }
  }

  /** The axios error itself is not kept as the cause: it carries cookies and the query. */
  private transportError(error: unknown, place: string, isLate: boolean): ProviderError {
    const code = error instanceof AxiosError ? (error.code ?? 'unknown') : 'unknown';
    if (error instanceof Error && error.message.includes('maxContentLength')) {
      const limit = this.options.maxContentBytes;
      return new ProviderError('malformed', `${place} answered more than ${limit} bytes.`);
    }
    if (isLate || code === AxiosError.ECONNABORTED || code === AxiosError.ETIMEDOUT) {
      const limit = this.options.attemptTimeoutMs;
      return new ProviderError('temporary', `${place} did not answer within ${limit} ms.`);
    }
    return new ProviderError('temporary', `${place} could not be read (${code}): try again later.`);
  }
}

function parsedOrNull(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
