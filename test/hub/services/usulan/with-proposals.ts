import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Happening } from '../../../../hub/relay/announcements.ts';
import type { ActionResult, ActionService, ServiceContext } from '../../../../hub/services/service.ts';
import { kirimUsulan } from '../../../../hub/services/usulan/sending.ts';
import { createSealedRecords, type SealedRecords } from '../../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import type { PermintaanKeadaanUsulan, PermintaanUsulan, Usulan } from '../../../../openapi/generated/types.ts';
import { type TestClock, testClock } from '../../clock.ts';
import { NO_BANKS, preparing } from '../../preparing.ts';

const SECRET = 'a secret of the tests, 32 characters at least';

/** Invented, as everybody in these tests. */
export const PROPOSAL: PermintaanUsulan = {
  judul: 'Perbaikan drainase Gang Contoh',
  permasalahan: 'Drainase tersumbat sehingga jalan tergenang setiap hujan.',
  jenis: 'fisik',
  sumber: 'masyarakat',
  tahun: '2027',
  lokasi: {
    ...{ kecamatan: 'Binjai Utara', kelurahan: 'Kebun Lada', alamat: 'Gang Contoh No. 12', rt: '002', rw: '003' },
    koordinat: { lintang: 3.61, bujur: 98.49 },
  },
  perkiraanAnggaran: 150_000_000,
  ...{ volume: 250.5, satuan: 'meter', penerimaManfaat: '120 keluarga' },
  pengusul: { nama: 'BUNGA CONTOH', telepon: '081200000042', alamat: 'Jalan Rumah 7' },
};
export const OFFICER = { nama: 'Petugas Kelurahan' };
export const SKPD = '1.03.0.00.0.00.01.0000';
/** Sends proposals. */
export const SENDER = 'e-musrenbang';
/** Decides on them. */
export const PLANNERS = 'bappeda';

export interface Proposals {
  readonly clock: TestClock;
  readonly records: SealedRecords;
  readonly told: Happening[];
  /** By the application, with the scopes it has. */
  run<Params>(service: ActionService<Params>, params: Params, application?: string): Promise<ActionResult>;
  data<Params>(service: ActionService<Params>, params: Params, application?: string): Promise<never>;
  send(change?: Partial<PermintaanUsulan>, application?: string): Promise<Usulan>;
}

/** Nothing is killed here: what a kill does to a commit is tested elsewhere. */
const MEMORY = '/dev/shm';

const SCOPES: Readonly<Record<string, readonly string[]>> = {
  [PLANNERS]: ['usulan:baca', 'usulan:kelola'],
};

/** A store on a disk, and the services of proposals on it. */
export async function withProposals(use: (given: Proposals) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'simpul-usulan-'));
  const store = await openSqliteStore({ directory });
  const clock = testClock('2026-11-20T02:00:00Z');
  const records = createSealedRecords(store.records, createSealing({ keys: [{ id: 'uji', secret: SECRET }] }));
  const told: Happening[] = [];
  const context = (application: string): ServiceContext => ({
    ...NO_BANKS,
    ...{ now: clock.now(), records, keyedHash: createKeyedHash(SECRET), prepare: preparing(told) },
    application: { id: application, name: application, scopes: SCOPES[application] ?? ['usulan:baca', 'usulan:tulis'] },
    ...{ copies: store.copies, instances: [], instancesOf: () => [], ask: async () => undefined },
    applicationsWith: (scope) => Object.keys(SCOPES).filter((name) => SCOPES[name]?.includes(scope)),
    ...{ wordsOf: () => [], permitKinds: [], messagesAbout: async () => [] },
    read: async () => ({ kind: 'absent', source: 'uji' }),
    count: (name, day, by) => store.counters.add(name, day, by),
    tell: async (happenings) => void told.push(...happenings),
  });
  const run: Proposals['run'] = (service, params, application = SENDER) => service.run(params, context(application));
  const data: Proposals['data'] = async (service, params, application) => {
    const result = await run(service, params, application);
    if (result.kind !== 'json') throw new Error(`${result.kind} is no JSON`);
    return (result.body as { data: never }).data;
  };
  try {
    const send: Proposals['send'] = (change, application) => data(kirimUsulan, { ...PROPOSAL, ...change }, application);
    await use({ clock, records, told, run, data, send });
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

/** With everything that this decision needs. */
export function decision(keadaan: PermintaanKeadaanUsulan['keadaan']): PermintaanKeadaanUsulan {
  return {
    ...{ keadaan, petugas: OFFICER },
    ...(keadaan === 'ditolak' || keadaan === 'dikembalikan' ? { alasan: 'Volume belum diukur' } : {}),
    ...(keadaan === 'diverifikasi-skpd' ? { skpd: SKPD } : {}),
    ...(keadaan === 'dianggarkan' ? { penganggaran: { subKegiatan: '1.03.10.2.01.0012', pagu: 140_000_000 } } : {}),
  };
}
