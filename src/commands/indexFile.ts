import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HighwaterError, messageOf } from '../domain/errors.js';
import { requireIndex, type IndexDefinition } from '../domain/marketIndex.js';

const BYTES_MAX = 4 * 1024 * 1024;
const DEFINITIONS_MAX = 1000;

/** What need not be said of an index. */
const DEFAULTS = { description: '', strategy: null, currency: 'USD', parameters: {} };
const REQUIRED = ['slug', 'name', 'kind', 'baseDate', 'baseValue'];
const KNOWN = [...REQUIRED, ...Object.keys(DEFAULTS)];

/**
 * Reads definitions of indices from JSON: one object, or a list of them.
 *
 * @throws HighwaterError INDEX_FILE_REFUSED, which names the definition and what is wrong with it
 */
export async function readIndexFile(path: string): Promise<IndexDefinition[]> {
  const file = basename(path);
  const json = await jsonOf(path, file);
  const list: unknown[] = Array.isArray(json) ? json : [json];
  if (list.length === 0 || list.length > DEFINITIONS_MAX) {
    throw refused(file, `it holds ${list.length} definitions, not 1 to ${DEFINITIONS_MAX}`);
  }
  const definitions = list.map((item, i) => definitionOf(item, `${file}, definition ${i + 1}`));
  const slugs = definitions.map(({ slug }) => slug);
  const twice = slugs.find((slug, i) => slugs.indexOf(slug) !== i);
  if (twice !== undefined) throw refused(file, `it defines ${twice} twice`);
  return definitions;
}

async function jsonOf(path: string, file: string): Promise<unknown> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > BYTES_MAX) throw refused(file, `it is larger than ${BYTES_MAX} bytes`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof HighwaterError) throw error;
    throw refused(file, `it cannot be read: ${messageOf(error)}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw refused(file, `it is no JSON: ${messageOf(error)}`);
  }
}

function definitionOf(item: unknown, where: string): IndexDefinition {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw refused(where, 'it is no object');
  }
  const unknown = Object.keys(item).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw refused(where, `it has no field "${unknown.slice(0, 40)}": it has ${KNOWN.join(', ')}`);
  }
  const missing = REQUIRED.find((name) => !(name in item));
  if (missing !== undefined) throw refused(where, `${missing} is missing`);
  const definition = { ...DEFAULTS, ...item } as IndexDefinition;
  try {
    requireIndex(definition);
    return definition;
  } catch (error) {
    throw refused(where, messageOf(error).replace(/\.$/, ''));
  }
}

function refused(where: string, why: string): HighwaterError {
  const message = `${where}: ${why}.`;
  return new HighwaterError('INDEX_FILE_REFUSED', 'usage', message, { where });
}
