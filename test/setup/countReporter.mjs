import { appendFileSync } from 'node:fs';

/**
 * The counts of a run as one line: `N passed, M failed`, and `, K skipped` where any were. A suite
 * that could not be loaded has run no test and counts as one failure.
 */
export function countLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const line = `${results.numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

/**
 * Jest reporter: the counts are the last line that the run prints, written when the process ends,
 * for Jest's own summary comes after every reporter. Where HIGHWATER_TEST_COUNT_FILE is
 * set the line is appended to that file too, so that several runs can be added up.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const line = countLine(results);
    process.once('exit', () => process.stdout.write(`${line}\n`));
    const file = process.env.HIGHWATER_TEST_COUNT_FILE;
    if (file) appendFileSync(file, `${line}\n`);
  }
}
