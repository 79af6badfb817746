import { toEpochDay, tradingDate } from '../../domain/tradingDate.js';
import type { SimulatedHistory } from './market.js';
import { randomStream, seedOf } from './random.js';

/** A fund's shares, told at the close of a day. */
export interface ShareReport {
  /** Days since 1970. */
  readonly day: number;
  /** As traded. */
  readonly shares: number;
  /** In dollars, at the close. */
  readonly netAssets: number;
}

/** The date at which a fund is expected to hold what the universe says. */
const ASSETS_DAY = toEpochDay(tradingDate('2026-01-02'));
const DAYS_PER_YEAR = 365.25;
const MONTHS_PER_YEAR = 12;
/** Shares are made and taken back in lots of this many. */
const CREATION_UNIT = 50_000;
/** Of money that comes in, beyond what goes out: a log rate. */
const INFLOW_ANNUAL = 0.03;
const INFLOW_VOLATILITY_ANNUAL = 0.06;

const toUnits = (shares: number): number =>
  Math.max(1, Math.round(shares / CREATION_UNIT)) * CREATION_UNIT;

/**
 * The reports of a fund: one at its first session, and one at the first session of every month
 * since. Made forward: later sessions add reports and change none.
 */
export function shareReports(history: SimulatedHistory): ShareReport[] {
  const { fund, sessions, dates, close, actions } = history;
  const random = randomStream(seedOf(`${fund.symbol} shares`));
  const ratios = new Map(
    actions
      .filter(({ kind }) => kind === 'split')
      .map(({ exDate, value }) => [exDate, value.toNumber()]),
  );
  const reports: ShareReport[] = [];
  let shares = toUnits(firstShares({ fund, dates }));
  sessions.forEach((session, i) => {
    shares *= ratios.get(session) ?? 1;
    if (i > 0 && session.slice(0, 7) === sessions[i - 1]?.slice(0, 7)) return;
    if (i > 0) {
      const noise = INFLOW_VOLATILITY_ANNUAL / Math.sqrt(MONTHS_PER_YEAR);
      shares = toUnits(
        shares * Math.exp(INFLOW_ANNUAL / MONTHS_PER_YEAR + noise * random.normal()),
      );
    }
    const netAssets = Math.round(shares * (close[i] as number) * 100) / 100;
    reports.push({ day: dates[i] as number, shares, netAssets });
  });
  return reports;
}

/** So many that the fund, growing as it is expected to, comes to its assets at their date. */
function firstShares({ fund, dates }: Pick<SimulatedHistory, 'fund' | 'dates'>): number {
  const years = Math.max(0, ASSETS_DAY - (dates[0] ?? ASSETS_DAY)) / DAYS_PER_YEAR;
  const growthAnnual = fund.driftAnnual - fund.yieldAnnual + INFLOW_ANNUAL;
  return (fund.assets / fund.firstPrice) * Math.exp(-growthAnnual * years);
}
