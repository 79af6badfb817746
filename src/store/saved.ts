/** What saving did: nothing is written where nothing is new. */
export type Saved = 'added' | 'updated' | 'unchanged';

/** Of the rows that the insert and the updates wrote. */
export function savedBy(inserted: number, updated: number): Saved {
  if (inserted > 0) return 'added';
  return updated > 0 ? 'updated' : 'unchanged';
}
