import { ProviderError, type ProviderFailure } from './providerError.js';

/** What came back over HTTP, unread: the body is text until status and type are known to be good. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly setCookie: readonly string[];
  readonly body: string;
}

/** The longest stay-away that a Retry-After header is believed for: an hour. */
export const RETRY_AFTER_MAX_MS = 3_600_000;

const THROTTLED_STATUSES = new Set([429, 999]);
const TEMPORARY_STATUSES = new Set([408, 425]);

function failureOf(status: number): ProviderFailure {
  if (THROTTLED_STATUSES.has(status)) return 'throttled';
  if (status >= 500 || TEMPORARY_STATUSES.has(status)) return 'temporary';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  return 'malformed';
}

const ADVICE: Readonly<Record<ProviderFailure, string>> = {
  temporary: 'try again later',
  throttled: 'too many requests were made; wait before the next',
  forbidden: 'this address or key is refused; trying again will not help',
  'not-found': 'check the symbol',
  malformed: 'the request or the answer is not of the known form',
};

/** Milliseconds that a Retry-After header (seconds, or an HTTP date) asks for, capped, or null. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const waitMs = /^\d+$/.test(header.trim())
    ? Number(header.trim()) * 1000
    : Date.parse(header) - now;
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), RETRY_AFTER_MAX_MS) : null;
}

/** The error that a status outside 200 to 299 stands for. */
export function errorOfStatus(answer: HttpAnswer, place: string, now: number): ProviderError {
  const failure = failureOf(answer.status);
  return new ProviderError(
    failure,
    `${place} answered ${answer.status}: ${ADVICE[failure]}.`,
    retryAfterMs(answer.retryAfter, now),
  );
}

/** True for the sentences that a gateway answers in place of data when it turns callers away. */
export function isThrottleText(body: string): boolean {
  return /too many requests|rate limit/i.test(body.slice(0, 1000));
}

function errorOfText({ body, contentType }: HttpAnswer, place: string): ProviderError {
  if (isThrottleText(body)) {
    return new ProviderError('throttled', `${place} answered that there were too many requests.`);
  }
  const isPage = contentType.includes('html') || /^\s*</.test(body);
  return isPage
    ? new ProviderError('temporary', `${place} answered a web page instead of data: try later.`)
    : new ProviderError('malformed', `${place} answered text where JSON was expected.`);
}

/**
 * The JSON of an answer whose status is known. Content type first, then the text.
 * @throws ProviderError throttled or temporary for a gateway's text or page; temporary for JSON
 * that is cut off; malformed for anything else that does not parse
 */
export function jsonOf(answer: HttpAnswer, place: string): unknown {
  if (!answer.contentType.includes('json')) throw errorOfText(answer, place);
  try {
    return JSON.parse(answer.body) as unknown;
  } catch {
    const isCutOff = !/[}\]]\s*$/.test(answer.body);
    throw isCutOff
      ? new ProviderError('temporary', `${place} answered JSON that breaks off: try again.`)
      : new ProviderError('malformed', `${place} answered JSON that cannot be read.`);
  }
}
