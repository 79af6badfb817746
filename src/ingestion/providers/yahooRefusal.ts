import { z } from 'zod';
import { ProviderError, type ProviderFailure } from './providerError.js';

export type YahooReason = 'unknown-symbol' | 'invalid-crumb' | 'empty-range' | 'other';

/** A failure that Yahoo explains in its own JSON. */
export class YahooRefusal extends ProviderError {
  constructor(
    failure: ProviderFailure,
    readonly reason: YahooReason,
    message: string,
  ) {
    super(failure, message);
  }
}

const explained = z.object({
  error: z.object({ code: z.string(), description: z.string().nullish() }),
});
const envelope = z.record(z.string(), z.unknown());
/** The sections that Yahoo wraps its answers in; `finance` is the one of general refusals. */
const SECTIONS = ['chart', 'quoteSummary', 'timeseries', 'finance'] as const;
const DESCRIPTION_MAX_CHARACTERS = 200;

/**
 * The refusal that a Yahoo body holds, whatever its status, or null when it holds none.
 * @param subject what was asked for, for the message
 */
export function yahooRefusal(body: unknown, subject: string): YahooRefusal | null {
  const sections = envelope.safeParse(body);
  if (!sections.success) return null;
  for (const section of SECTIONS) {
    const parsed = explained.safeParse(sections.data[section]);
    if (parsed.success) return refusalOf(parsed.data.error, subject);
  }
  return null;
}

function refusalOf(
  { code, description }: { code: string; description?: string | null | undefined },
  subject: string,
): YahooRefusal {
  const said = (description ?? code).slice(0, DESCRIPTION_MAX_CHARACTERS);
  if (/invalid (crumb|cookie)/i.test(said)) {
    return new YahooRefusal('forbidden', 'invalid-crumb', 'Yahoo refused the session token.');
  }
  if (/too many requests/i.test(`${code} ${said}`)) {
    return new YahooRefusal(
      'throttled',
      'other',
      'Yahoo answered that there were too many requests.',
    );
  }
  if (/data doesn't exist for startDate/i.test(said)) {
    return new YahooRefusal('not-found', 'empty-range', `Yahoo has no data of ${subject} then.`);
  }
  if (code === 'Not Found') {
    const message = `Yahoo knows no ${subject} ("${said}"): check the symbol, or mark it inactive.`;
    return new YahooRefusal('not-found', 'unknown-symbol', message);
  }
  const failure = code === 'Unauthorized' ? 'forbidden' : 'malformed';
  return new YahooRefusal(failure, 'other', `Yahoo refused ${subject}: ${said}.`);
}
