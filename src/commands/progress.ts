import { Presets, SingleBar } from 'cli-progress';
import type { RefreshProgress } from '../ingestion/refresh.js';

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
