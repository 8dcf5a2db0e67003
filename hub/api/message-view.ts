import type { Jalur, Pesan, RiwayatPesan } from '../../openapi/generated/types.ts';
import { aboutOf } from '../relay/announcements.ts';
import type { LaneView } from '../relay/relay.ts';
import { KEADAAN_PESAN } from '../services/message-states.ts';
import type { HistoryEntry, StoredMessage } from '../store/forwarding.ts';

const LANE_STATES = { open: 'terbuka', held: 'tertahan', paused: 'dijeda' } as const;

interface Told {
  readonly masalah?: string;
  readonly kode?: string;
  readonly keterangan?: string;
  readonly lamaMs?: number;
  readonly dikoreksi?: boolean;
}

/** A message as its application sees it. `result`: opened; `null` while there is none. */
export function pesanOf(message: StoredMessage, lane: LaneView, result: unknown): Pesan {
  const { id, service, state, about, acceptedAt, changedAt, dueAt, attempts, behind, trouble } = message;
  const [instansi = ''] = message.lane.split(' ');
  const scheduled = state === 'waiting' && attempts > 0 && lane.state === 'open' && dueAt > changedAt;
  const told = toldIn(trouble);
  const acceptedIso = isoOf(acceptedAt);
  return {
    id,
    layanan: service,
    keadaan: KEADAAN_PESAN[state],
    perihal: aboutOf(about),
    dibuatPada: acceptedIso,
    diperbaruiPada: changedAt === acceptedAt ? acceptedIso : isoOf(changedAt),
    percobaan: attempts,
    cobaLagiPada: scheduled ? isoOf(dueAt) : null,
    menungguPesan: behind || null,
    jalur: jalurOf(lane),
    hasil: (result ?? null) as Pesan['hasil'],
    hulu: trouble === '' ? null : huluOf(instansi, told),
  };
}

function huluOf(sumber: string, { kode, keterangan, masalah }: Told): Pesan['hulu'] {
  const pesan = keterangan ?? masalah;
  return { sumber, ...(kode === undefined ? {} : { kode }), ...(pesan === undefined ? {} : { pesan }) };
}

export function jalurOf(lane: LaneView, counted = false): Jalur {
  const [instansi = '', operasi = ''] = lane.lane.split(' ');
  return {
    instansi,
    operasi,
    keadaan: LANE_STATES[lane.state],
    alasan: lane.reason,
    sejak: lane.since === null ? null : isoOf(lane.since),
    cobaLagiPada: lane.until === null ? null : isoOf(lane.until),
    ...(counted
      ? {
          menunggu: lane.waiting,
          kosongPada: lane.emptyAt === null ? null : isoOf(lane.emptyAt),
          perDetik: lane.perSecond,
        }
      : {}),
  };
}

export function riwayatOf({ at, what, attempt, detail }: HistoryEntry): RiwayatPesan {
  const { masalah, kode, keterangan, lamaMs } = toldIn(detail);
  return {
    pada: isoOf(at),
    peristiwa: what as RiwayatPesan['peristiwa'],
    percobaan: attempt,
    masalah: masalah ?? null,
    kode: kode ?? null,
    keterangan: keterangan ?? null,
    lamaMs: lamaMs ?? null,
  };
}

function toldIn(json: string): Told {
  return json === '' ? {} : (JSON.parse(json) as Told);
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
