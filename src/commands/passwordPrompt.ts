import { StringDecoder } from 'node:string_decoder';
import { HighwaterError } from '../domain/errors.js';

/** More than any password has; what follows is not read. */
const INPUT_BYTES_MAX = 4096;
const [CTRL_C, CTRL_D, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\b', '\u007f'];

/** A terminal's keyboard, or a pipe. */
export interface PasswordInput extends AsyncIterable<Buffer | string> {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  pause?(): unknown;
}

export interface PasswordTerminal {
  readonly input: PasswordInput;
  /** Where questions are written; never what is typed. */
  readonly output: { write(text: string): unknown };
}

/**
 * A new password: with `fromStdin` the first line of standard input, otherwise typed twice on the
 * terminal and not shown. It never comes from an argument, which other processes can read.
 *
 * @throws HighwaterError PASSWORD_MISSING, PASSWORDS_DIFFER, INTERRUPTED
 */
export async function askNewPassword(
  fromStdin: boolean,
  terminal: PasswordTerminal = { input: process.stdin, output: process.stderr },
): Promise<string> {
  if (fromStdin) return firstLine(terminal.input);
  if (terminal.input.isTTY !== true) {
    throw missing('There is no terminal to ask for it: pipe it in and add --password-stdin.');
  }
  const [first, second] = await typedHidden(terminal, ['Password: ', 'Again: ']);
  if (first === second) return first;
  const message = 'The two passwords differ: run the command again.';
  throw new HighwaterError('PASSWORDS_DIFFER', 'usage', message);
}

async function firstLine(input: PasswordInput): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    const part = Buffer.from(chunk as string);
    chunks.push(part);
    bytes += part.length;
    if (bytes > INPUT_BYTES_MAX || part.includes('\n')) break;
  }
  const [line = ''] = Buffer.concat(chunks).subarray(0, INPUT_BYTES_MAX).toString().split(/\r?\n/);
  if (line === '') throw missing('Standard input holds none: pipe one line in.');
  return line;
}

/** The answers to two questions; nothing that is typed appears. */
async function typedHidden(
  { input, output }: PasswordTerminal,
  questions: readonly [string, string],
): Promise<[string, string]> {
  const answers: string[] = [];
  let typed = '';
  // A character of several bytes may come in two chunks.
  const decoder = new StringDecoder('utf8');
  output.write(questions[0]);
  input.setRawMode?.(true);
  try {
    for await (const chunk of input) {
      for (const character of decoder.write(Buffer.from(chunk as string))) {
        if (character === CTRL_C || character === CTRL_D) throw interrupted();
        if (character === '\r' || character === '\n') {
          answers.push(typed);
          typed = '';
          output.write('\n');
          if (answers.length === 2) return answers as [string, string];
          output.write(questions[1]);
        } else if (character === BACKSPACE || character === DELETE) {
          typed = Array.from(typed).slice(0, -1).join('');
        } else if (typed.length < INPUT_BYTES_MAX) typed += character;
      }
    }
    throw interrupted();
  } finally {
    input.setRawMode?.(false);
    input.pause?.();
  }
}

function missing(how: string): HighwaterError {
  return new HighwaterError('PASSWORD_MISSING', 'usage', `A password is needed. ${how}`);
}

function interrupted(): HighwaterError {
  return new HighwaterError('INTERRUPTED', 'usage', 'Interrupted: nothing was changed.');
}
