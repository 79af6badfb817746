import { print } from './terminal.js';

/** What the shell is told when Ctrl-C or SIGTERM ended a command. */
export const EXIT_INTERRUPTED = 130;

/**
 * Runs a command that Ctrl-C or SIGTERM ends early.
 *
 * @param left what is said of what was under way
 * @returns the command's exit code, or 130
 */
export async function interruptible(
  left: string,
  command: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('Interrupted.'));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let code = 0;
  try {
    code = await command(interrupted.signal);
  } catch (error) {
    if (!interrupted.signal.aborted) throw error;
  }
  if (!interrupted.signal.aborted) return code;
  print(`Interrupted; ${left}.`);
  return EXIT_INTERRUPTED;
}
