import { barOfCapitalisation, type Capitalisation } from '../../domain/capitalisation.js';
import { CAP_PLACES, Dec } from '../../domain/decimals.js';
import type { Finding } from '../../domain/finding.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { fromEpochDay, toEpochDay } from '../../domain/tradingDate.js';
import type { ProviderCap } from '../providers/provider.js';
import { capOf } from './capSize.js';
import { CAP_RULES } from './registry.js';
import { findingOf, type CapScope, type SeenCap } from './rule.js';

/** What capitalisations are judged for. */
export interface CapRequest extends Omit<CapScope, 'firstDate' | 'before'> {
  /** What the source told before the ones that came now. */
  readonly told: readonly ProviderCap[];
  /** What the profile tells of today, after them; left out where it repeats the last of them. */
  readonly figure: ProviderCap | null;
  /** The newest stored one before them. */
  readonly before: Capitalisation | null;
}

export interface JudgedCaps {
  /** To be stored, ascending. */
  readonly rows: readonly Capitalisation[];
  readonly findings: readonly Finding[];
}

/**
 * Checks capitalisations rule by rule beside the closes of their days, and puts shares times the
 * close where only the shares are told. Pure.
 *
 * @param series of the asset as it is stored with this delivery, not empty
 */
export function judgeCapitalisations(request: CapRequest, series: PriceSeries): JudgedCaps {
  const { symbol, told, figure, before } = request;
  const beside = (cap: ProviderCap): SeenCap => besideBar(cap, series);
  const scope: CapScope = {
    ...request,
    firstDate: fromEpochDay(series.dates[0] as number),
    before: before === null ? null : beside(asTold(before)),
  };
  const findings: Finding[] = [];
  const judged = CAP_RULES.reduce<readonly SeenCap[]>(
    (caps, rule) => {
      const remarks = rule.inspect(caps, scope);
      findings.push(...remarks.map((remark) => findingOf(rule, symbol, remark)));
      const refused = new Set(remarks.flatMap(({ refuses }) => refuses ?? []));
      return refused.size === 0 ? caps : caps.filter((_, index) => !refused.has(index));
    },
    withFigure(told.map(beside), figure === null ? null : beside(figure)),
  );
  const rows = judged.flatMap((cap): Capitalisation[] => {
    const marketCap = capOf(cap);
    if (marketCap === null) return [];
    const sharesOutstanding = cap.sharesOutstanding && BigInt(cap.sharesOutstanding.toFixed());
    return [{ date: cap.date, marketCap, sharesOutstanding }];
  });
  return { rows, findings };
}

function besideBar(cap: ProviderCap, series: PriceSeries): SeenCap {
  const bar = barOfCapitalisation(series, toEpochDay(cap.date));
  return {
    ...cap,
    marketCap: cap.marketCap?.toDecimalPlaces(CAP_PLACES) ?? null,
    close: series.close[bar] ?? NaN,
    adjustedClose: series.adjustedClose[bar] ?? NaN,
  };
}

/** A stored capitalisation as a source tells one. */
export function asTold({ date, marketCap, sharesOutstanding }: Capitalisation): ProviderCap {
  const shares = sharesOutstanding === null ? null : new Dec(sharesOutstanding.toString());
  return { date, marketCap: new Dec(marketCap), sharesOutstanding: shares };
}

function withFigure(told: readonly SeenCap[], figure: SeenCap | null): readonly SeenCap[] {
  if (figure === null) return told;
  const last = told.at(-1);
  if (last !== undefined && isRepeated(figure, { ...last, marketCap: capOf(last) })) return told;
  return [...told.filter(({ date }) => date !== figure.date), figure];
}

/**
 * Whether a figure says again what was told: the same number of shares, or the same sum. What a
 * source repeats is old, and says nothing of the day on which it is repeated.
 */
export function isRepeated(
  figure: ProviderCap,
  last: Pick<ProviderCap, 'marketCap' | 'sharesOutstanding'>,
): boolean {
  const { marketCap, sharesOutstanding } = figure;
  if (sharesOutstanding !== null) return last.sharesOutstanding?.eq(sharesOutstanding) === true;
  return marketCap !== null && last.marketCap?.eq(marketCap.toDecimalPlaces(CAP_PLACES)) === true;
}
