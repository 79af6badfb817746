import { describe, expect, it } from '@jest/globals';
import { LIBRARIES } from '../../src/analytics/metrics/conventions/libraries.js';
import { LIBRARY_NAMES } from '../../src/analytics/metrics/conventions/variant.js';
import { differencesOf } from './conventionTables.js';
import { withPart, writePart, type GeneratedPart } from './generated.js';

const partOf = (name: (typeof LIBRARY_NAMES)[number]): GeneratedPart => ({
  path: 'docs/decisions/023-conventions.md',
  name,
  text: differencesOf(name),
});

describe('the decision on conventions', () => {
  it.each(LIBRARY_NAMES)('has what the registry has of %s (npm run docs writes it)', (library) => {
    const part = partOf(library);
    if (process.env['HIGHWATER_TEST_WRITE_DOCS'] !== undefined) writePart(part);
    const { now, expected } = withPart(part);
    expect(now).toBe(expected);
    for (const id of Object.keys(LIBRARIES[library])) expect(part.text).toContain(`\`${id}\``);
  });
});
