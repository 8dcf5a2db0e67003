import { workingDaysLater } from './calendar.ts';
import { type Complaint, type FollowUp, isShut } from './complaint.ts';
import type { LaporSettingValues } from './settings.ts';
import { createSortedList } from './sorted-list.ts';

interface Due {
  readonly at: number;
  readonly trackingId: string;
  /** How many follow-ups there were: another one since, and it no longer counts. */
  readonly followUps: number;
  readonly what: 'close' | 'citizen';
}

export interface Register {
  /** LAPOR's own clock, in whole seconds. What fell due before it has happened. */
  now(): number;
  find(trackingId: string): Complaint | undefined;
  add(complaint: Complaint): void;
  /** Numbers nobody has yet. */
  nextNumbers(): { readonly trackingId: string; readonly transaksiId: string };
  /** Changes it and puts it where its new time of change belongs. */
  change(complaint: Complaint, at: number, edit: (complaint: Complaint) => void): void;
  followUp(complaint: Complaint, at: number, entry: Omit<FollowUp, 'id' | 'at'>): FollowUp;
  changedSince(ms: number, page: { readonly from: number; readonly size: number }): readonly Complaint[];
  countSince(ms: number): number;
  all(): readonly Complaint[];
}

const CLOSED_AFTER_WORKING_DAYS = 10; // section 1, "Clocks in the app description"

export function createRegister(clock: () => Date, settings: LaporSettingValues): Register {
  const byId = new Map<string, Complaint>();
  const byChange = createSortedList<Pick<Complaint, 'diubah' | 'trackingId'>>(
    (one, other) => one.diubah - other.diubah || compareText(one.trackingId, other.trackingId),
  );
  const due = createSortedList<Due>(
    (one, other) =>
      one.at - other.at || compareText(one.trackingId, other.trackingId) || compareText(one.what, other.what),
  );
  let numbers = 0;
  let followUps = 0;

  const change: Register['change'] = (complaint, at, edit) => {
    byChange.remove(complaint);
    edit(complaint);
    complaint.diubah = Math.max(at, complaint.diubah);
    byChange.add(complaint);
  };

  const followUp: Register['followUp'] = (complaint, at, entry) => {
    followUps += 1;
    const made: FollowUp = { id: `TL-${followUps}`, at, ...entry };
    change(complaint, at, ({ tindakLanjut }) => tindakLanjut.push(made));
    if (entry.peran === 'instansi') awaitOthers(complaint, at);
    return made;
  };

  function awaitOthers(complaint: Complaint, at: number): void {
    const { trackingId, tindakLanjut } = complaint;
    const closing = workingDaysLater(at, CLOSED_AFTER_WORKING_DAYS);
    due.add({ at: closing, trackingId, followUps: tindakLanjut.length, what: 'close' });
    const isFirst = tindakLanjut.filter(({ peran }) => peran === 'instansi').length === 1;
    if (settings.citizen !== 'replies' || !isFirst) return;
    const replying = at + settings.citizenAfterSeconds * 1000;
    due.add({ at: replying, trackingId, followUps: tindakLanjut.length, what: 'citizen' });
  }

  function happen({ at, trackingId, followUps: expected, what }: Due): void {
    const complaint = byId.get(trackingId);
    if (!complaint || isShut(complaint) || complaint.tindakLanjut.length !== expected) return;
    if (what === 'close') {
      change(complaint, at, (one) => {
        one.status = 'Ditutup oleh Sistem';
        one.tutup = at;
      });
      return;
    }
    const oleh = complaint.pelapor?.nama ?? 'Pelapor';
    followUp(complaint, at, { oleh, peran: 'pelapor', isi: settings.citizenSays, lampiran: [] });
    complaint.status = 'Ditanggapi oleh Pelapor';
  }

  const now = () => {
    const ms = clock().getTime() + settings.clockOffsetSeconds * 1000;
    const second = ms - (ms % 1000);
    for (let next = due.first(); next && next.at <= second; next = due.first()) {
      due.remove(next);
      happen(next);
    }
    return second;
  };

  return {
    now,
    find: (trackingId) => byId.get(trackingId),
    add(complaint) {
      byId.set(complaint.trackingId, complaint);
      byChange.add(complaint);
      const last = complaint.tindakLanjut.at(-1);
      if (last?.peran === 'instansi' && !isShut(complaint)) awaitOthers(complaint, last.at);
    },
    nextNumbers() {
      numbers += 1;
      return { trackingId: String(9_910_000 + numbers), transaksiId: `T-${9_910_000 + numbers}` };
    },
    change,
    followUp,
    changedSince(ms, { from, size }) {
      const start = byChange.placeOf({ diubah: ms, trackingId: '' }) + from;
      return byChange.slice(start, start + size).flatMap(({ trackingId }) => byId.get(trackingId) ?? []);
    },
    countSince: (ms) => byChange.length - byChange.placeOf({ diubah: ms, trackingId: '' }),
    all: () => [...byId.values()],
  };
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
