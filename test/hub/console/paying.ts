import { expect } from '@jest/globals';
import type { JawabanPembayaran, JawabanTagihan } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';

/** What the test itself knows was paid, to be held against what the console says. */
export interface Paid {
  readonly bank: string;
  readonly jenis: string;
  readonly nominal: number;
  readonly reversed?: true;
}

export const COUNTER = 'bank-sumut';
export const ACCOUNTS = 'bank-bni';

export interface BillChange {
  readonly id: string;
  readonly jenis?: string;
  readonly pokok: number;
  readonly nop?: string;
  readonly berlakuSampai?: string;
}

/** An object of nobody, by a number of its own. */
export const nopOf = (serial: number) => `12760100010010${String(serial).padStart(4, '0')}`;

export async function publish({ ask }: HubSurroundings, bill: BillChange): Promise<string> {
  const { id, nop, jenis = 'pbb', ...rest } = bill;
  const body = {
    ...{ jenis, jatuhTempo: '2030-08-31', wajibBayar: { nama: 'RINA CONTOH' } },
    ...(nop === undefined ? {} : { objek: { nop }, tahunPajak: '2026' }),
    ...rest,
  };
  const headers = { 'Content-Type': 'application/json' };
  const { status, text } = await ask('PUT', `/v1/tagihan/${id}`, { body: JSON.stringify(body), headers });
  expect({ status, text }).toMatchObject({ status: 201 });
  return id;
}

/** At a counter; resolves to the bank's number of it. */
export async function payAtCounter({ sandboxes }: HubSurroundings, nop: string): Promise<string> {
  const paid = (await sandboxes.h2h.act('pay', { nop, tahunPajak: '2026' })) as { nomorBank: string; state: string };
  expect(paid).toMatchObject({ state: 'accepted' });
  return paid.nomorBank;
}

/** Through an account that is made for it. */
export async function payByAccount(hub: HubSurroundings, tagihan: string, instansi = ACCOUNTS): Promise<void> {
  const { status, body } = await hub.post('/v1/pembayaran', { tagihan, cara: 'va', instansi });
  expect(status).toBe(201);
  const nomor = (body as JawabanPembayaran).data.virtualAccount?.nomor;
  await hub.sandboxes.snap.act('pay', { virtualAccount: nomor });
  await until('it is booked', async () => {
    const bill = (await hub.get(`/v1/tagihan/${tagihan}`)).body as JawabanTagihan;
    return bill.data.keadaan === 'lunas';
  });
}

export function sumOf(some: readonly Paid[]) {
  return { jumlah: some.length, nominal: String(some.reduce((sum, { nominal }) => sum + nominal, 0)) };
}

/** As the console says it. */
export function incomeOf(paid: readonly Paid[]) {
  return {
    tercatat: sumOf(paid.filter(({ reversed }) => !reversed)),
    dibalik: sumOf(paid.filter(({ reversed }) => reversed)),
  };
}
