interface Example {
  readonly path: string;
  readonly text: string;
  /** How many violations the file holds. */
  readonly breaks: number;
}

const broken = (path: string, text: string, breaks = 1): Example => ({ path, text, breaks });
const clean = (path: string, text: string): Example => ({ path, text, breaks: 0 });
const imports = (path: string): string => `import { a } from '${path}';`;
const manifest = (sections: object): string => JSON.stringify(sections);

/** For each rule, small files that break it, and some that come close and do not. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  importsFollowTheTable: [
    broken('src/domain/bar.ts', imports('../store/prices.js')),
    broken('src/analytics/metrics/beta.ts', imports('../frames/returns.js')),
    broken('src/analytics/metrics/beta.spec.ts', imports('../frames/returns.js')),
    broken('src/api/assets.ts', `export type { A } from '../ingestion/refresh.js';`),
    broken('src/api/assets.ts', `const a = await import('../ingestion/refresh.js');`),
    broken('src/store/prices.ts', imports('../settings.js')),
    broken('src/analytics/frames/a.ts', imports('../metricsOfOthers/a.js')),
    broken('src/reports/pdf.ts', ''),
    clean('src/analytics/recompute.ts', imports('./frames/returns.js')),
    clean('src/ingestion/refresh.ts', imports('../analytics/recompute.js')),
    clean('src/analytics/metrics/beta.spec.ts', imports('../../../test/builders/series.js')),
    clean('src/commands/serve.ts', imports('../api/assets.js')),
    clean('src/main.ts', imports('./ingestion/schedule.js')),
  ],
  packagesStayInPlace: [
    broken('src/domain/bar.ts', imports('zod')),
    broken('src/analytics/metrics/beta.ts', imports('node:fs')),
    broken('src/analytics/frames/a.ts', imports('@nestjs/common')),
    broken('src/api/assets.ts', imports('@mikro-orm/core')),
    broken('src/store/prices.ts', imports('axios')),
    broken('src/cli.ts', imports('node-cron')),
    broken('src/ingestion/a.ts', `import type { A } from '@fastify/static';`),
    broken('seeds/a.ts', imports('arquero')),
    clean('src/domain/bar.ts', imports('decimal.js')),
    clean('src/domain/bar.spec.ts', imports('fast-check')),
    clean('src/main.ts', imports('@nestjs/platform-fastify')),
    clean('migrations/a.ts', imports('@mikro-orm/migrations')),
    clean('src/store/copy.ts', imports('pg-copy-streams')),
    clean('src/ingestion/providers/csv.ts', imports('csv-parse/sync')),
  ],
  noImportCircles: [broken('src/a.ts', `import type { A } from './a.js';`)],
  filesAreShort: [
    broken('bin/long.js', 'x\n'.repeat(301)),
    clean('bin/long.js', 'x\n'.repeat(300)),
    clean('test/data.json', '\n'.repeat(301)),
  ],
  noTestStandsAlone: [
    broken('test/a.spec.ts', ['it', 'only("a")'].join('.')),
    broken('src/a.spec.ts', ['describe', 'only.each([])'].join('.')),
    broken('src/a.spec.ts', ['f', 'it("a")'].join('')),
    clean('src/a.spec.ts', 'benefit(1); it("is the only one");'),
  ],
  nothingIsForgotten: [
    broken('bench/a.ts', ['// TO', 'DO later'].join('')),
    broken('src/a.ts', ['/* XX', 'X */'].join('')),
    broken('src/a.ts', ['// good enough for', ' now'].join('')),
    broken('src/a.ts', ['throw Error("Not', ' implemented")'].join('')),
    clean('src/a.ts', 'const stubborn = forNow;'),
  ],
  namesSaySomething: [
    broken('src/utils/a.ts', ''),
    broken('src/api/helpers.ts', ''),
    broken('test/Common/misc.spec.ts', '', 2),
    clean('src/domain/commonStock.ts', ''),
  ],
  typesAreKept: [
    broken('src/a.ts', 'const a: any = 1; const b = a as any;', 2),
    broken('src/a.ts', 'type A = Map<string, any>;'),
    broken('src/a.ts', ['// @ts-', 'ignore'].join('')),
    broken('src/a.ts', ['/* eslint', '-disable */'].join('')),
    clean('src/a.ts', 'const any = "as any"; // of: any kind'),
  ],
  environmentIsReadOnce: [
    broken('src/a.ts', 'const a = process.env.PORT;'),
    broken('src/a.ts', `const a = process['env'];`),
    broken('src/a.ts', 'const { env } = process;'),
    broken('src/a.ts', `import { env } from 'node:process';`),
    clean('src/a.ts', '/** like process.env */ const a = process.argv; const b = env.PORT;'),
    clean('src/settings.ts', 'read(process.env)'),
    clean('src/a.spec.ts', 'read(process.env)'),
  ],
  publicFunctionsAreDocumented: [
    broken('src/domain/a.ts', 'export function a() {}'),
    broken('src/analytics/index/a.ts', 'export const a = () => 1;'),
    broken(
      'src/domain/a.ts',
      '/** The first. */ export const a = 1;\nexport async function b() {}',
    ),
    clean('src/domain/a.ts', '/** Adds. */\nexport function a() {}\nfunction b() {}'),
    clean('src/domain/a.ts', 'export const LIMIT = 1;'),
    clean('src/api/a.ts', 'export function a() {}'),
  ],
  versionsAreExact: [
    broken('package.json', manifest({ dependencies: { a: '^1.0.0' } })),
    broken('package.json', manifest({ devDependencies: { a: '~1.0.0', b: 'latest' } }), 2),
    broken('package.json', manifest({ overrides: { a: { b: '>=2' } } })),
    clean('package.json', manifest({ dependencies: { a: '1.0.0-rc.1', b: 'npm:@c/d@7.0.2' } })),
    clean('package.json', manifest({ engines: { node: '>=20' } })),
  ],
  lockNamesNoRegistry: [
    broken('package-lock.json', '{ "resolved": "a.tgz" }'),
    broken('package-lock.json', '"https://registry.example.org/a.tgz"'),
    broken('.npmrc', 'registry=http://mirror'),
    clean('package-lock.json', '{ "funding": { "url": "https://github.com/sponsors/a" } }'),
  ],
  nothingTellsOfTheMachine: [
    broken('README.md', 'See ../shared/data.'),
    broken('bin/a.js', 'cd /work/main'),
    broken('bench/a.ts', 'read("/home/me/prices")'),
    clean('src/a.spec.ts', 'sharedData("../shared/data")'),
    clean('test/a.ts', 'read("../shared/data")'),
    clean('README.md', 'GET /v1/work/home and https://example.org/home/a'),
  ],
};
