import {
  storeFixtureModel,
  storeFixturePortfolios,
  type FixturePortfolios,
} from '../fixturePortfolios.js';
import type { Answered, TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

/** The application with two users' portfolios and backtests in it. */
export interface PortfolioSet extends FixturePortfolios {
  readonly app: TestApplication;
  /** What the model's address of performance answered before the first night. */
  readonly beforeTheNight: Answered;
}

let storing: Promise<PortfolioSet> | undefined;

/** The portfolios that the cases share, stored in their one application. */
export function onePortfolioSet(): Promise<PortfolioSet> {
  storing ??= stored();
  return storing;
}

async function stored(): Promise<PortfolioSet> {
  const app = await oneApplication();
  await storeFixtureModel(app.database);
  const beforeTheNight = await app.get('/v1/portfolios/sixty-forty/performance');
  return { app, beforeTheNight, ...(await storeFixturePortfolios(app.database, app.accounts)) };
}
