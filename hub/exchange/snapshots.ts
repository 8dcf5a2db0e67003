import { LRUCache } from 'lru-cache';
import type { SnapshotStore } from '../store/store.ts';
import { createSnapshot, type Snapshot, type SnapshotParts } from './snapshot.ts';

/** Seals and opens personal data; `context` must be the same both times. */
export interface Sealing {
  seal(plaintext: string, context: string): Uint8Array;
  open(sealed: Uint8Array, context: string): Buffer;
}

export interface SnapshotsOptions {
  readonly store: SnapshotStore;
  readonly sealing: Sealing;
  readonly keyedHash: (text: string) => string;
  readonly most: number;
  /** Told when a snapshot could not be kept or opened; the read goes on without it. */
  readonly trouble: (what: string, error: unknown) => void;
}

/** The last good answers: in memory as bytes that are ready to send, behind that sealed in the store. */
export interface Snapshots {
  /** What is in memory, without waiting. */
  peek(key: string): Snapshot | undefined;
  /** What the store has, taken into memory; asked once, however many want it. Never older than what `keep` and `forget` left. */
  load(key: string, now: number): Promise<Snapshot | undefined>;
  /** `durable` false: for those that may be handed to waiting callers but not be kept. */
  keep(key: string, snapshot: Snapshot): void;
  forget(key: string): void;
}

/** The memory is keyed by what was asked; the store only ever sees a keyed hash of it. */
export function createSnapshots({ store, sealing, keyedHash, most, trouble }: SnapshotsOptions): Snapshots {
  const memory = new LRUCache<string, Snapshot>({ max: Math.max(1, most) });
  /** Looks that are under way; what is kept or forgotten meanwhile is newer than what they will see, and ends them. */
  const looks = new Map<string, Promise<Snapshot | undefined>>();

  async function stored(key: string, now: number): Promise<Snapshot | undefined> {
    const hashed = keyedHash(key);
    try {
      const found = await store.get(hashed, now);
      if (!found) return undefined;
      return createSnapshot(JSON.parse(sealing.open(found.sealed, hashed).toString('utf8')) as SnapshotParts);
    } catch (error) {
      trouble('a snapshot could not be read', error);
      return undefined;
    }
  }

  return {
    peek: (key) => memory.get(key),
    load(key, now) {
      const there = looks.get(key);
      if (there) return there;
      const look = stored(key, now).then((snapshot) => {
        if (looks.get(key) !== look) return memory.get(key);
        looks.delete(key);
        if (snapshot) memory.set(key, snapshot);
        return snapshot;
      });
      looks.set(key, look);
      return look;
    },
    keep(key, snapshot) {
      looks.delete(key);
      memory.set(key, snapshot);
      const { value, source, release, fetchedAt, freshUntil, staleUntil, warnings, subject } = snapshot;
      const parts: SnapshotParts = { value, source, release, fetchedAt, freshUntil, staleUntil, warnings, subject };
      const hashed = keyedHash(key);
      const sealed = sealing.seal(JSON.stringify(parts), hashed);
      store
        .put({ key: hashed, sealed, fetchedAt, expiresAt: Math.max(freshUntil, staleUntil) })
        .catch((error: unknown) => trouble('a snapshot could not be kept', error));
    },
    forget(key) {
      looks.delete(key);
      memory.delete(key);
      store.remove(keyedHash(key)).catch((error: unknown) => trouble('a snapshot could not be removed', error));
    },
  };
}
