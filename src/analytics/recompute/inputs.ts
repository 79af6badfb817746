import { createHash } from 'node:crypto';
import { metricDescriptions } from '../metrics/registry.js';

type Part = string | Int32Array | Float64Array;

/** SHA-256 of texts and columns, each told apart from the next by its length; hexadecimal. */
export function sha256(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${part.length};`);
    if (typeof part === 'string') hash.update(part);
    else hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return hash.digest('hex');
}

/** A short hash of everything that is said of the metrics: it changes with any definition. */
export function definitionsVersion(): string {
  return createHash('sha256')
    .update(JSON.stringify(metricDescriptions()))
    .digest('hex')
    .slice(0, 12);
}
