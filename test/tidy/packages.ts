import { isWithin, matchingLines } from './project.js';
import type { Rule } from './project.js';

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const VERSIONED = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

function versionsIn(value: unknown, trail: string): (readonly [string, string])[] {
  if (typeof value === 'string') return [[trail, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => versionsIn(inner, `${trail} ${name}`));
}

export const versionsAreExact: Rule = (files) =>
  files
    .filter(({ path }) => path === 'package.json')
    .flatMap(({ path, text }) => {
      const manifest = JSON.parse(text) as Record<string, unknown>;
      return VERSIONED.flatMap((section) => versionsIn(manifest[section], section))
        .filter(([, version]) => !EXACT.test(version))
        .map(([trail, version]) => `${path}: ${trail} is ${version}, no exact version`);
    });

/** The lock says what is installed, never from where. */
export const lockNamesNoRegistry: Rule = (files) =>
  matchingLines(
    files.filter(({ path }) => path === 'package-lock.json' || path === '.npmrc'),
    /"resolved"|https?:\/\/[\w.-]*(registry|npmjs|yarnpkg|artifact|nexus|mirror|localhost|\d+\.\d)|registry\s*=/,
    (found) => `says where packages come from: ${found}`,
  );

/** What is delivered knows nothing of the machine that it was made on. */
export const nothingTellsOfTheMachine: Rule = (files) =>
  matchingLines(
    files.filter(({ path }) => !isWithin(path, 'test') && !path.endsWith('.spec.ts')),
    /\.\.\/shared\b|(?<![\w.])\/(work|home|Users)\/\w+/,
    (found) => `tells of the machine it was made on: ${found}`,
  );
