import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lastFinalSession } from '../../domain/tradingCalendar.js';
import { seedOf } from './random.js';
import { simulateMarket, type SimulatedHistory, type SimulatedMarket } from './market.js';
import {
  badRequest,
  chartAnswer,
  invalidCrumb,
  notFound,
  sharesAnswer,
  summaryAnswer,
  type Answer,
} from './answers.js';
import { TIME_ZONE, wireHistory, type WireHistory } from './wire.js';

export interface ExchangeOptions {
  /** The exchange's clock: bars end with the newest session that is final by it. */
  readonly now: () => Date;
}

const COOKIE = `A3=${seedOf('a simulated visitor').toString(36)}`;
const CRUMB = seedOf('a simulated crumb').toString(36).padEnd(11, 'x');
const HOST = '127.0.0.1';
const SHARES_PATH = '/ws/fundamentals-timeseries/v1/finance/timeseries/';
const PERIOD_MISSING = 'period1 and period2 must be given.';
/** Idle connections are kept this long, longer than a client's pause between symbols. */
const KEEP_ALIVE_MS = 30_000;

/**
 * A simulated exchange on a free port of loopback. It speaks the chart, quoteSummary and share count
 * formats of Yahoo, cookie and crumb included, and its refusals of unknown symbols.
 */
export class SimulatedExchange {
  private market: { readonly last: string; readonly histories: SimulatedMarket } | null = null;
  private readonly wires = new Map<string, WireHistory>();

  private constructor(
    private readonly server: Server,
    private readonly now: () => Date,
  ) {
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      send(response, this.answer(request));
    });
  }

  static async start({ now }: ExchangeOptions): Promise<SimulatedExchange> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, HOST, resolve);
    });
    return new SimulatedExchange(server, now);
  }

  get url(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends every connection; safe to call twice. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage): Answer {
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const [, section, , kind] = url.pathname.split('/');
    const symbol = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    if (url.pathname === '/') {
      return { status: 404, body: '', headers: { 'set-cookie': `${COOKIE}; Path=/; HttpOnly` } };
    }
    if (url.pathname === '/v1/test/getcrumb') {
      return request.headers.cookie === COOKIE ? { status: 200, body: CRUMB } : invalidCrumb();
    }
    if (section === 'v8' && kind === 'chart') return this.chart(symbol, url.searchParams);
    if (section === 'v10' && kind === 'quoteSummary') {
      if (url.searchParams.get('crumb') !== CRUMB) return invalidCrumb();
      const history = this.histories().get(symbol);
      if (history === undefined) return notFound('quoteSummary', symbol);
      return summaryAnswer(history.fund, this.wireOf(history));
    }
    if (section === 'ws' && url.pathname.startsWith(SHARES_PATH)) {
      return this.shares(symbol, url.searchParams);
    }
    return { status: 404, body: 'There is nothing here.' };
  }

  private shares(symbol: string, query: URLSearchParams): Answer {
    const period = periodOf(query);
    if (period === null) return badRequest('timeseries', PERIOD_MISSING);
    const history = this.histories().get(symbol);
    if (history === undefined) return notFound('timeseries', symbol);
    return sharesAnswer(history.fund, this.wireOf(history), period);
  }

  private chart(symbol: string, query: URLSearchParams): Answer {
    const period = periodOf(query);
    if (period === null) return badRequest('chart', PERIOD_MISSING);
    if (query.get('interval') !== '1d') return badRequest('chart', 'Only interval=1d is kept.');
    const history = this.histories().get(symbol);
    if (history === undefined) return notFound('chart', symbol);
    return chartAnswer(history.fund, this.wireOf(history), period);
  }

  private wireOf(history: SimulatedHistory): WireHistory {
    const { symbol } = history.fund;
    const wire = this.wires.get(symbol) ?? wireHistory(history);
    this.wires.set(symbol, wire);
    return wire;
  }

  /** The market up to the newest final session: made anew when there is a newer one. */
  private histories(): SimulatedMarket {
    const last = lastFinalSession(this.now(), TIME_ZONE);
    if (this.market?.last !== last) {
      this.market = { last, histories: simulateMarket(last) };
      this.wires.clear();
    }
    return this.market.histories;
  }
}

/** Seconds since 1970, the second excluded. */
function periodOf(query: URLSearchParams): readonly [number, number] | null {
  const [from, until] = [query.get('period1') ?? 'none', query.get('period2') ?? 'none'].map(
    Number,
  );
  return from !== undefined && until !== undefined && from < until ? [from, until] : null;
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json;charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
