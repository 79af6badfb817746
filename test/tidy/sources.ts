import ts from 'typescript';
import { isCode, isService, isTypeScript, isWithin, matchingLines, walk } from './project.js';
import type { Rule, SourceFile } from './project.js';

const LINES_LIMIT = 300;

// Words are put together here, so that the rules that forbid them can stand in this file.
const word = (...parts: string[]): string => parts.join('');
const MARKERS = [
  ['TO', 'DO'],
  ['FIX', 'ME'],
  ['XX', 'X'],
  ['HA', 'CK'],
  ['WI', 'P'],
  ['TB', 'D'],
];
const EXCUSES = [
  ['st', 'ub'],
  ['place', 'holder'],
  ['for', ' now'],
  ['not', ' implemented'],
];
const MARKER = new RegExp(`\\b(${MARKERS.map((parts) => word(...parts)).join('|')})\\b`);
const EXCUSE = new RegExp(`\\b(${EXCUSES.map((parts) => word(...parts)).join('|')})\\b`, 'i');
const SILENCER = new RegExp(word('@ts-', '(ignore|nocheck|expect-error)|eslint', '-disable'));
const ONLY = new RegExp(word('\\b(describe|it|test)\\.', 'only\\b|\\bf(describe|it)\\('));
const VAGUE = /^(utils?|common|helpers?|shared|misc)$/i;

const inFolders = (folders: string) => {
  const pattern = new RegExp(`^(${folders})/`);
  return (files: readonly SourceFile[]) =>
    files.filter(({ path }) => pattern.test(path) && isCode(path));
};
const codeOf = inFolders('src|test|bench|migrations|seeds|bin|web|\\.ci');

export const filesAreShort: Rule = (files) =>
  inFolders('src|test|bench|migrations|seeds|bin|\\.ci')(files).flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return lines > LINES_LIMIT ? [`${path} has ${lines} lines, more than ${LINES_LIMIT}`] : [];
  });

export const noTestStandsAlone: Rule = (files) =>
  matchingLines(codeOf(files), ONLY, (found) => `leaves other tests out: ${found}`);

export const nothingIsForgotten: Rule = (files) => [
  ...matchingLines(codeOf(files), MARKER, (found) => `is marked ${found}`),
  ...matchingLines(inFolders('src')(files), EXCUSE, (found) => `says "${found}"`),
];

export const namesSaySomething: Rule = (files) =>
  files.flatMap(({ path }) =>
    path
      .split('/')
      .filter((part) => VAGUE.test(part.replace(/\..*$/, '')))
      .map((part) => `${path}: "${part}" says nothing of what it holds`),
  );

/** The compiler is never silenced: no `any`, no comment that switches a check off. */
export const typesAreKept: Rule = (files) => [
  ...matchingLines(inFolders('src')(files), SILENCER, (found) => `silences a check: ${found}`),
  ...files
    .filter(({ path }) => isWithin(path, 'src') && isTypeScript(path))
    .flatMap((file) => {
      const places: string[] = [];
      walk(file, (node, line) => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) places.push(`${file.path}:${line} says any`);
      });
      return places;
    }),
];

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'env' && node.expression.getText() === 'process';
  }
  if (ts.isElementAccessExpression(node)) return /^process\[['"`]env/.test(node.getText());
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === 'process') {
    return /\benv\b/.test(node.name.getText());
  }
  return ts.isImportDeclaration(node) && /\benv\b[^]*['"](node:)?process['"]/.test(node.getText());
}

/** Settings come through src/settings.ts and nowhere else. */
export const environmentIsReadOnce: Rule = (files) =>
  files
    .filter(({ path }) => isService(path) && path !== 'src/settings.ts')
    .flatMap((file) => {
      const places: string[] = [];
      walk(file, (node, line) => {
        if (readsEnvironment(node)) places.push(`${file.path}:${line} reads the environment`);
      });
      return places;
    });

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

function exportedFunction(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) && isExported(node)) return node.name?.text;
  if (!ts.isVariableStatement(node) || !isExported(node)) return undefined;
  return node.declarationList.declarations
    .find(
      ({ initializer }) =>
        initializer !== undefined &&
        (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
    ?.name.getText();
}

/** What is public in the domain and in the analytics says what it takes and gives. */
export const publicFunctionsAreDocumented: Rule = (files) =>
  files
    .filter(({ path }) => isService(path) && /^src\/(domain|analytics)\//.test(path))
    .flatMap((file) => {
      const places: string[] = [];
      walk(file, (node, line) => {
        const name = exportedFunction(node);
        const isDocumented = ts.getJSDocCommentsAndTags(node).length > 0;
        if (name !== undefined && !isDocumented) {
          places.push(`${file.path}:${line} exports ${name} without a docstring`);
        }
      });
      return places;
    });
