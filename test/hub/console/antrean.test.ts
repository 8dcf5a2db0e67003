import { describe, expect, test } from '@jest/globals';
import type { DaftarPesan, IsiPesan, Pesan } from '../../../hub/console/views/pesan.ts';
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
import { withHub } from '../with-hub.ts';
import {
  AT_LANE,
  auditOf,
  bodyOf,
  eventsOf,
  LANE,
  laneOf,
  messageOf,
  mistakesOf,
  NAMED,
  PERSON,
  problemOf,
  refusedOnce,
} from './queue.ts';
import { type ConsoleAnswer, signedIn } from './signed-in.ts';

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
