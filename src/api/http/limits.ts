/** What the server takes of one request, and how long it waits. */
export const HTTP_LIMITS = {
  /** Credentials are all that is posted here: a longer body is refused early. */
  bodyBytes: 4_096,
  urlCharacters: 4_096,
  headerBytes: 16_384,
  pathParameterCharacters: 100,
  requestTimeoutMs: 15_000,
  idleConnectionTimeoutMs: 60_000,
  keepAliveTimeoutMs: 65_000,
  requestsPerConnection: 10_000,
  connections: 5_000,
} as const;

/** How much one answer holds. */
export const ANSWER_LIMITS = {
  pageDefault: 100,
  pageMax: 1_000,
  pricesDefault: 10_000,
  pricesMax: 10_000,
  /** Sessions read for one request of resampled prices: more than any exchange has held. */
  sessionsMax: 100_000,
  actionsMax: 10_000,
  tasksMax: 10_000,
  filtersMax: 20,
  /** Input rows of one explained figure. */
  explainedRowsMax: 10_000,
  /** Figures that are computed for one page of the screener: rows × fields. */
  computedFiguresMax: 1_000,
  /** Trades, payments and the like of one backtest. */
  backtestRowsDefault: 1_000,
  backtestRowsMax: 10_000,
  drawdownsDefault: 5,
  drawdownsMax: 1_000,
  /** Returns in a rolling window. */
  lookbackMax: 10_000,
  /** A matrix has at most this squared entries. */
  matrixSymbolsMax: 50,
} as const;

/** What one query parameter may hold. */
export const TEXT_LIMITS = { text: 100, list: 1_000, cursor: 600 } as const;

/** How long an answer may be kept where the next snapshot's time is not known. */
export const MAX_AGE_DEFAULT_S = 60;
/** A refresh by hand may publish earlier than planned: no answer is kept longer than this. */
export const MAX_AGE_LIMIT_S = 3_600;
