import { hash } from 'node:crypto';

export type Keadaan = 'segar' | 'tersimpan' | 'usang';

/** One good answer, with the bytes it is handed out as made once. */
export interface Snapshot {
  readonly value: unknown;
  /** Instance and release it came from. */
  readonly source: string;
  readonly release: string;
  readonly fetchedAt: number;
  readonly freshUntil: number;
  readonly staleUntil: number;
  readonly warnings: readonly string[];
  /** Keyed hash of the person it is about; `''` where it is about nobody. */
  readonly subject: string;
  readonly etag: string;
  /**
   * The whole body of an answer in this state: its UTF-8 bytes, one per character. Node joins such a text to the head and
   * writes both at once, where a buffer costs a second write.
   */
  body(keadaan: Keadaan): string;
}

export interface SnapshotParts extends Omit<Snapshot, 'etag' | 'body'> {}

export function createSnapshot(parts: SnapshotParts): Snapshot {
  const data = JSON.stringify(parts.value);
  const bodies: Partial<Record<Keadaan, string>> = {};
  return {
    ...parts,
    etag: `"${hash('sha1', data, 'base64url')}"`,
    body(keadaan) {
      const made = bodies[keadaan];
      if (made) return made;
      const body = bytesAsText(`{"data":${data},"meta":${JSON.stringify(metaOf(parts, keadaan))}}`);
      bodies[keadaan] = body;
      return body;
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it means.
const BEYOND_ASCII = /[^\x00-\x7f]/;

/** UTF-8 bytes as a text of the same length, to be written as latin1. */
export function bytesAsText(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text).toString('latin1') : text;
}

export function metaOf(parts: SnapshotParts, keadaan: Keadaan) {
  const { source, release, fetchedAt, warnings } = parts;
  return {
    sumber: source,
    rilis: release,
    diambilPada: new Date(fetchedAt).toISOString(),
    keadaan,
    ...(warnings.length ? { peringatan: warnings } : {}),
  };
}
