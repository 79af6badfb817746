import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { HighwaterError } from '../../domain/errors.js';

/**
 * A backup in one file: a magic line, the payload, the manifest as JSON, and a footer that holds
 * the manifest's length (uint32, big-endian), its SHA-256 and a closing line. What is cut off
 * lacks the footer; what is damaged fails a checksum.
 */
const OPENING = Buffer.from('highwater backup 1\n');
const CLOSING = Buffer.from('end of backup\n');
const HASH_BYTES = 32;
const FOOTER_BYTES = 4 + HASH_BYTES + CLOSING.length;
const MANIFEST_LIMIT_BYTES = 16 * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;

const tableContent = z.object({
  rows: z.number().int().nonnegative(),
  hash: z.string().length(2 * HASH_BYTES),
});

const manifestSchema = z.object({
  /** `embedded`: a gzipped tar of PGlite's folder; `server`: pg_dump's custom format. */
  kind: z.enum(['embedded', 'server']),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  /** Major version of the database, and of the PGlite package or the pg_dump that wrote it. */
  postgresMajor: z.number().int(),
  writtenBy: z.string().max(100),
  migrations: z.array(z.string().max(200)),
  tables: z.record(z.string(), tableContent),
  payload: z.object({
    bytes: z.number().int().nonnegative(),
    sha256: z.string().length(2 * HASH_BYTES),
  }),
});

/** What a backup says of itself. */
export type BackupManifest = Readonly<z.infer<typeof manifestSchema>>;

/** A backup whose frame and manifest have been read and checked; the payload not yet. */
export interface BackupArchive {
  readonly path: string;
  readonly manifest: BackupManifest;
  /** Where the payload lies in the file. */
  readonly start: number;
  readonly end: number;
}

/**
 * Writes an archive into a new file that only its owner may read, down to the disk.
 * @param signal stops between two pieces, rejecting with its reason
 */
export async function writeArchive(
  path: string,
  payload: AsyncIterable<Uint8Array>,
  about: Omit<BackupManifest, 'payload'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.write(OPENING);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of payload) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      await writeWhole(file, chunk);
    }
    const manifest: BackupManifest = {
      ...about,
      payload: { bytes, sha256: hash.digest('hex') },
    };
    const text = Buffer.from(JSON.stringify(manifest));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    const checksum = createHash('sha256').update(text).digest();
    await writeWhole(file, Buffer.concat([text, length, checksum, CLOSING]));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

/**
 * Opens an archive and checks its frame and manifest.
 * @throws HighwaterError BACKUP_NOT_FOUND, BACKUP_UNREADABLE for what is no backup or was cut off
 *   or damaged
 */
export async function openArchive(path: string): Promise<BackupArchive> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw notFound(path, error);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw unreadable(path, 'it is no file');
    const { size } = stat;
    const head = await readAt(file, 0, OPENING.length);
    if (!head.equals(OPENING)) throw unreadable(path, 'it is no backup of this version');
    const footer = await readAt(file, size - FOOTER_BYTES, FOOTER_BYTES);
    if (!footer.subarray(4 + HASH_BYTES).equals(CLOSING)) throw unreadable(path, 'its end is gone');
    const length = footer.readUInt32BE();
    const end = size - FOOTER_BYTES - length;
    if (length > MANIFEST_LIMIT_BYTES || end < OPENING.length) {
      throw unreadable(path, 'its footer is damaged');
    }
    const text = await readAt(file, end, length);
    if (!sha256(text).equals(footer.subarray(4, 4 + HASH_BYTES))) {
      throw unreadable(path, 'its manifest is damaged');
    }
    const manifest = manifestSchema.safeParse(JSON.parse(text.toString()));
    if (!manifest.success) throw unreadable(path, 'its manifest is of another version');
    if (manifest.data.payload.bytes !== end - OPENING.length) {
      throw unreadable(path, 'its length is not the one that was written');
    }
    return { path, manifest: manifest.data, start: OPENING.length, end };
  } finally {
    await file.close();
  }
}

/**
 * The payload, piece by piece.
 * @throws HighwaterError BACKUP_UNREADABLE at the end where it is not what was written
 */
export async function* payloadOf(archive: BackupArchive): AsyncGenerator<Uint8Array> {
  const file = await open(archive.path, 'r');
  try {
    const hash = createHash('sha256');
    for (let offset = archive.start; offset < archive.end;) {
      const chunk = await readAt(file, offset, Math.min(CHUNK_BYTES, archive.end - offset));
      if (chunk.length === 0) throw unreadable(archive.path, 'its end is gone');
      hash.update(chunk);
      offset += chunk.length;
      yield chunk;
    }
    if (hash.digest('hex') !== archive.manifest.payload.sha256) {
      throw unreadable(archive.path, 'its data is damaged');
    }
  } finally {
    await file.close();
  }
}

/** Reads the payload to its end and keeps nothing. @throws as {@link payloadOf} */
export async function checkPayload(archive: BackupArchive): Promise<void> {
  const pieces = payloadOf(archive);
  while ((await pieces.next()).done !== true);
}

/** At most `length` bytes; none before the file's beginning or after its end. */
async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  if (offset < 0) return Buffer.alloc(0);
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function notFound(path: string, error: unknown): HighwaterError {
  const code = (error as { code?: unknown } | null)?.code;
  return new HighwaterError(
    'BACKUP_NOT_FOUND',
    'not-found',
    `The backup ${path} cannot be opened (${typeof code === 'string' ? code : 'unknown'}): check ` +
      'its name and who may read it.',
  );
}

function unreadable(path: string, why: string): HighwaterError {
  return new HighwaterError(
    'BACKUP_UNREADABLE',
    'data',
    `${path} cannot be restored: ${why}. Take another backup; nothing was changed.`,
  );
}
