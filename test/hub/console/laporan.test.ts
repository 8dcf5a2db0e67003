import { expect, test } from '@jest/globals';
import type { DaftarLewat, Laporan } from '../../../hub/console/views/laporan.ts';
import { becomes, handedOver, REPORT, reportOf, withForwards } from '../api/handing-over.ts';
import { until } from '../until.ts';
import { listen } from './events.ts';
import { AT_LANE, auditOf, bodyOf, NAMED, problemOf, WHOLE_PERSON } from './queue.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const today = () => new Date(Date.now() + 7 * HOUR).toISOString().slice(0, 10);

/** Complaints that the sandbox of LAPOR has from the start, once the first poll has brought them. */
const FROM_THE_START = 9;
const atFirst = (console: SignedIn) => seen(console, 'the first poll is in', ({ jumlah }) => jumlah === FROM_THE_START);

async function seen(console: SignedIn, what: string, is: (laporan: Laporan) => boolean): Promise<Laporan> {
  let found: Laporan | undefined;
  await until(what, async () => {
    found = bodyOf<Laporan>(await console.get('/laporan'));
    return is(found);
  });
  if (!found) throw new Error('nothing was seen');
  return found;
}

test('reports are counted by state and office, and what waits is counted apart', () =>
  withForwards(async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    const operator = await signedIn(hub, 'operator');
    const none = await atFirst(viewer);
    expect(none).toMatchObject({ kiriman: { menunggu: 0, ditolak: 0, tidakPasti: 0, tertuaPada: null } });
    const arrived = await handedOver(hub, { ...REPORT, judul: 'Jalan berlubang' });
    await becomes(hub, arrived.id, 'terkirim');
    await operator.put(`${AT_LANE}/jeda`, { alasan: 'diuji' });
    const waktu = ago(30);
    await handedOver(hub, { ...REPORT, judul: 'Pohon tumbang', waktu });
    await handedOver(hub, { ...REPORT, judul: 'Sampah menumpuk' });
    const now = await seen(viewer, 'all are counted', ({ jumlah, kiriman }) => {
      return jumlah === none.jumlah + 3 && kiriman.menunggu === 2;
    });
    expect(now.terbuka).toBe(none.terbuka + 3);
    expect(now.lewat).toBe(none.lewat + 1);
    expect(now.perKeadaan).toContainEqual({ keadaan: 'menunggu-kirim', jumlah: expect.any(Number) });
    expect(now.perKeadaan.reduce((sum, { jumlah }) => sum + jumlah, 0)).toBe(now.jumlah);
    expect(now.perSkpd.reduce((sum, { terbuka }) => sum + terbuka, 0)).toBe(now.terbuka);
    expect(now.perSkpd.reduce((sum, { lewat }) => sum + lewat, 0)).toBe(now.lewat);
    const unassigned = ({ perSkpd }: Laporan) => perSkpd.find(({ skpd }) => skpd === null) ?? { terbuka: 0, lewat: 0 };
    expect(unassigned(now).terbuka).toBe(unassigned(none).terbuka + 3);
    expect(unassigned(now).lewat).toBe(unassigned(none).lewat + 1);
    expect(now.tertuaPada).toBeLessThanOrEqual(Date.parse(waktu));
    expect(now.kiriman.tertuaPada).toBeGreaterThan(Date.now() - HOUR);
    expect(now.tren).toHaveLength(90);
    expect(now.tren.at(-1)?.tanggal).toBe(today());
    const before = none.tren.reduce((sum, { masuk }) => sum + masuk, 0);
    expect(now.tren.reduce((sum, { masuk }) => sum + masuk, 0)).toBe(before + 3);
  }));

test('what is late is listed for operators, masked, with the message that is held up, and the look is written down', () =>
  withForwards(async (hub) => {
    const operator = await signedIn(hub, 'operator');
    const { lewat: before } = await atFirst(operator);
    await operator.put(`${AT_LANE}/jeda`, { alasan: 'diuji' });
    const waktu = ago(30);
    const named = await handedOver(hub, { ...NAMED, waktu });
    const secret = await handedOver(hub, { ...NAMED, judul: 'Rahasia bunga', rahasia: true, waktu: ago(40) });
    await handedOver(hub, REPORT);
    await seen(operator, 'both are late', ({ lewat }) => lewat === before + 2);
    const answer = await operator.get('/laporan/lewat');
    expect(answer.text).not.toMatch(WHOLE_PERSON);
    const common = { trackingId: null, keadaan: 'menunggu-kirim', skpd: null, batasPada: expect.any(Number) };
    const { laporan, lebih } = bodyOf<DaftarLewat>(answer);
    expect({ lebih, laporan: laporan.length }).toEqual({ lebih: 0, laporan: before + 2 });
    expect(laporan.map(({ batasPada }) => batasPada)).toEqual(
      laporan.map(({ batasPada }) => batasPada).sort((one, other) => one - other),
    );
    expect(laporan.filter(({ pesan }) => pesan !== null)).toEqual([
      {
        ...{ ...common, id: reportOf(secret), dibuatPada: expect.any(Number), rahasia: true },
        ...{ judul: null, isi: null },
        pesan: { id: secret.id, layanan: 'kirimLaporan', keadaan: 'menunggu' },
      },
      {
        ...{ ...common, id: reportOf(named), dibuatPada: Date.parse(waktu), rahasia: false },
        ...{ judul: expect.stringContaining('jalan padam'), isi: expect.stringContaining('lampu di depan rumah') },
        pesan: { id: named.id, layanan: 'kirimLaporan', keadaan: 'menunggu' },
      },
    ]);
    expect(bodyOf<DaftarLewat>(await operator.get('/laporan/lewat?skpd=Dinas%20Lain')).laporan).toEqual([]);
    await until('the look is written down', async () =>
      (await auditOf(hub, operator)).includes('konsol.laporan-lewat-lihat dilakukan'),
    );
    const viewer = await signedIn(hub, 'pengamat');
    expect(problemOf(await viewer.get('/laporan/lewat'))).toBe('403 peran-kurang');
    const figures = await viewer.get('/laporan');
    expect(figures.status).toBe(200);
    expect(figures.text).not.toMatch(WHOLE_PERSON);
    expect(figures.text).not.toContain('Lampu');
  }));

test('whoever listens hears of a report', () =>
  withForwards(async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    await atFirst(viewer);
    const events = await listen(hub.url, viewer, 'laporan');
    const heard = () => (events.newest.laporan as Laporan | undefined)?.jumlah;
    await until('the first figures came', () => heard() !== undefined);
    const before = heard() ?? 0;
    await handedOver(hub);
    await until('the report is told', () => heard() === before + 1);
    events.close();
  }));
