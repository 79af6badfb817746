import { HighwaterError } from '../../domain/errors.js';

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  csv: 'text/csv',
};

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

const RANGES_MAX = 30;

function rangesOf(accept: string): MediaRange[] {
  return accept
    .toLowerCase()
    .split(',', RANGES_MAX)
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((it) => it.startsWith('q='))?.slice(2);
      return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
    });
}

/** The quality of a media type: that of the most specific range that holds it. */
function qualityOf(mediaType: string, ranges: readonly MediaRange[]): number {
  const family = `${mediaType.split('/')[0] ?? ''}/*`;
  for (const type of [mediaType, family, '*/*']) {
    const range = ranges.find((it) => it.type === type);
    if (range !== undefined) return range.quality;
  }
  return 0;
}

/**
 * The format of an answer: `?format=` where given, else the one that Accept likes best; of two
 * liked alike the first available.
 *
 * @throws HighwaterError NOT_ACCEPTABLE, listing what there is
 */
export function negotiate(
  asked: { readonly format: unknown; readonly accept: string | undefined },
  available: readonly Format[],
): Format {
  if (typeof asked.format === 'string') {
    const format = available.find((it) => it === asked.format);
    if (format === undefined) throw notAcceptable(available);
    return format;
  }
  if (asked.accept === undefined || asked.accept.trim() === '') return 'json';
  const ranges = rangesOf(asked.accept);
  let best: { format: Format; quality: number } | null = null;
  for (const format of available) {
    const quality = qualityOf(MEDIA_TYPES[format], ranges);
    if (quality > (best?.quality ?? 0)) best = { format, quality };
  }
  if (best === null) throw notAcceptable(available);
  return best.format;
}

function notAcceptable(available: readonly Format[]): HighwaterError {
  const list = available.map((format) => `${format} (${MEDIA_TYPES[format]})`).join(', ');
  return new HighwaterError(
    'NOT_ACCEPTABLE',
    'usage',
    `This answer comes as ${list}: choose by ?format= or by Accept.`,
    { errors: [{ field: 'format', problem: 'is not available here', accepts: list }] },
  );
}
