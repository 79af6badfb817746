import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../tidy/project.js';

/** A part of a document that is made from the code and stands between two comments. */
export interface GeneratedPart {
  readonly path: string;
  /** The comments are `<!-- name: generated -->` and `<!-- name: end -->`. */
  readonly name: string;
  readonly text: string;
}

/** The document with the part as the code has it now, and as it stands. */
export function withPart({ path, name, text }: GeneratedPart): { now: string; expected: string } {
  const now = readFileSync(join(ROOT, path), 'utf8');
  const [begin, end] = [`<!-- ${name}: generated -->\n`, `<!-- ${name}: end -->`];
  const [start, stop] = [now.indexOf(begin), now.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${path} has no place for ${name}`);
  return { now, expected: `${now.slice(0, start)}${begin}\n${text}\n\n${now.slice(stop)}` };
}

/** Writes the part into its document. */
export function writePart(part: GeneratedPart): void {
  writeFileSync(join(ROOT, part.path), withPart(part).expected);
}
