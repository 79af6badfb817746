import { beforeAll, describe, expect, it } from '@jest/globals';
import { LIBRARY_NAMES } from '../../../src/analytics/metrics/conventions/variant.js';
import { ANALYTIC_INTERVALS } from '../../../src/analytics/metrics/intervals/catalogue.js';
import { METRIC_IDS, metricDescriptions } from '../../../src/analytics/metrics/registry.js';
import type { TestApplication } from '../testApplication.js';
import { oneApplication } from '../oneApplication.js';

let app: TestApplication;
beforeAll(async () => {
  app = await oneApplication();
});

describe('/v1/metrics/definitions', () => {
  it('tells all that the registry says, and the intervals', async () => {
    const { json } = await app.get('/v1/metrics/definitions');
    expect(json.data).toHaveLength(METRIC_IDS.length);
    expect(json.data).toMatchObject(
      JSON.parse(JSON.stringify(metricDescriptions())) as Record<string, unknown>[],
    );
    for (const { id, interval } of json.data) {
      const closed = ANALYTIC_INTERVALS.get(id as string);
      if (closed === undefined) expect(interval).toBeNull();
      else expect(interval).toEqual(JSON.parse(JSON.stringify(closed)));
    }
  });

  it('tells of one metric', async () => {
    const { json } = await app.get('/v1/metrics/definitions?metric=sortino');
    expect(json.data).toHaveLength(1);
    expect(json.data[0]).toMatchObject({ id: 'sortino', family: 'ratio' });
    const { status, json: problem } = await app.get('/v1/metrics/definitions?metric=nope');
    expect([status, problem.errors[0]!.field]).toEqual([400, 'metric']);
  });

  it('is a flat table as CSV', async () => {
    const { text } = await app.get('/v1/metrics/definitions?metric=beta&format=csv');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head!.split(',')).toEqual([
      ...['id', 'name', 'family', 'unit', 'formula', 'latex', 'convention', 'sign'],
      ...['minimumSample', 'source', 'needs', 'interval'],
      ...LIBRARY_NAMES.flatMap((library) => [library, `${library}Difference`]),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain(',benchmark,student-t,');
    expect(rows[0]).not.toContain('"{');
    const all = await app.get('/v1/metrics/definitions?format=csv');
    expect(all.text.trim().split('\r\n')).toHaveLength(METRIC_IDS.length + 1);
  });
});

describe('the document', () => {
  interface Schema {
    properties: Record<string, Schema & { description?: string }>;
  }

  it('has every metric of the registry in figures and screens, by its name', async () => {
    const { json } = await app.get('/openapi.json');
    const { schemas } = json['components'] as { schemas: Record<string, Schema> };
    const figures = schemas['Figures']!.properties['metrics']!.properties;
    expect(Object.keys(figures)).toEqual(METRIC_IDS);
    for (const { id, name } of metricDescriptions()) {
      expect(figures[id]!.description).toBe(name);
      expect(schemas['ScreenRow']!.properties[id]!.description).toBe(name);
    }
  });

  it('describes what an explanation of every metric holds', async () => {
    const { json } = await app.get('/openapi.json');
    const { schemas } = json['components'] as { schemas: Record<string, Schema> };
    const described = Object.keys(schemas['Explanation']!.properties).sort();
    for (const id of METRIC_IDS) {
      const answer = await app.get(`/v1/explain?asset=SPY&metric=${id}`);
      expect(Object.keys(answer.json.data).sort()).toEqual(described);
      const told = metricDescriptions().find((it) => it.id === id)!;
      const { formula, latex, source } = told;
      expect(answer.json.data['definition']).toMatchObject({ formula, latex, source });
    }
  });
});
