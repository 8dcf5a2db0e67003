import { expect, test } from '@jest/globals';
import type {
  JawabanPembayaran,
  JawabanRekonsiliasi,
  JawabanRiwayatPembayaran,
  JawabanTagihan,
  Pembayaran,
} from '../../../../openapi/generated/types.ts';
import { feedOf } from '../../../scenarios/forwarding/messages.ts';
import { until } from '../../until.ts';
import { type HubSurroundings, withHub } from '../../with-hub.ts';
import { billOf, NOP } from './with-money.ts';

async function publish({ ask }: HubSurroundings, change: Parameters<typeof billOf>[0] = {}) {
  const { id, ...body } = billOf({ jatuhTempo: '2030-08-31', ...change });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await ask('PUT', `/v1/tagihan/${id}`, { body: JSON.stringify(body), headers });
  expect(answer.status).toBe(201);
  return id;
}

async function request({ post }: HubSurroundings, body: object): Promise<Pembayaran> {
  const { status, body: answer } = await post('/v1/pembayaran', body);
  expect({ status, answer }).toMatchObject({ status: 201 });
  return (answer as JawabanPembayaran).data;
}

const paymentNow = async ({ get }: HubSurroundings, id: string) =>
  ((await get(`/v1/pembayaran/${id}`)).body as JawabanPembayaran).data;
const billNow = async ({ get }: HubSurroundings, id: string) =>
  ((await get(`/v1/tagihan/${id}`)).body as JawabanTagihan).data;

test.each(['bank-bni', 'bank-bni-ecollection'])('an account at %s is made, paid, told and booked', (instansi) =>
  withHub({}, async (hub) => {
    const tagihan = await publish(hub);
    const payment = await request(hub, { tagihan, cara: 'va', instansi });
    const nomor = payment.virtualAccount?.nomor ?? '';
    expect(payment).toMatchObject({ keadaan: 'terbuka', nominal: 125000, instansi });
    const bank = instansi === 'bank-bni' ? hub.sandboxes.snap : hub.sandboxes.ecollection;
    await bank.act('pay', { virtualAccount: nomor });
    await until('it is booked', async () => (await paymentNow(hub, payment.id)).keadaan === 'lunas');
    expect(await billNow(hub, tagihan)).toMatchObject({ keadaan: 'lunas', terbayar: 125000, sisa: 0 });
    const told = await feedOf(hub, 'pembayaran.lunas');
    expect(told).toMatchObject([{ perihal: { jenis: 'pembayaran', id: payment.id }, data: { nominal: 125000 } }]);
    const { body } = await hub.get(`/v1/pembayaran/${payment.id}/riwayat`);
    expect((body as JawabanRiwayatPembayaran).data.map(({ apa }) => apa)).toContain('dibayar');
    for (const line of hub.logs) expect(line).not.toContain(nomor);
  }),
);

test('a QRIS code is made, shown as a picture, paid and booked', () =>
  withHub({}, async (hub) => {
    const tagihan = await publish(hub);
    const payment = await request(hub, { tagihan, cara: 'qris' });
    expect(payment.qris?.isi).toMatch(/^000201.*6304[0-9A-F]{4}$/);
    const png = await hub.ask('GET', `/v1/pembayaran/${payment.id}/qr?ukuran=300`);
    expect({ status: png.status, type: png.headers['content-type'] }).toEqual({ status: 200, type: 'image/png' });
    const svg = await hub.ask('GET', `/v1/pembayaran/${payment.id}/qr?bentuk=svg`);
    expect(svg.text).toMatch(/<svg/);
    await hub.sandboxes.snap.act('pay', { qr: payment.id.replace('_', '').toUpperCase() });
    await until('it is booked', async () => (await paymentNow(hub, payment.id)).keadaan === 'lunas');
    expect((await hub.ask('GET', `/v1/pembayaran/${payment.id}/qr`)).status).toBe(409);
  }));

test('a counter asks, pays and takes back, and other ways to pay are shut meanwhile', () =>
  withHub({}, async (hub) => {
    const { h2h, snap } = hub.sandboxes;
    const tagihan = await publish(hub);
    const account = await request(hub, { tagihan, cara: 'va' });
    const paid = (await h2h.act('pay', { nop: NOP, tahunPajak: '2026' })) as { nomorBank: string; state: string };
    expect(paid).toMatchObject({ state: 'accepted' });
    await until('the account is shut', async () => (await paymentNow(hub, account.id)).keadaan === 'dibatalkan');
    expect(await snap.act('pay', { virtualAccount: account.virtualAccount?.nomor })).toMatchObject({
      state: 'refused',
    });
    expect(await billNow(hub, tagihan)).toMatchObject({
      keadaan: 'lunas',
      ntpd: [expect.stringMatching(/^1276\d{12}$/)],
    });
    await h2h.act('reverse', { reference: paid.nomorBank });
    expect(await billNow(hub, tagihan)).toMatchObject({ keadaan: 'terbuka', terbayar: 0, ntpd: [] });
    expect(await feedOf(hub, 'pembayaran.dibalik')).toHaveLength(1);
  }));

test('what the bank says of a day is compared with what is booked', () =>
  withHub({}, async (hub) => {
    const tagihan = await publish(hub);
    const payment = await request(hub, { tagihan, cara: 'va' });
    await hub.sandboxes.snap.act('pay', { virtualAccount: payment.virtualAccount?.nomor });
    await until('it is booked', async () => (await paymentNow(hub, payment.id)).keadaan === 'lunas');
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    const { status, body } = await hub.get(`/v1/rekonsiliasi?tanggal=${today}&instansi=bank-bni`);
    expect(status).toBe(200);
    expect((body as JawabanRekonsiliasi).data).toMatchObject({
      ...{ sumber: 'laporan-bank', cocok: 1, jumlahCocok: 125000 },
      ...{ tidakAdaDiBank: [], tidakAdaDiSini: [], nominalBeda: [] },
    });
  }));

test('a bill moves from one bank to the other, and what is open at the old one stays payable', () =>
  withHub({ config: { pembayaran: { utama: { va: 'bank-bni-ecollection' } } } }, async (hub) => {
    const tagihan = await publish(hub);
    const old = await request(hub, { tagihan, cara: 'va' });
    expect(old.instansi).toBe('bank-bni-ecollection');
    await hub.restart({ pembayaran: { utama: { va: 'bank-bni' } } });
    const next = await request(hub, { tagihan, cara: 'va' });
    expect(next.instansi).toBe('bank-bni');
    await hub.sandboxes.ecollection.act('pay', { virtualAccount: old.virtualAccount?.nomor });
    await until('the old one is booked', async () => (await paymentNow(hub, old.id)).keadaan === 'lunas');
    await until('the new one is shut', async () => (await paymentNow(hub, next.id)).keadaan === 'dibatalkan');
  }));
