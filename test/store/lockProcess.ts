import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['src/store/directoryLock', 'src/domain/errors'];

/**
 * Takes the lock of argv[2] at the time argv[4] and says so as a line of JSON. Then, by argv[3]:
 * `hold` waits to be killed, `quit` ends by itself, `polite` ends in order when told to.
 */
const PROGRAM = `
import { lockDirectory } from './src/store/directoryLock.js';
const [directory, then, at] = process.argv.slice(2);
if (then === 'polite') process.on('SIGTERM', () => process.exit(0));
await new Promise((resolve) => setTimeout(resolve, Number(at) - Date.now()));
try {
  lockDirectory(directory);
  console.log(JSON.stringify({ taken: true, pid: process.pid }));
} catch ({ code, message, detail }) {
  console.log(JSON.stringify({ taken: false, pid: process.pid, code, message, detail }));
  process.exit(1);
}
if (then !== 'quit') setInterval(() => undefined, 1000);
`;

/** A folder that holds the lock's own source, compiled for child processes to run. */
export function compileLockProgram(): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-lock-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'program.js'), PROGRAM);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const source of SOURCES) {
    const target = join(folder, `${source}.js`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformFileSync(join(ROOT, `${source}.ts`), { swcrc: true }).code);
  }
  return folder;
}

/** What a child said of its attempt. */
export interface Attempt {
  readonly taken: boolean;
  readonly pid: number;
  readonly code?: string;
  readonly message?: string;
}

export interface LockProcess {
  readonly attempt: Promise<Attempt>;
  /** Ends it and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
  readonly ended: Promise<void>;
}

/** @param at when to try, in milliseconds since 1970: several children try at one moment */
export function startLockProcess(
  program: string,
  directory: string,
  then: 'hold' | 'quit' | 'polite',
  at = 0,
): LockProcess {
  const child = spawn(
    process.execPath,
    [join(program, 'program.js'), directory, then, String(at)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    attempt: firstLine(child),
    ended,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stdout?.on('data', () => {
      if (text.includes('\n')) resolve(JSON.parse(text) as Attempt);
    });
    // `close`, not `exit`: what it said may still lie in the pipe.
    child.once('close', (code) => {
      reject(new Error(`The child ended with ${String(code)} and said "${text}".`));
    });
  });
}
