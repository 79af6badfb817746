import type { ServerResponse } from 'node:http';

/**
 * Bytes with a text before and another one after them: in their own memory where there is room
 * around them, else in a copy. A megabyte that is copied is one more for the collector.
 *
 * @param bytes in memory of their own
 */
export function withAround(bytes: Uint8Array<ArrayBuffer>, before: string, after: string): Buffer {
  const memory = Buffer.from(bytes.buffer);
  const begin = bytes.byteOffset - Buffer.byteLength(before);
  const end = bytes.byteOffset + bytes.length + Buffer.byteLength(after);
  if (begin < 0 || end > memory.length) {
    return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
  }
  memory.write(before, begin);
  memory.write(after, bytes.byteOffset + bytes.length);
  return memory.subarray(begin, end);
}

/**
 * Gives memory back to the machine as soon as an answer was handed over to it, whole: left to the
 * collector, every tenth megabyte has it look through everything that there is.
 */
export function giveBackOnceSent(memory: ArrayBuffer, response: ServerResponse): void {
  response.once('finish', () => {
    memory.transfer(0);
  });
}
