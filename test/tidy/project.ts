import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** A file of the project: its path from the root, with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A rule of the house: one sentence for each place that breaks it. */
export type Rule = (files: readonly SourceFile[]) => string[];

export const ROOT = join(import.meta.dirname, '..', '..');

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage']);
/** Folders and files beginning with a dot that are the project's own. */
const DOTTED = new Set(['.ci', '.npmrc', '.gitignore', '.prettierignore']);
const TEXT = /(\.(ts|js|mjs|cjs|json|md|sql|html|css|sh|ya?ml)|(^|\/)(run|\.\w+))$/;

/** Every text file of the project, what is installed or built left out. */
export function readProject(folder = ''): SourceFile[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    if (entry.name.startsWith('.') && !DOTTED.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return readProject(path);
    if (!entry.isFile() || !TEXT.test(path)) return [];
    return [{ path, text: readFileSync(join(ROOT, path), 'utf8') }];
  });
}

export const isCode = (path: string): boolean => /\.(ts|js|mjs|cjs)$/.test(path);
export const isTypeScript = (path: string): boolean => path.endsWith('.ts');
export const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

/** Whether a path is in a folder, or is the file of that name. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path === `${folder}.ts` || path.startsWith(`${folder}/`);
}

/** The source of the service: src without its specs. */
export const isService = (path: string): boolean =>
  isWithin(path, 'src') && isTypeScript(path) && !isSpec(path);

/** What a file imports, type-only and dynamic imports and re-exports among them. */
export interface Imports {
  /** Files of the project, by their path from the root. */
  readonly files: readonly string[];
  /** Packages by name, `node:*` as it stands. */
  readonly packages: readonly string[];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function resolveRelative(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

const importsByFile = new WeakMap<SourceFile, Imports>();

export function importsOf(file: SourceFile): Imports {
  let imports = importsByFile.get(file);
  if (imports === undefined) {
    const names = ts.preProcessFile(file.text, true, true).importedFiles.map((it) => it.fileName);
    const relative = names.filter((name) => name.startsWith('.'));
    imports = {
      files: relative.map((name) => resolveRelative(file.path, name)),
      packages: names.filter((name) => !name.startsWith('.')).map(packageOf),
    };
    importsByFile.set(file, imports);
  }
  return imports;
}

/** Calls `visit` with every node of a file's syntax tree. */
export function walk(file: SourceFile, visit: (node: ts.Node, line: number) => void): void {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const step = (node: ts.Node): void => {
    visit(node, tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1);
    ts.forEachChild(node, step);
  };
  step(tree);
}

/** The lines of the given files that match, as `path:line` and what was found. */
export function matchingLines(
  files: readonly SourceFile[],
  pattern: RegExp,
  say: (match: string) => string,
): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, i) => {
      const match = pattern.exec(line);
      return match === null ? [] : [`${path}:${i + 1} ${say(match[0])}`];
    }),
  );
}
