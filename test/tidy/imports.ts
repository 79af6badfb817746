import { importsOf, isService, isSpec, isTypeScript, isWithin } from './project.js';
import type { Rule, SourceFile } from './project.js';

interface Layer {
  readonly folder: string;
  /** Folders of the project that it may import beside its own; absent: everything. */
  readonly imports?: readonly string[];
  /** The only packages that it may import; absent: all but what is kept to others. */
  readonly packages?: readonly string[];
}

const [DOMAIN, STORE, RECOMPUTE] = ['src/domain', 'src/store', 'src/analytics/recompute'];
const [METRICS, FRAMES] = ['src/analytics/metrics', 'src/analytics/frames'];
const IDENTITY = 'src/identity';
const [BACKTEST, INDEX] = ['src/analytics/backtest', 'src/analytics/index'];
const SIMD = 'src/analytics/simd';
const REPORT = 'src/analytics/report';

/** What a pool of threads is made with, and what a version is read and hashed with. */
const THREADS_OF_NODE = ['node:fs', 'node:os', 'node:timers', 'node:url'];
const VERSION_OF_NODE = ['node:crypto', 'node:module'];

/** Who may import whom. The first line whose folder holds a file counts. */
const LAYERS: readonly Layer[] = [
  { folder: DOMAIN, imports: [], packages: ['decimal.js'] },
  { folder: SIMD, imports: [DOMAIN], packages: [] },
  { folder: METRICS, imports: [DOMAIN, SIMD], packages: [] },
  { folder: BACKTEST, imports: [DOMAIN, METRICS, SIMD], packages: ['zod'] },
  { folder: INDEX, imports: [DOMAIN, METRICS], packages: ['zod'] },
  { folder: FRAMES, imports: [METRICS, DOMAIN, SIMD], packages: ['arquero'] },
  {
    folder: REPORT,
    imports: [DOMAIN, METRICS, FRAMES, BACKTEST, SIMD],
    packages: ['piscina', ...THREADS_OF_NODE, ...VERSION_OF_NODE],
  },
  { folder: STORE, imports: [DOMAIN, 'migrations'] },
  { folder: RECOMPUTE, imports: [DOMAIN, FRAMES, METRICS, BACKTEST, INDEX, REPORT, SIMD, STORE] },
  { folder: 'src/ingestion', imports: [DOMAIN, STORE, RECOMPUTE] },
  { folder: IDENTITY, imports: [DOMAIN, STORE] },
  {
    folder: 'src/api',
    imports: [DOMAIN, STORE, IDENTITY, METRICS, FRAMES, BACKTEST, INDEX, REPORT],
  },
  { folder: 'src/settings', imports: [DOMAIN] },
  { folder: 'src/commands' },
  { folder: 'migrations', imports: [DOMAIN, STORE] },
  { folder: 'seeds', imports: [DOMAIN, STORE] },
];

const DATABASE = [STORE, 'migrations', 'seeds'];
const HTTP = ['src/api', 'src/main'];

/** Packages that only some folders may import; a name that ends in `/` is a whole scope. */
const KEPT_TO: Readonly<Record<string, readonly string[]>> = {
  'node-cron': ['src/ingestion'],
  axios: ['src/ingestion'],
  '@mikro-orm/': DATABASE,
  '@electric-sql/': DATABASE,
  pg: DATABASE,
  'pg-connection-string': DATABASE,
  'pg-copy-streams': DATABASE,
  arquero: [FRAMES],
  'hash-wasm': [IDENTITY],
  jose: [IDENTITY],
  fastify: HTTP,
  '@fastify/': HTTP,
  '@nestjs/swagger': HTTP,
  '@nestjs/platform-fastify': HTTP,
};

const isAtTop = (path: string): boolean => /^src\/[^/]+$/.test(path);

function layerOf(path: string): Layer | undefined {
  return isAtTop(path) ? { folder: 'src' } : LAYERS.find((layer) => isWithin(path, layer.folder));
}

/** The import table. Specs beside the source obey it too, and may import what is under test/. */
export const importsFollowTheTable: Rule = (files) =>
  files
    .filter(({ path }) => /^(src|migrations|seeds)\//.test(path) && isTypeScript(path))
    .flatMap((file) => {
      const layer = layerOf(file.path);
      if (layer === undefined) return [`${file.path} is in no folder of the import table`];
      if (layer.imports === undefined) return [];
      const tests = isSpec(file.path) ? ['test'] : [];
      const allowed = [layer.folder, ...layer.imports, ...tests];
      return importsOf(file)
        .files.filter((target) => !allowed.some((folder) => isWithin(target, folder)))
        .map((target) => `${file.path} imports ${target}, which ${layer.folder} may not`);
    });

/** Pure folders stay pure, and each heavy package stays in its one place. Specs are free. */
export const packagesStayInPlace: Rule = (files) =>
  files
    .filter(({ path }) => isService(path) || /^(migrations|seeds)\//.test(path))
    .flatMap((file) => {
      const only = layerOf(file.path)?.packages;
      const isAllowed = (name: string): boolean =>
        only === undefined
          ? foldersFor(name).some((it) => isWithin(file.path, it))
          : only.includes(name);
      return importsOf(file)
        .packages.filter((name) => !isAllowed(name))
        .map((name) => `${file.path} imports ${name}, which has no place there`);
    });

function foldersFor(packageName: string): readonly string[] {
  const kept = Object.entries(KEPT_TO).find(([name]) =>
    name.endsWith('/') ? packageName.startsWith(name) : packageName === name,
  );
  return kept?.[1] ?? ['src', 'migrations', 'seeds'];
}

/** No file imports itself by way of others, types counted. */
export const noImportCircles: Rule = (files) => {
  const byPath = new Map(files.filter(({ path }) => isTypeScript(path)).map((it) => [it.path, it]));
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (file: SourceFile, trail: readonly string[]): void => {
    const start = trail.indexOf(file.path);
    if (start >= 0) {
      circles.push([...trail.slice(start), file.path].join(' → '));
      return;
    }
    if (finished.has(file.path)) return;
    for (const target of importsOf(file).files) {
      const next = byPath.get(target);
      if (next !== undefined) visit(next, [...trail, file.path]);
    }
    finished.add(file.path);
  };
  for (const file of byPath.values()) visit(file, []);
  return circles;
};
