import { HighwaterError, messageOf, type ErrorKind } from '../domain/errors.js';

/** What the shell is told when a command ends. 0 is success. */
export const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  internal: 1,
  usage: 2,
  data: 3,
  'not-found': 3,
  conflict: 4,
  unavailable: 5,
};

/** Ends the command with one line, or one JSON object with `--json`; never a stack trace. */
export function reportFailure(error: unknown, asJson: boolean): number {
  const known = error instanceof HighwaterError;
  const code = known ? error.code : 'INTERNAL';
  const message = messageOf(error).slice(0, 2000);
  const detail = known ? error.detail : {};
  process.stderr.write(
    asJson
      ? `${JSON.stringify({ error: { code, message, detail } })}\n`
      : `highwater: ${message} (${code})\n`,
  );
  return EXIT_CODES[known ? error.kind : 'internal'];
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
