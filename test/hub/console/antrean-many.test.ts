import { expect, test } from '@jest/globals';
import type { Pekerjaan, Pratinjau } from '../../../hub/console/views/pekerjaan.ts';
import type { DaftarPesan, KelompokSebab } from '../../../hub/console/views/pesan.ts';
import { becomes, handedOver, ledger, REPORT, read, withForwards } from '../api/handing-over.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';
import { auditOf, bodyOf, eventsOf, LANE, messageOf, problemOf, refusedOnce } from './queue.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

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
