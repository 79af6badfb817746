import { writeTable, type Cells } from './cells.js';

/** What is free before the text and after it: who sends it puts an envelope there without a copy. */
export const ROOM_BYTES = { before: 64, after: 1024 } as const;
/** Memory to begin with; it doubles as it is needed, and is taken from the machine as it is used. */
const CAPACITY_BYTES = 2 ** 21;

/** What writes itself as JSON. */
export class Written {
  constructor(readonly writeTo: (text: ByteText) => void) {}
}

/** Cells of an object's member by name, all columns of one length. */
export type NamedCells = Readonly<Record<string, Omit<Cells, 'before'>>>;

/**
 * JSON as bytes, written from start to end: what is in columns needs neither an object for each row
 * nor a text for each cell.
 */
export class ByteText {
  #bytes: Uint8Array<ArrayBuffer>;
  #at: number = ROOM_BYTES.before;

  constructor(capacityBytes: number = CAPACITY_BYTES) {
    this.#bytes = new Uint8Array(capacityBytes);
  }

  /** Any text as it is. */
  utf8(text: string): void {
    // A UTF-16 unit comes to three bytes at most.
    this.#reserve(3 * text.length);
    this.#at += Buffer.from(this.#bytes.buffer).write(text, this.#at);
  }

  /** A value as `JSON.stringify` has it. */
  json(value: unknown): void {
    this.utf8(JSON.stringify(value));
  }

  /** An object as `JSON.stringify` has it, but for what writes itself. */
  object(value: object): void {
    const members = (Object.entries(value) as [string, unknown][]).filter(
      ([, member]) => member !== undefined,
    );
    this.utf8('{');
    members.forEach(([name, member], place) => {
      this.utf8(beforeMember(name, place));
      if (member instanceof Written) member.writeTo(this);
      else this.json(member);
    });
    this.utf8('}');
  }

  /** An array of what the cells of a column are. */
  list({ kind, values }: Omit<Cells, 'before'>): void {
    this.table([{ kind, values, before: '' }], values.length);
  }

  /** An array of objects. @param cells of their members, by name */
  rows(cells: NamedCells, length: number): void {
    const columns = Object.entries(cells).map(([name, column], place) => ({
      ...column,
      before: `${place === 0 ? '{' : ''}${beforeMember(name, place)}`,
    }));
    this.table([...columns, nothingBut('}')], length);
  }

  /** An array. @param columns what its items are made of */
  table(columns: readonly Cells[], length: number): void {
    this.utf8('[');
    writeTable(columns, length, (bytes) => {
      this.#reserve(bytes.length);
      this.#bytes.set(bytes, this.#at);
      this.#at += bytes.length;
    });
    this.utf8(']');
  }

  /** The text in memory of its own, with {@link ROOM_BYTES} around it. It is not to be written on. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#reserve(0);
    return this.#bytes.subarray(ROOM_BYTES.before, this.#at);
  }

  /** Room for so many bytes, and for what is to be free after the text. */
  #reserve(length: number): void {
    const needed = this.#at + length + ROOM_BYTES.after;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }
}

/** Text between cells. */
export function nothingBut(before: string): Cells {
  return { kind: 'nothing', before, values: NONE };
}

const NONE = new Float64Array();

/** What stands before an object's member: its name, and a comma but before the first. */
function beforeMember(name: string, place: number): string {
  return `${place === 0 ? '' : ','}${JSON.stringify(name)}:`;
}
