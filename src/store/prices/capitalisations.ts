import type { Capitalisation } from '../../domain/capitalisation.js';
import type { Finding } from '../../domain/finding.js';
import type { PriceSeries } from '../../domain/priceSeries.js';
import { writeMarketCaps } from '../marketCaps.store.js';
import type { SqlSession } from '../session.js';
import { readSeries } from './packedSeries.js';

/**
 * What may be stored of new capitalisations, and what is to be said of them, beside the series as
 * it is once the delivery is stored; pure.
 */
export type CapJudge = (series: PriceSeries) => {
  readonly rows: readonly Capitalisation[];
  readonly findings: readonly Finding[];
};

/**
 * Stores the capitalisations of a delivery within its transaction; an asset without bars gets none.
 *
 * @param derived the series where the delivery changed it; otherwise the stored one is read
 * @returns rows written
 */
export async function storeCapitalisations(
  session: SqlSession,
  delivery: {
    readonly assetId: string;
    readonly source: string;
    readonly capitalisations?: CapJudge;
  },
  derived: PriceSeries | null,
): Promise<{ rows: number; findings: readonly Finding[] }> {
  const { assetId, source, capitalisations } = delivery;
  if (capitalisations === undefined) return { rows: 0, findings: [] };
  const series = derived ?? (await readSeries(session, assetId));
  if (series === null) return { rows: 0, findings: [] };
  const { rows, findings } = capitalisations(series);
  const written = await writeMarketCaps(
    session,
    rows.map((row) => ({ ...row, assetId, source })),
  );
  return { rows: written, findings };
}
