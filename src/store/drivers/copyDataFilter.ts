/** Takes bytes. */
export type Take = (piece: Uint8Array) => void;

const COPY_DATA = 'd'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
/** What a message is, and how many bytes it has, these four counted. */
const CODE_BYTES = 1;
const LENGTH_BYTES = 4;
const HEAD_BYTES = CODE_BYTES + LENGTH_BYTES;

/**
 * Takes the content of CopyData messages out of what a PostgreSQL server sends until it is ready for
 * another query, in pieces as they arrive; every other message goes on to whom it was meant for.
 */
export class CopyDataFilter {
  private readonly head = Buffer.alloc(HEAD_BYTES);
  private headBytes = 0;
  /** Of the message whose head has come, what is still to come. */
  private contentBytes = 0;
  private hasEnded = false;

  /**
   * @param take a piece of content, good until it returns
   * @param pass the rest, in pieces that are the receiver's own
   * @param onEnd told before the last message is passed on, for another query may follow from that
   */
  constructor(
    private readonly take: Take,
    private readonly pass: Take,
    private readonly onEnd: () => void,
  ) {}

  receive(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.hasEnded) {
        this.pass(Buffer.from(chunk.subarray(offset)));
        return;
      }
      if (this.contentBytes === 0) offset = this.receiveHead(chunk, offset);
      const end = Math.min(chunk.length, offset + this.contentBytes);
      if (end > offset) this.receiveContent(chunk.subarray(offset, end));
      offset = end;
    }
  }

  /** @returns where the head, or what has come of it, ends */
  private receiveHead(chunk: Uint8Array, offset: number): number {
    const end = Math.min(chunk.length, offset + HEAD_BYTES - this.headBytes);
    this.head.set(chunk.subarray(offset, end), this.headBytes);
    this.headBytes += end - offset;
    if (this.headBytes < HEAD_BYTES) return end;
    this.headBytes = 0;
    this.contentBytes = this.head.readUInt32BE(CODE_BYTES) - LENGTH_BYTES;
    if (this.head[0] !== COPY_DATA) this.pass(Buffer.from(this.head));
    return end;
  }

  private receiveContent(piece: Uint8Array): void {
    this.contentBytes -= piece.length;
    if (this.head[0] === COPY_DATA) {
      this.take(piece);
      return;
    }
    if (this.head[0] === READY_FOR_QUERY && this.contentBytes === 0) {
      this.hasEnded = true;
      this.onEnd();
    }
    this.pass(Buffer.from(piece));
  }
}
