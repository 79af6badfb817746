import type { Database } from './database.js';
import { IndexComputationReader, type StoredProblem } from './indexComputations.reader.js';
import { IndexReader } from './indices.reader.js';

/** What an operator wants to know of indices at a glance. */
export interface IndexOverview {
  readonly stored: number;
  readonly withValues: number;
  /** Of those that cannot be computed as things are; their older values stay. */
  readonly problems: readonly (StoredProblem & { readonly index: string })[];
}

/** How many indices there are, and what keeps some from being computed. */
export async function indexOverview(database: Database): Promise<IndexOverview> {
  const indices = await new IndexReader(database).list();
  const problems = await new IndexComputationReader(database).problems();
  return {
    stored: indices.length,
    withValues: indices.filter(({ lastDate }) => lastDate !== null).length,
    problems: indices.flatMap(({ id, slug }) => {
      const problem = problems.get(id);
      return problem === undefined ? [] : [{ index: slug, ...problem }];
    }),
  };
}
