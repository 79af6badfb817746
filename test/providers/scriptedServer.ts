import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** One answer of the script. Without `drop` or `dripMs` the body is sent whole. */
export interface ScriptedResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** A string as it is; anything else as JSON, with the JSON content type. */
  readonly body?: unknown;
  /** Waits before the first byte. */
  readonly delayMs?: number;
  /** Destroys the connection: before any byte, or after half of the body. */
  readonly drop?: 'at-once' | 'half-way';
  /** Sends the body byte by byte, this long apart. */
  readonly dripMs?: number;
}

export interface ReceivedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export type Responder = (request: ReceivedRequest) => ScriptedResponse;

/**
 * A provider on loopback that answers by script: queued responses first, one per request, then
 * `fallback` for every further one. It remembers every request.
 */
export class ScriptedServer {
  readonly requests: ReceivedRequest[] = [];
  private readonly queue: ScriptedResponse[] = [];
  private readonly closing = new AbortController();
  private fallback: Responder = () => ({ status: 500, body: 'The script has ended.' });

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const received = { path: url.pathname, query: url.searchParams, headers: request.headers };
      this.requests.push(received);
      const scripted = this.queue.shift() ?? this.fallback(received);
      void answer(response, scripted, this.closing.signal).catch(() => response.destroy());
    });
  }

  static async start(): Promise<ScriptedServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds answers to the end of the script. */
  enqueue(...responses: ScriptedResponse[]): this {
    this.queue.push(...responses);
    return this;
  }

  /** Answers whatever comes after the queue by looking at the request. */
  otherwise(responder: Responder): this {
    this.fallback = responder;
    return this;
  }

  /** Forgets the requests and the rest of the script. */
  reset(): void {
    this.requests.length = 0;
    this.queue.length = 0;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(
  response: ServerResponse,
  scripted: ScriptedResponse,
  signal: AbortSignal,
): Promise<void> {
  const { status = 200, headers = {}, body = '', delayMs = 0, drop, dripMs } = scripted;
  if (delayMs > 0) await delay(delayMs, undefined, { signal });
  if (drop === 'at-once') return void response.destroy();
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body);
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json;charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  if (drop === 'half-way') {
    response.write(text.slice(0, Math.floor(text.length / 2)));
    await delay(5, undefined, { signal });
    return void response.destroy();
  }
  if (dripMs === undefined) return void response.end(text);
  for (const character of text) {
    if (response.destroyed) return;
    response.write(character);
    await delay(dripMs, undefined, { signal });
  }
  response.end();
}
