import { Presets, SingleBar } from 'cli-progress';
import { HighwaterError, messageOf, type ErrorKind } from '../domain/errors.js';
import type { RefreshProgress } from '../ingestion/refresh.js';

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

/** A progress bar on standard error, where a person looks at it; silent otherwise. */
export class Progress {
  private bar: SingleBar | null = null;
  private phase = '';

  constructor(private readonly isShown: boolean) {}

  readonly refresh = ({ phase, done, total, symbol }: RefreshProgress): void =>
    this.step(phase, done, total, symbol ?? '');

  step(phase: string, done: number, total: number, label = ''): void {
    if (!this.isShown || !process.stderr.isTTY) return;
    if (this.bar === null || this.phase !== phase) {
      this.bar?.stop();
      this.phase = phase;
      this.bar = new SingleBar(
        { format: `${phase.padEnd(8)} {bar} {value}/{total} {label}`, stream: process.stderr },
        Presets.shades_classic,
      );
      this.bar.start(total, 0, { label: '' });
    }
    this.bar.update(done, { label });
  }

  stop(): void {
    this.bar?.stop();
    this.bar = null;
  }
}
