import { expect, test } from '@jest/globals';
import type { HariBank, RincianBeda } from '../../../hub/console/views/pembayaran.ts';
import { listRecord } from '../../../hub/services/pembayaran/bank-list.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { listOf, type Told } from '../services/pembayaran/receipts.ts';
import { until } from '../until.ts';
import { HUB_SECRET, type HubSurroundings, withHub } from '../with-hub.ts';
import { ACCOUNTS, COUNTER, nopOf, payAtCounter, payByAccount, publish } from './paying.ts';
import { auditOf, bodyOf, problemOf } from './queue.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const daysOf = async (console: SignedIn) => bodyOf<HariBank[]>(await console.get('/rekonsiliasi'));

/** As `simpul rekonsiliasi --csv` keeps it. */
async function takeIn({ store }: HubSurroundings, told: readonly Told[], pada = Date.now()): Promise<void> {
  const records = createSealedRecords(store.records, sealsOf(HUB_SECRET).sealing);
  await records.put([listRecord('rekening-koran', COUNTER, today(), listOf(told, pada))]);
}

async function twoPayments(hub: HubSurroundings): Promise<readonly [string, string]> {
  await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
  await publish(hub, { id: 'PBB-2', nop: nopOf(2), pokok: 4000 });
  return [await payAtCounter(hub, nopOf(1)), await payAtCounter(hub, nopOf(2))];
}

test('a day of which no list was read says so, and what was read says what agrees', () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    const [first, second] = await twoPayments(hub);
    const hubSum = { jumlah: 2, nominal: '129000' };
    expect(await daysOf(viewer)).toEqual([{ instansi: COUNTER, tanggal: today(), hub: hubSum, daftar: null }]);
    const pada = Date.now();
    const all: Told[] = [
      { nomorBank: first, nominal: 125_000 },
      { nomorBank: second, nominal: 4000 },
    ];
    await takeIn(hub, all, pada);
    expect(await daysOf(viewer)).toEqual([
      {
        ...{ instansi: COUNTER, tanggal: today(), hub: hubSum },
        daftar: {
          ...{ sumber: 'rekening-koran', pada: new Date(pada).toISOString(), cocok: hubSum, bank: hubSum },
          ...{ tidakAdaDiBank: 0, tidakAdaDiSini: 0, nominalBeda: 0 },
        },
      },
    ]);
    // what was compared is kept, but never longer than it is true
    await publish(hub, { id: 'PBB-3', nop: nopOf(3), pokok: 30 });
    await payAtCounter(hub, nopOf(3));
    await takeIn(hub, all, Date.now() + 1);
    expect((await daysOf(viewer))[0]).toMatchObject({ daftar: { cocok: hubSum, tidakAdaDiBank: 1 } });
  }));

test('differences are listed for operators, masked, and that somebody looked is written down', () =>
  withHub({}, async (hub) => {
    const operator = await signedIn(hub, 'operator');
    const [first, second] = await twoPayments(hub);
    await takeIn(hub, [
      { nomorBank: first, nominal: 125_001 },
      { nomorBank: '99000000000077', nominal: 5, virtualAccount: '9900011234567890' },
    ]);
    const [day] = await daysOf(operator);
    expect(day?.daftar).toMatchObject({ cocok: { jumlah: 0, nominal: '0' }, bank: { jumlah: 2, nominal: '125006' } });
    expect(day?.daftar).toMatchObject({ tidakAdaDiBank: 1, tidakAdaDiSini: 1, nominalBeda: 1 });
    const path = `/rekonsiliasi/rekening-koran/${COUNTER}/${today()}`;
    const { beda, lebih, hari } = bodyOf<RincianBeda>(await operator.get(path));
    expect({ lebih, hari }).toEqual({ lebih: 0, hari: day });
    const ntpd = expect.stringMatching(/^1276-\d{6}-\d{6}$/);
    expect(beda).toEqual([
      {
        ...{ jenis: 'tidak-ada-di-sini', nomorBank: '********0077', nominalBank: '5', nominalHub: null },
        ...{ pada: null, ntpd: null, tagihan: null },
      },
      {
        ...{ jenis: 'nominal-beda', nomorBank: `********${first.slice(-4)}`.slice(-first.length) },
        ...{ nominalBank: '125001', nominalHub: '125000', pada: expect.any(String), ntpd, tagihan: 'PBB-1' },
      },
      {
        ...{ jenis: 'tidak-ada-di-bank', nomorBank: `********${second.slice(-4)}`.slice(-second.length) },
        ...{ nominalBank: null, nominalHub: '4000', pada: expect.any(String), ntpd, tagihan: 'PBB-2' },
      },
    ]);
    await until('it is written down', async () =>
      (await auditOf(hub, operator)).includes('konsol.rekonsiliasi-lihat dilakukan'),
    );
    for (const wrong of ['laporan-bank', 'penerimaan'])
      expect(problemOf(await operator.get(`/rekonsiliasi/${wrong}/${COUNTER}/${today()}`))).toBe('404 tidak-ditemukan');
    const viewer = await signedIn(hub, 'pengamat');
    expect(problemOf(await viewer.get(path))).toBe('403 peran-kurang');
  }));

test("a bank's own report stands beside the payments it tells of", () =>
  withHub({}, async (hub) => {
    const viewer = await signedIn(hub, 'pengamat');
    await publish(hub, { id: 'RES-1', jenis: 'restoran', pokok: 8000 });
    await payByAccount(hub, 'RES-1');
    expect((await hub.get(`/v1/rekonsiliasi?tanggal=${today()}&instansi=${ACCOUNTS}`)).status).toBe(200);
    const sum = { jumlah: 1, nominal: '8000' };
    expect(await daysOf(viewer)).toMatchObject([
      { instansi: ACCOUNTS, hub: sum, daftar: { sumber: 'laporan-bank', cocok: sum, bank: sum, tidakAdaDiBank: 0 } },
    ]);
  }));
