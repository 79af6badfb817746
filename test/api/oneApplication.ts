import { openTestApplication, type TestApplication } from './testApplication.js';

let opening: Promise<TestApplication> | undefined;

/**
 * The application that the cases of one spec share: starting one takes longer than what most of them
 * ask of it. Those of reading/ only read, or leave everything as they found it.
 */
export function oneApplication(): Promise<TestApplication> {
  opening ??= openTestApplication();
  return opening;
}

/** Closes it after the last case. */
export async function closeApplication(): Promise<void> {
  await (await opening)?.close();
}
