import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { examples } from './tidy/examples.js';
import { SETTINGS_DOCUMENTATION } from '../src/settings.js';
import * as imports from './tidy/imports.js';
import { undocumentedMetrics } from './tidy/metrics.js';
import * as packages from './tidy/packages.js';
import { ROOT, readProject, type Rule } from './tidy/project.js';
import { undocumentedSettings } from './tidy/readme.js';
import * as sources from './tidy/sources.js';

const rules: Readonly<Record<string, Rule>> = { ...imports, ...sources, ...packages };
const project = readProject();

describe('the house is tidy', () => {
  it('is looked at in full', () => {
    const paths = project.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'package-lock.json', 'src/settings.ts', '.npmrc']),
    );
    expect(paths.filter((path) => path.includes('node_modules'))).toEqual([]);
  });

  it.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(rule(project)).toEqual([]);
  });

  it('every metric is documented', async () => {
    if (!existsSync(join(ROOT, 'src/analytics/metrics/registry.ts'))) return;
    const { METRICS } = await import('../src/analytics/metrics/registry.js');
    expect(METRICS.length).toBeGreaterThan(0);
    expect(undocumentedMetrics(METRICS)).toEqual([]);
  });
});

describe('the README', () => {
  it('has a row for every setting, with its default', () => {
    const readme = project.find(({ path }) => path === 'README.md');
    if (readme === undefined) return;
    expect(undocumentedSettings(readme.text, SETTINGS_DOCUMENTATION)).toEqual([]);
  });
});

describe('every rule can fail', () => {
  it('has an example', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(rules).sort());
  });

  const cases = Object.entries(examples).flatMap(([name, list]) =>
    list.map((example) => ({ name, ...example })),
  );
  it.each(cases)('$name: $path', ({ name, path, text, breaks }) => {
    const found = rules[name]!([{ path, text }]);
    expect(found).toHaveLength(breaks);
    found.forEach((sentence) => expect(sentence).toContain(path));
  });

  it('finds circles of any length, and none where paths only meet again', () => {
    const file = (path: string, ...targets: string[]) => ({
      path,
      text: targets.map((target) => `export type * from './${target}.js';`).join('\n'),
    });
    const circle = [file('src/a.ts', 'b'), file('src/b.ts', 'c'), file('src/c.ts', 'a')];
    expect(imports.noImportCircles(circle)).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
    const diamond = [file('src/a.ts', 'b', 'c'), file('src/b.ts', 'd'), file('src/c.ts', 'd')];
    expect(imports.noImportCircles([...diamond, file('src/d.ts')])).toEqual([]);
  });

  it('finds a setting that the README leaves out or tells wrongly', () => {
    const about = { accepts: 'x', does: 'y', isSecret: false };
    const settings = [
      { ...about, name: 'PORT', default: '3000' },
      { ...about, name: 'HOST', default: null },
    ];
    const row = '| `HOST` | | a host |';
    expect(undocumentedSettings(`| \`PORT\` | \`3000\` |\n${row}`, settings)).toEqual([]);
    expect(undocumentedSettings(`| \`PORT\` | \`80\` |\nHOST |`, settings)).toEqual([
      'PORT defaults to `3000`',
      'HOST has no row',
    ]);
  });

  it('finds the blank text of a metric', () => {
    const whole = { id: 'a', name: 'A', formula: 'x', latex: 'x', unit: 'ratio', source: 'B 1999' };
    expect(undocumentedMetrics([whole, { ...whole, latex: ' ' }])).toEqual([
      'metric 1 (a) has no latex',
    ]);
    expect(undocumentedMetrics([{}])).toHaveLength(6);
  });
});
