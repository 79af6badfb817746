import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { giveBackOnceSent, withAround } from './ownMemory.js';

function bytesOf(text: string, room: { before: number; after: number }): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(text);
  const memory = new Uint8Array(room.before + encoded.length + room.after);
  memory.set(encoded, room.before);
  return memory.subarray(room.before, room.before + encoded.length);
}

describe('bytes in memory of their own', () => {
  it('are put between two texts, without a copy where there is room', () => {
    for (const before of [0, 1, 2, 3, 10]) {
      for (const after of [0, 2, 3, 4, 10]) {
        const bytes = bytesOf('[1,"ü"]', { before, after });
        const all = withAround(bytes, '{a', '}é.');
        expect(all.toString()).toBe('{a[1,"ü"]}é.');
        expect(all.buffer === bytes.buffer).toBe(before >= 2 && after >= 4);
      }
    }
  });

  it('are given back once they were sent, and not before', () => {
    const bytes = bytesOf('[]', { before: 8, after: 8 });
    const response = new EventEmitter();
    giveBackOnceSent(bytes.buffer, response as unknown as ServerResponse);
    response.emit('close');
    expect(bytes.buffer.detached).toBe(false);
    response.emit('finish');
    expect(bytes.buffer.detached).toBe(true);
  });
});
