import { describe, expect, test } from '@jest/globals';
import type { Jalur } from '../../../hub/console/views/jalur.ts';
import type { Pekerjaan, Pratinjau } from '../../../hub/console/views/pekerjaan.ts';
import type { DaftarPesan, IsiPesan, KelompokSebab, Pesan } from '../../../hub/console/views/pesan.ts';
import type { Peristiwa } from '../../../openapi/generated/types.ts';
import {
  becomes,
  handedOver,
  ledger,
  messageIn,
  REPORT,
  read,
  reportOf,
  wait,
  withForwards,
} from '../api/handing-over.ts';
import { until } from '../until.ts';
import { type HubSurroundings, withHub } from '../with-hub.ts';
import { type ConsoleAnswer, type SignedIn, signedIn } from './signed-in.ts';

const LANE = 'lapor laporan-kirim';
const AT_LANE = `/antrean/jalur/${encodeURIComponent(LANE)}`;
/** Somebody who is known by a name and two numbers, and wrote both into the text as well. */
const NAMED = {
  ...REPORT,
  anonim: false,
  isi: 'Saya bunga contoh, NIK 1275 0155 0890 9901: lampu di depan rumah padam.',
  pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002', email: 'bunga@contoh.go.id' },
};
const PERSON = /bunga|contoh\.go|0812|0155|0890|9901/i;

const bodyOf = <Body>({ body }: ConsoleAnswer) => body as Body;
const problemOf = ({ status, body }: ConsoleAnswer) =>
  `${status} ${(body as { type?: string } | undefined)?.type?.split(':').at(-1) ?? ''}`.trim();
const mistakesOf = ({ body }: ConsoleAnswer) =>
  ((body as { kesalahan?: { di: string }[] }).kesalahan ?? []).map(({ di }) => di);

async function laneOf(console: SignedIn): Promise<Jalur> {
  const lane = bodyOf<Jalur[]>(await console.get('/antrean/jalur')).find(({ nama }) => nama === LANE);
  if (!lane) throw new Error('there is no such lane');
  return lane;
}

const messageOf = async (console: SignedIn, id: string) => bodyOf<Pesan>(await console.get(`/antrean/pesan/${id}`));

async function eventsOf({ get }: HubSurroundings, jenis: string): Promise<readonly Peristiwa[]> {
  const { body } = await get(`/v1/peristiwa?jenis=${jenis}&batas=200`);
  return (body as { data: Peristiwa[] }).data;
}

async function auditOf({ store }: HubSurroundings, operator: SignedIn): Promise<readonly string[]> {
  const records = await store.audit.list({ application: `operator:${operator.name}`, limit: 200 });
  return records.map(({ service, outcome }) => `${service} ${outcome}`).reverse();
}

async function refusedOnce(hub: HubSurroundings, request: object = REPORT): Promise<string> {
  const { id } = await handedOver(hub, request);
  await becomes(hub, id, 'ditolak');
  return id;
}

test('a pause holds messages back and says why; opened, they go', () =>
  withForwards(async (hub) => {
    const operator = await signedIn(hub, 'operator');
    expect(await laneOf(operator)).toMatchObject({ keadaan: 'terbuka', menunggu: 0, layanan: ['kirimLaporan'] });
    expect((await operator.put(`${AT_LANE}/jeda`, { alasan: 'SP4N pindah server' })).status).toBe(204);
    const { id } = await handedOver(hub);
    const waits = async () => {
      const lane = await laneOf(operator);
      return lane.menunggu === 1 && lane;
    };
    await until('it is seen to wait', async () => Boolean(await waits()));
    expect(await waits()).toMatchObject({
      ...{ jenis: 'hulu', instansi: 'lapor', operasi: 'laporan-kirim', keadaan: 'dijeda' },
      ...{ alasan: 'SP4N pindah server', sejak: expect.any(Number), cobaLagiPada: null },
      ...{ ditolak: 0, tidakPasti: 0, tertuaPada: expect.any(Number), kosongPada: null },
    });
    expect(await messageOf(operator, id)).toMatchObject({ keadaan: 'menunggu', percobaan: 0, keadaanJalur: 'dijeda' });
    expect((await operator.post(`${AT_LANE}/buka`)).status).toBe(204);
    await becomes(hub, id, 'terkirim');
    expect((await laneOf(operator)).keadaan).toBe('terbuka');

    for (const name of ['lapor laporan-krim', 'bpjs peserta-by-nik', 'aplikasi lgn_00000000000000000000']) {
      const at = `/antrean/jalur/${encodeURIComponent(name)}`;
      expect(problemOf(await operator.put(`${at}/jeda`, { alasan: 'salah ketik' }))).toBe('404 tidak-ditemukan');
      expect(problemOf(await operator.post(`${at}/buka`))).toBe('404 tidak-ditemukan');
    }
    expect(problemOf(await operator.put(`${AT_LANE}/jeda`, { alasan: '' }))).toBe('400 permintaan-tidak-sah');
    await until('it is written down', async () => (await auditOf(hub, operator)).length >= 9);
    expect((await auditOf(hub, operator)).slice(0, 3)).toEqual([
      ...['konsol.masuk dilakukan', 'konsol.jalur-jeda dilakukan', 'konsol.jalur-buka dilakukan'],
    ]);
  }));

test('whoever may only look sees lanes and lists, no content, and does nothing', () =>
  withForwards(async (hub) => {
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1, pesan: 'Data tidak lengkap', kode: 'VALIDASI' });
    const id = await refusedOnce(hub, NAMED);
    const viewer = await signedIn(hub, 'pengamat');
    const looks = ['/antrean/jalur', '/antrean/pesan', `/antrean/pesan?id=${id}`, `/antrean/pesan/${id}`];
    for (const path of [...looks, '/antrean/sebab', '/antrean/saringan', '/antrean/pekerjaan']) {
      const answer = await viewer.get(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(answer.text).not.toMatch(PERSON);
    }
    const { pesan } = bodyOf<DaftarPesan>(await viewer.get('/antrean/pesan?keadaan=ditolak'));
    expect(pesan).toEqual([
      {
        ...{ id, layanan: 'kirimLaporan', aplikasi: 'demo', jalur: LANE, keadaan: 'ditolak', giliran: true },
        ...{ perihal: expect.stringMatching(/^laporan lpr_/), percobaan: 1, cobaLagiPada: null },
        ...{ diterimaPada: expect.any(Number), berubahPada: expect.any(Number) },
        masalah: { kode: 'VALIDASI', keterangan: 'Data tidak lengkap' },
      },
    ]);
    const saringan = { keadaan: 'ditolak' };
    const actions: readonly (() => Promise<ConsoleAnswer>)[] = [
      () => viewer.put(`${AT_LANE}/jeda`, { alasan: 'tidak boleh' }),
      () => viewer.post(`${AT_LANE}/buka`),
      () => viewer.get(`/antrean/pesan/${id}/isi`),
      () => viewer.post(`/antrean/pesan/${id}/koreksi`, { versi: 1, ubah: { kategori: '13' }, hapus: [] }),
      () => viewer.post(`/antrean/pesan/${id}/ulang`),
      () => viewer.post(`/antrean/pesan/${id}/batal`, { alasan: 'tidak boleh' }),
      () => viewer.post(`/antrean/pesan/${id}/pastikan`, { alasan: 'tidak boleh' }),
      () => viewer.get('/antrean/massal?tindakan=ulang&keadaan=ditolak'),
      () => viewer.post('/antrean/massal', { tindakan: 'ulang', saringan, sampai: 99 }),
      () => viewer.post('/antrean/pekerjaan/pkj_1/henti'),
    ];
    for (const act of actions) expect(problemOf(await act())).toBe('403 peran-kurang');
    expect((await read(hub, id)).keadaan).toBe('ditolak');
    expect((await laneOf(viewer)).keadaan).toBe('terbuka');
  }));

describe('a refused message', () => {
  test('is corrected on its one wrong field, and arrives with everything else as it was', () =>
    withForwards(async (hub) => {
      const id = await refusedOnce(hub, { ...NAMED, kategori: '99' });
      const operator = await signedIn(hub, 'operator');
      const before = await messageOf(operator, id);
      expect(before).toMatchObject({
        masalah: { kode: 'VALIDASI', keterangan: 'Kategori tidak dikenal' },
        boleh: { koreksi: true, ulang: true, batal: true, pastikan: false },
        riwayat: [{ peristiwa: 'diterima' }, { peristiwa: 'ditolak', keterangan: 'Kategori tidak dikenal' }],
      });
      const look = await operator.get(`/antrean/pesan/${id}/isi`);
      expect(look.text).not.toMatch(PERSON);
      const { isi, formulir } = bodyOf<IsiPesan>(look);
      expect(isi.find(({ di }) => di === 'pelapor.nama')).toEqual({ di: 'pelapor.nama', nilai: 'B. C.', samar: true });
      expect(formulir?.find(({ di }) => di === 'kategori')).toMatchObject({ nilai: '99', wajib: false, ada: true });

      const correct = (edits: object) =>
        operator.post(`/antrean/pesan/${id}/koreksi`, { versi: before.berubahPada, ubah: {}, hapus: [], ...edits });
      for (const [edits, is, at] of [
        [{}, '400 permintaan-tidak-sah', []],
        [{ ubah: { kategori: 'ka tegori' } }, '400 permintaan-tidak-sah', ['kategori']],
        [{ ubah: { judul: 'x', 'pelapor.telepon': 'y' } }, '400 permintaan-tidak-sah', ['judul', 'pelapor.telepon']],
        [{ ubah: { gaji: 1 } }, '400 permintaan-tidak-sah', ['gaji']],
        [{ hapus: ['judul'] }, '400 permintaan-tidak-sah', ['judul']],
        [{ hapus: ['pelapor.nama', 'pelapor.telepon', 'pelapor.email'] }, '400 permintaan-tidak-sah', ['pelapor.nama']],
        [{ ubah: { waktu: '2999-01-01T00:00:00Z' } }, '400 permintaan-tidak-sah', ['waktu']], // only the service knows
        [{ ubah: { kategori: '13' }, versi: 1 }, '409 bentrok', []],
      ] as const) {
        const answer = await correct(edits);
        expect({ edits, is: problemOf(answer), at: mistakesOf(answer).toSorted() }).toEqual({ edits, is, at });
        expect(answer.text).not.toMatch(PERSON);
      }
      expect((await read(hub, id)).keadaan).toBe('ditolak');

      expect((await correct({ ubah: { kategori: '13' } })).status).toBe(200);
      await becomes(hub, id, 'terkirim');
      expect(ledger(hub).accepted).toMatchObject([{ judul: NAMED.judul, isi: NAMED.isi }]);
      const sent = hub.sandboxes.lapor.calls().findLast(({ method }) => method === 'POST');
      expect(JSON.parse(sent?.body ?? '')).toMatchObject({ kategori_id: '13', pelapor: NAMED.pelapor });
      const report = await hub.get(`/v1/laporan/${reportOf(await read(hub, id))}`);
      expect(report.body).toMatchObject({ data: { kategori: { kode: '13' }, pelapor: NAMED.pelapor } });

      const after = await messageOf(operator, id);
      expect(after.boleh).toEqual({ koreksi: false, ulang: false, batal: false, pastikan: false });
      expect(after.riwayat.map(({ peristiwa, oleh, dikoreksi }) => [peristiwa, oleh, dikoreksi])).toEqual([
        ['diterima', '', false],
        ['ditolak', '', false],
        ['diulang', operator.name, true],
        ['terkirim', '', false],
      ]);
      expect(problemOf(await correct({ ubah: { kategori: '14' }, versi: after.berubahPada }))).toBe('409 bentrok');
      await until('the look and the correction are written down, and whose data it was', async () => {
        const records = await hub.store.audit.list({ application: `operator:${operator.name}`, limit: 50 });
        const ofPerson = records.filter(({ service, subject }) => service === 'kirimLaporan' && subject !== '');
        return ['dilihat-tersamar', 'dikoreksi'].every((word) => ofPerson.some(({ outcome }) => outcome === word));
      });
      expect(await auditOf(hub, operator)).toEqual(
        expect.arrayContaining([
          'konsol.pesan-lihat-isi dilakukan',
          'konsol.pesan-koreksi dilakukan',
          'konsol.pesan-koreksi ditolak',
        ]),
      );
    }));

  test('is sent again as it is, or cancelled with a reason that its application reads', () =>
    withForwards(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 2, pesan: 'Data tidak lengkap' });
      const [again, cancelled] = [await refusedOnce(hub), await refusedOnce(hub)];
      const operator = await signedIn(hub, 'operator');
      const path = `/v1/laporan/${reportOf(await read(hub, cancelled))}/tindak-lanjut`;
      const behind = messageIn(await hub.post(path, { isi: 'Sudah diganti.' }));
      expect(await messageOf(operator, behind.id)).toMatchObject({ menungguPesan: cancelled, giliran: false });

      expect((await operator.post(`/antrean/pesan/${again}/ulang`)).status).toBe(200);
      await becomes(hub, again, 'terkirim');
      expect(problemOf(await operator.post(`/antrean/pesan/${again}/ulang`))).toBe('409 bentrok');

      expect(problemOf(await operator.post(`/antrean/pesan/${cancelled}/batal`, {}))).toBe('400 permintaan-tidak-sah');
      const alasan = 'Laporan ganda, lihat 9901010101900001';
      const answer = await operator.post(`/antrean/pesan/${cancelled}/batal`, { alasan });
      expect(answer).toMatchObject({ status: 200, body: { keadaan: 'dibatalkan' } });
      const told = 'Laporan ganda, lihat 99…01';
      const [event] = await eventsOf(hub, 'pesan.dibatalkan');
      expect(event?.data).toEqual({ pesan: cancelled, layanan: 'kirimLaporan', alasan: told });
      const { riwayat } = await read(hub, cancelled);
      expect(riwayat?.at(-1)).toMatchObject({ peristiwa: 'dibatalkan', keterangan: told });
      expect(problemOf(await operator.post(`/antrean/pesan/${cancelled}/batal`, { alasan }))).toBe('409 bentrok');
      await becomes(hub, behind.id, 'ditolak'); // its turn came, and there is nothing to follow
      expect(problemOf(await operator.get('/antrean/pesan/psn_00000000000000000000'))).toBe('404 tidak-ditemukan');
    }));
});

test('of an unsure message a person says that it arrived, or that it did not', () =>
  withHub({ config: { instances: { lapor: { releases: ['legacy-xml'] } } } }, async (hub) => {
    const unsureAfter = async (kind: string) => {
      hub.sandboxes.lapor.fault({ kind, times: 1, path: '/api/stream/addstream' });
      return becomes(hub, (await handedOver(hub)).id, 'tidak-pasti');
    };
    const there = await unsureAfter('reset-after');
    const absent = await unsureAfter('reset');
    const operator = await signedIn(hub, 'operator');
    expect(await messageOf(operator, there.id)).toMatchObject({ boleh: { pastikan: true, ulang: true } });

    const alasan = 'Terlihat di aplikasi SP4N';
    const confirmed = await operator.post(`/antrean/pesan/${there.id}/pastikan`, { alasan });
    expect(confirmed).toMatchObject({ status: 200, body: { keadaan: 'terkirim', boleh: { pastikan: false } } });
    expect(bodyOf<Pesan>(confirmed).riwayat.at(-1)).toMatchObject({
      ...{ peristiwa: 'terkirim', percobaan: null, masalah: 'dipastikan', keterangan: alasan, oleh: operator.name },
    });
    expect((await eventsOf(hub, 'pesan.terkirim')).map(({ data }) => data.pesan)).toEqual([there.id]);
    expect(problemOf(await operator.post(`/antrean/pesan/${there.id}/pastikan`, { alasan }))).toBe('409 bentrok');
    expect(ledger(hub).counts.accepted).toBe(1);

    expect((await operator.post(`/antrean/pesan/${absent.id}/ulang`)).status).toBe(200);
    await becomes(hub, absent.id, 'terkirim');
    expect(ledger(hub).counts).toMatchObject({ accepted: 2 });
  }));

/** LAPOR turns complaints down in words that are known to be about the complaints, so that each stays refused. */
async function parked(hub: HubSurroundings, count: number): Promise<readonly string[]> {
  const words = { kind: 'turn-down', pesan: 'Sedang tutup buku', kode: 'TUTUP', path: '/api/v1/laporan' };
  hub.sandboxes.lapor.fault(words);
  const first = await Promise.all(Array.from({ length: 8 }, (_, number) => handedOver(hub, numbered(1000 + number))));
  await until('the words are in doubt', async () => (await read(hub, first[0]?.id ?? '')).jalur.keadaan === 'tertahan');
  await hub.sandboxes.lapor.heal();
  for (const { id } of first) await becomes(hub, id, 'terkirim');
  hub.sandboxes.lapor.fault(words);
  const ids = await Promise.all(
    Array.from({ length: count }, async (_, number) => (await handedOver(hub, numbered(number))).id),
  );
  for (const id of ids) await becomes(hub, id, 'ditolak');
  return ids;
}
const numbered = (number: number) => ({ ...REPORT, isi: `Lampu jalan nomor ${number} di depan pasar padam.` });

async function ended(operator: SignedIn, id: string): Promise<Pekerjaan> {
  const jobOf = async () => bodyOf<Pekerjaan[]>(await operator.get('/antrean/pekerjaan')).find((one) => one.id === id);
  await until('the job is over', async () => (await jobOf())?.keadaan !== 'berjalan');
  const job = await jobOf();
  if (!job) throw new Error('there is no such job');
  return job;
}

test('fifty parked messages are looked at, sent again once LAPOR is healed, and arrive once each', () =>
  withForwards(async (hub) => {
    const ids = await parked(hub, 50);
    const operator = await signedIn(hub, 'operator');
    const groups = bodyOf<KelompokSebab[]>(await operator.get('/antrean/sebab?keadaan=ditolak'));
    expect(groups).toEqual([
      { sebab: expect.any(String), jumlah: 50, masalah: { kode: 'TUTUP', keterangan: 'Sedang tutup buku' } },
    ]);
    const saringan = { keadaan: 'ditolak', jalur: LANE, sebab: groups[0]?.sebab ?? '' };
    const query = new URLSearchParams({ tindakan: 'ulang', ...saringan });
    const preview = bodyOf<Pratinjau>(await operator.get(`/antrean/massal?${query}`));
    expect(preview).toMatchObject({
      ...{ jumlah: 50, lebih: false, layanan: [{ nama: 'kirimLaporan', jumlah: 50 }] },
      ...{ aplikasi: [{ nama: 'demo', jumlah: 50 }], jalur: [{ nama: LANE, jumlah: 50, keadaan: 'terbuka' }] },
    });
    expect(preview.pertama).toHaveLength(10);
    const list = bodyOf<DaftarPesan>(await operator.get(`/antrean/pesan?${new URLSearchParams(saringan)}`));
    expect(preview.pertama.map(({ id }) => id)).toEqual(
      list.pesan
        .map(({ id }) => id)
        .reverse()
        .slice(0, 10),
    );
    expect(preview.sampai).toBeGreaterThan(0);

    await hub.sandboxes.lapor.heal();
    const order = { tindakan: 'ulang', saringan, sampai: preview.sampai };
    const started = await operator.post('/antrean/massal', order);
    expect(started).toMatchObject({ status: 200, body: { jumlah: 50, tindakan: 'ulang', oleh: operator.name } });
    const job = await ended(operator, bodyOf<Pekerjaan>(started).id);
    expect(job).toMatchObject({ keadaan: 'selesai', berhasil: 50, dilewati: 0, gagal: 0, sebabGagal: [] });
    for (const id of ids) await becomes(hub, id, 'terkirim');
    expect(ledger(hub).counts).toMatchObject({ accepted: 58, doubles: 0, repeatedKeys: 0 });
    expect((await messageOf(operator, ids[7] ?? '')).riwayat.at(-2)).toMatchObject({
      peristiwa: 'diulang',
      oleh: operator.name,
    });
    expect(problemOf(await operator.post('/antrean/massal', order))).toBe('409 bentrok'); // nothing is left of it
    await until('both ends are written down', async () =>
      (await auditOf(hub, operator)).includes('konsol.pesan-massal-selesai selesai'),
    );
    expect(await auditOf(hub, operator)).toContain('konsol.pesan-massal dilakukan');
  }));

test('many are cancelled with one reason, those that came later are not meant, and a bad order does nothing', () =>
  withForwards(async (hub) => {
    const turnDown = (pesan: string) => hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1, pesan });
    const refused: string[] = [];
    for (const pesan of ['Data 17 tidak lengkap', 'Data 18 tidak lengkap', 'Kolom kurang']) {
      turnDown(pesan);
      refused.push(await refusedOnce(hub));
    }
    const operator = await signedIn(hub, 'operator');
    const groups = bodyOf<KelompokSebab[]>(await operator.get('/antrean/sebab'));
    expect(groups.map(({ jumlah }) => jumlah)).toEqual([2, 1]); // numbers in a sentence do not make it another one
    const saringan = { keadaan: 'ditolak', sebab: groups[0]?.sebab ?? '' };
    const { jumlah, sampai } = bodyOf<Pratinjau>(
      await operator.get(`/antrean/massal?${new URLSearchParams({ tindakan: 'batal', ...saringan })}`),
    );
    expect(jumlah).toBe(2);
    turnDown('Data 19 tidak lengkap');
    const later = await refusedOnce(hub);

    const alasan = 'Ganda, sudah dilaporkan';
    for (const [body, is] of [
      [{ tindakan: 'batal', saringan, sampai }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'hapus', saringan, sampai, alasan }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'batal', saringan: {}, sampai, alasan }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'batal', saringan: { keadaan: 'terkirim' }, sampai, alasan }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'ulang', saringan: { keadaan: 'menunggu' }, sampai }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'batal', saringan: { ...saringan, lain: 'x' }, sampai, alasan }, '400 permintaan-tidak-sah'],
      [{ tindakan: 'batal', saringan: { ...saringan, aplikasi: 'tidak-ada' }, sampai, alasan }, '409 bentrok'],
    ] as const)
      expect([body, problemOf(await operator.post('/antrean/massal', body))]).toEqual([body, is]);

    const started = await operator.post('/antrean/massal', { tindakan: 'batal', saringan, sampai, alasan });
    expect(await ended(operator, bodyOf<Pekerjaan>(started).id)).toMatchObject({ keadaan: 'selesai', berhasil: 2 });
    const states = await Promise.all([...refused, later].map(async (id) => (await read(hub, id)).keadaan));
    expect(states).toEqual(['dibatalkan', 'dibatalkan', 'ditolak', 'ditolak']);
    const told = await eventsOf(hub, 'pesan.dibatalkan');
    expect(told.map(({ data }) => [data.pesan, data.alasan])).toEqual(refused.slice(0, 2).map((id) => [id, alasan]));
    expect(problemOf(await operator.post(`/antrean/pekerjaan/${bodyOf<Pekerjaan>(started).id}/henti`))).toBe(
      '409 bentrok',
    );
  }));

test('the list is filtered and goes on page by page', () =>
  withForwards(async (hub) => {
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1, pesan: 'Data tidak lengkap' });
    const refused = await refusedOnce(hub);
    const delivered = messageIn(await hub.post('/v1/laporan', REPORT, wait(20)));
    const operator = await signedIn(hub, 'operator');
    const found = async (query: Record<string, string>) => {
      const answer = await operator.get(`/antrean/pesan?${new URLSearchParams(query)}`);
      return answer.status === 200 ? bodyOf<DaftarPesan>(answer).pesan.map(({ id }) => id) : problemOf(answer);
    };
    const rows: readonly (readonly [Record<string, string>, readonly string[] | string])[] = [
      [{}, [delivered.id, refused]],
      [{ keadaan: 'terkirim' }, [delivered.id]],
      [{ keadaan: 'ditolak', instansi: 'lapor' }, [refused]],
      [{ instansi: 'lapo' }, []],
      [{ jalur: LANE, layanan: 'kirimLaporan', aplikasi: 'demo' }, [delivered.id, refused]],
      [{ aplikasi: 'lain' }, []],
      [{ id: refused }, [refused]],
      [{ id: 'psn_00000000000000000000' }, []],
      [{ keadaan: 'hilang' }, '400 permintaan-tidak-sah'],
      [{ sebab: 'x' }, '400 permintaan-tidak-sah'],
      [{ keadaan: 'ditolak', sebab: 'x' }, []],
      [{ sebelum: 'x' }, '400 permintaan-tidak-sah'],
      [{ nama: 'x' }, '400 permintaan-tidak-sah'],
    ];
    for (const [query, want] of rows) expect([query, await found(query)]).toEqual([query, want]);
    await Promise.all(Array.from({ length: 55 }, () => handedOver(hub)));
    const first = bodyOf<DaftarPesan>(await operator.get('/antrean/pesan'));
    const second = bodyOf<DaftarPesan>(await operator.get(`/antrean/pesan?sebelum=${first.berikutnya}`));
    expect([first.pesan.length, second.pesan.length, second.berikutnya]).toEqual([50, 7, null]);
    expect(new Set([...first.pesan, ...second.pesan].map(({ id }) => id)).size).toBe(57);
    expect(second.pesan.at(-1)?.id).toBe(refused);
  }));
