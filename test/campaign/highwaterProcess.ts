import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** No command of a test may run for longer than this. */
const RUN_TIMEOUT_MS = 120_000;
const OUTPUT_POLL_MS = 20;

/** The folder that holds package.json, from the source and from the compiled copy alike. */
function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}

export const PROJECT_ROOT = findRoot(import.meta.dirname);
/** Whether `npm run build` has been run: the commands run what it compiled. */
export const isBuilt = existsSync(join(PROJECT_ROOT, 'dist', 'src', 'cli.js'));

export type Environment = Readonly<Record<string, string>>;

/** How a process ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From its start to its end. */
  readonly durationMs: number;
}

/** A `highwater` command as a process of its own, with the settings given and no others. */
export class HighwaterProcess {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private stdout = '';
  private stderr = '';
  private isOver = false;

  /** @param input what it reads from standard input */
  constructor(args: readonly string[], settings: Environment, input = '') {
    const startedAt = performance.now();
    const { PATH = '', TZ = 'UTC' } = process.env;
    this.child = spawn(process.execPath, [join(PROJECT_ROOT, 'bin', 'highwater.js'), ...args], {
      cwd: PROJECT_ROOT,
      env: { PATH, TZ, ...settings },
      stdio: 'pipe',
      timeout: RUN_TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    // It may end without having read what it is given.
    this.child.stdin?.on('error', () => undefined).end(input);
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, signal) => {
        this.isOver = true;
        const { stdout, stderr } = this;
        resolve({ code, signal, stdout, stderr, durationMs: performance.now() - startedAt });
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves with the match as soon as standard output holds it. @throws when it ends without */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout);
      if (match !== null) return match;
      if (this.isOver) {
        throw new Error(`It ended without ${String(pattern)}: ${this.stdout}${this.stderr}`);
      }
      await delay(OUTPUT_POLL_MS);
    }
  }
}

/** Runs a command to its end. */
export function highwater(
  args: readonly string[],
  settings: Environment,
  input?: string,
): Promise<Ended> {
  return new HighwaterProcess(args, settings, input).ended;
}

/** Starts a command and kills it, as `kill -9` does, unless it ends before that. */
export async function highwaterKilled(
  args: readonly string[],
  settings: Environment,
  afterMs: number,
): Promise<Ended> {
  const started = new HighwaterProcess(args, settings);
  const timer = setTimeout(() => started.kill('SIGKILL'), afterMs);
  try {
    return await started.ended;
  } finally {
    clearTimeout(timer);
  }
}
