import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const REPORTER = join(import.meta.dirname, '..', 'setup', 'countReporter.mjs');
const directory = mkdtempSync(join(tmpdir(), 'highwater-counts-'));
const file = join(directory, 'counts');
afterAll(() => rmSync(directory, { recursive: true }));

const none = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

/** What the reporter prints on a run with these results. */
function report(results: Partial<typeof none>, countFile: string): string {
  const program = `
    const { default: Reporter } = await import(process.argv[1]);
    new Reporter().onRunComplete(new Set(), JSON.parse(process.argv[2]));
    console.log('the summary');`;
  const given = JSON.stringify({ ...none, ...results });
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, REPORTER, given], {
    encoding: 'utf8',
    env: { ...process.env, HIGHWATER_TEST_COUNT_FILE: countFile },
  });
  expect(run.stderr).toBe('');
  return run.stdout;
}

describe('the counts of a run', () => {
  it.each([
    [{ numPassedTests: 12 }, '12 passed, 0 failed'],
    [{ numPassedTests: 1, numFailedTests: 2, numRuntimeErrorTestSuites: 3 }, '1 passed, 5 failed'],
    [{ numPendingTests: 2, numTodoTests: 1 }, '0 passed, 0 failed, 3 skipped'],
  ])('%j are the last line: %s', (results, line) => {
    expect(report(results, '')).toBe(`the summary\n${line}\n`);
  });

  it('are appended to a file, run after run', () => {
    report({ numPassedTests: 1 }, file);
    report({ numPassedTests: 2 }, file);
    expect(readFileSync(file, 'utf8')).toBe('1 passed, 0 failed\n2 passed, 0 failed\n');
  });
});
