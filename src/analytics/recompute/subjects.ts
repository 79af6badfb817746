import type { TradingDate } from '../../domain/tradingDate.js';
import type { FigureSubject } from '../../store/figureRows.js';
import type { IndexReader } from '../../store/indices.reader.js';
import type { SeriesStore } from '../../store/series.store.js';

/** Something that figures are computed of, without its history. */
export interface Subject extends FigureSubject {
  /** Symbol or slug. */
  readonly name: string;
  /** SHA-256 of its history. */
  readonly hash: string;
  readonly lastDate: TradingDate;
}

export interface SubjectStores {
  readonly series: SeriesStore;
  readonly indices: IndexReader;
}

/** All that has a history of its own: active assets by symbol, then indices by slug. */
export async function subjectsOf({ series, indices }: SubjectStores): Promise<Subject[]> {
  const assets = await series.headers();
  return [
    ...assets.map(({ assetId, symbol, hash, lastDate }) => {
      return { kind: 'asset', id: assetId, name: symbol, hash, lastDate } as const;
    }),
    ...(await indices.headers()).map(({ indexId, slug, hash, lastDate }) => {
      return { kind: 'index', id: indexId, name: slug, hash, lastDate } as const;
    }),
  ];
}
