import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../tidy/project.js';

/** Where the compiled loops stand, as text that needs no build. */
export const PROGRAM_FILE = join(ROOT, 'src', 'analytics', 'simd', 'program.ts');

const LINE_CHARACTERS = 90;
const OPTIONS = [
  '-O3',
  '--runtime',
  'stub',
  '--noAssert',
  '--enable',
  'simd',
  '--importMemory',
  // AS112: vectors go from loop to loop, none comes out.
  '--disableWarning',
  '112',
];

/** Compiles `simd/`, and gives the text of {@link PROGRAM_FILE}. */
export function compiledProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-simd-'));
  try {
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    const file = join(folder, 'program.wasm');
    const source = join(ROOT, 'simd', 'index.ts');
    execFileSync(process.execPath, [compiler, source, '-o', file, ...OPTIONS], { cwd: ROOT });
    return programText(readFileSync(file).toString('base64'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function programText(base64: string): string {
  const lines = base64.match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
  return [
    '/** The loops of `simd/` as WebAssembly, in base 64. Made by `npm run simd`. */',
    'export const PROGRAM: readonly string[] = [',
    ...lines.map((line) => `  '${line}',`),
    '];',
    '',
  ].join('\n');
}
