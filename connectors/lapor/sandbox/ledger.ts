import { hash } from 'node:crypto';
import type { Attachment, Complaint } from './complaint.ts';

/** What a test counts: everything LAPOR took, what it came with, and how often it came. */
export interface LaporLedger {
  readonly accepted: readonly AcceptedComplaint[];
  /** In the order they were taken, of seeded complaints too. */
  readonly followUps: readonly TakenFollowUp[];
  readonly dispositions: readonly TakenDisposition[];
  readonly actions: readonly TakenAction[];
  readonly counts: {
    /** Intakes received, repeats and refused ones included. */
    readonly intakes: number;
    readonly accepted: number;
    /** The same key with the same body: answered with the first answer. */
    readonly repeatedKeys: number;
    /** The same key with another body: 409. */
    readonly conflictingKeys: number;
    /** Accepted although the same content had been accepted before. */
    readonly doubles: number;
  };
}
export interface AcceptedComplaint {
  readonly trackingId: string;
  readonly via: 'json' | 'xml';
  readonly idempotencyKey: string | null;
  readonly at: string;
  readonly judul: string;
  readonly isi: string;
  readonly status: string;
  /** How often its key was received, this one included; 1 without a key. */
  readonly timesKey: number;
  /** How often its content was received, under whatever key. */
  readonly timesContent: number;
  readonly followUps: number;
  readonly dispositions: number;
}
export interface TakenFollowUp {
  readonly trackingId: string;
  readonly at: string;
  readonly isi: string;
  readonly tutup: boolean;
  readonly lampiran: readonly Attachment[];
  readonly idempotencyKey: string | null;
}
export interface TakenDisposition {
  readonly trackingId: string;
  readonly at: string;
  readonly instansiId: string;
  readonly catatan: string;
  readonly idempotencyKey: string | null;
}
export interface TakenAction {
  readonly trackingId: string;
  readonly at: string;
  readonly action: 'tunda' | 'bukan-wewenang' | 'arsip';
  readonly alasan: string;
  readonly idempotencyKey: string | null;
}

interface Entry {
  readonly complaint: Complaint;
  readonly via: 'json' | 'xml';
  readonly idempotencyKey: string | null;
  readonly at: string;
  readonly content: string;
}

export interface LedgerBook {
  received(content: string, key: string | null): void;
  accepted(complaint: Complaint, entry: Omit<Entry, 'complaint' | 'content'>, content: string): void;
  repeatedKey(): void;
  conflictingKey(): void;
  readonly followUps: TakenFollowUp[];
  readonly dispositions: TakenDisposition[];
  readonly actions: TakenAction[];
  ledger(): LaporLedger;
}

/** Counting costs a look into a map for each request; only reading the whole ledger goes through it all. */
export function createLedger(): LedgerBook {
  const entries: Entry[] = [];
  const timesContent = new Map<string, number>();
  const timesKey = new Map<string, number>();
  const acceptedContents = new Set<string>();
  const counts = { intakes: 0, accepted: 0, repeatedKeys: 0, conflictingKeys: 0, doubles: 0 };
  const followUps: TakenFollowUp[] = [];
  const dispositions: TakenDisposition[] = [];
  const actions: TakenAction[] = [];
  return {
    received(content, key) {
      counts.intakes += 1;
      const digest = digestOf(content);
      timesContent.set(digest, (timesContent.get(digest) ?? 0) + 1);
      if (key !== null) timesKey.set(key, (timesKey.get(key) ?? 0) + 1);
    },
    accepted(complaint, entry, content) {
      const digest = digestOf(content);
      counts.accepted += 1;
      if (acceptedContents.has(digest)) counts.doubles += 1;
      acceptedContents.add(digest);
      entries.push({ complaint, ...entry, content: digest });
    },
    repeatedKey() {
      counts.repeatedKeys += 1;
    },
    conflictingKey() {
      counts.conflictingKeys += 1;
    },
    followUps,
    dispositions,
    actions,
    ledger: () => ({
      accepted: entries.map(({ complaint, via, idempotencyKey, at, content }) => ({
        trackingId: complaint.trackingId,
        via,
        idempotencyKey,
        at,
        judul: complaint.judul,
        isi: complaint.isiAwal,
        status: complaint.status,
        timesKey: idempotencyKey === null ? 1 : (timesKey.get(idempotencyKey) ?? 1),
        timesContent: timesContent.get(content) ?? 1,
        followUps: complaint.tindakLanjut.length,
        dispositions: complaint.disposisi.length,
      })),
      followUps: [...followUps],
      dispositions: [...dispositions],
      actions: [...actions],
      counts: { ...counts },
    }),
  };
}

function digestOf(content: string): string {
  return hash('sha1', content, 'base64');
}
