import { HighwaterError } from '../domain/errors.js';
import type { PortfolioDraft } from '../domain/portfolio.js';
import { withDatabase } from '../operations.js';
import { processSettings } from '../settings.js';
import type { Database } from '../store/database.js';
import { PortfolioReader } from '../store/portfolios.reader.js';
import { PortfolioStore } from '../store/portfolios.store.js';
import { userIdOf } from './arguments.js';
import { readPortfolioFile } from './portfolioFile.js';
import { print, printJson } from './terminal.js';
import type { JsonOption } from './registration.js';

/** Portfolios that a list shows. */
const LIST_MAX = 500;

export interface PortfolioImportOptions extends JsonOption {
  readonly user?: string;
  readonly model?: string;
  readonly replace?: string;
  readonly name?: string;
  readonly capital?: string;
  readonly benchmark?: string;
  readonly public?: boolean;
}

/** What an import has done. */
interface Imported {
  readonly id: string | null;
  readonly did: 'added' | 'updated' | 'unchanged';
}

/** `highwater portfolio import FILE`: a user's portfolio, or a model. @returns the exit code */
export async function portfolioImport(
  file: string,
  options: PortfolioImportOptions,
): Promise<number> {
  requireOwner(options);
  const draft = overFile(await readPortfolioFile(file), options);
  return withDatabase(processSettings(), async (database) => {
    const { id, did } = await stored(database, draft, options);
    const { name, holdings } = draft;
    if (options.json === true) printJson({ id, did, name, holdings: holdings.length });
    else print(`${id ?? name}: ${did}, ${holdings.length} holdings.`);
    return 0;
  });
}

function overFile(draft: PortfolioDraft, options: PortfolioImportOptions): PortfolioDraft {
  const { name, capital, benchmark } = options;
  return {
    ...draft,
    name: name ?? draft.name,
    initialCapital: capital ?? draft.initialCapital,
    benchmark: benchmark?.toUpperCase() ?? draft.benchmark,
    isPublic: draft.isPublic || options.public === true || options.model !== undefined,
  };
}

async function stored(
  database: Database,
  draft: PortfolioDraft,
  { user, model, replace }: PortfolioImportOptions,
): Promise<Imported> {
  const portfolios = new PortfolioStore(database);
  if (model !== undefined) {
    const did = await portfolios.saveModel(model, draft);
    const found = await new PortfolioReader(database).find(model, null);
    return { id: found?.id ?? null, did };
  }
  const userId = await userIdOf(database, user ?? '');
  if (replace === undefined) return { id: await portfolios.create(userId, draft), did: 'added' };
  const rows = await portfolios.replaceHoldings(replace, userId, draft.holdings);
  return { id: replace, did: rows === 0 ? 'unchanged' : 'updated' };
}

/** `highwater portfolio list`: the models, or a user's own. @returns the exit code */
export function portfolioList(options: JsonOption & { readonly user?: string }): Promise<number> {
  const { user, json } = options;
  return withDatabase(processSettings(), async (database) => {
    const visibleTo = user === undefined ? null : await userIdOf(database, user);
    const scope = visibleTo === null ? 'public' : 'own';
    const request = { scope, visibleTo, limit: LIST_MAX, after: null } as const;
    const { rows } = await new PortfolioReader(database).list(request);
    if (json === true) printJson({ portfolios: rows });
    else if (rows.length === 0) print('There are no portfolios here.');
    for (const { id, slug, name, holdings } of json === true ? [] : rows) {
      const held = holdings.map(({ symbol, allocation }) => `${symbol} ${allocation}`).join(', ');
      print(`${id}  ${slug ?? name}: ${held}`);
    }
    return 0;
  });
}

function requireOwner({ user, model, replace }: PortfolioImportOptions): void {
  if (
    (user === undefined) !== (model === undefined) &&
    !(model !== undefined && replace !== undefined)
  ) {
    return;
  }
  throw new HighwaterError(
    'PORTFOLIO_OWNER_UNCLEAR',
    'usage',
    'Say whose the portfolio is: either --user with an email, or --model with a slug; --replace goes with --user.',
  );
}
