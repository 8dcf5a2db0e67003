import { createHmac } from 'node:crypto';
import { expect } from '@jest/globals';
import { request } from 'undici';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { firstQueue } from './sandbox-client.ts';

/** What a hospital sends, written from the BPJS notes, section 7, alone. The body of section 7.1. */
export const BOOKING = {
  kodebooking: '20261120INT012',
  jenispasien: 'JKN',
  nomorkartu: '0009900000001',
  nik: '9901010101900001',
  nohp: '081200000001',
  kodepoli: 'INT',
  namapoli: 'PENYAKIT DALAM',
  pasienbaru: 0,
  norm: '000123',
  tanggalperiksa: '2026-11-20',
  kodedokter: 12345,
  namadokter: 'dr. SARI LESTARI, Sp.PD',
  jampraktek: '08:00-12:00',
  jeniskunjungan: 1,
  nomorreferensi: '990101011126P000001',
  nomorantrean: 'INT-12',
  angkaantrean: 12,
  estimasidilayani: 1795141800000,
  sisakuotajkn: 18,
  kuotajkn: 30,
  sisakuotanonjkn: 10,
  kuotanonjkn: 10,
  keterangan: 'Hadir 30 menit lebih awal',
};
export const KODE = BOOKING.kodebooking;

/** The morning of the booking, and minutes after eight in western Indonesia as milliseconds. */
export const now = () => new Date('2026-11-20T00:30:00Z');
export const atEightAnd = (minutes: number) => Date.parse('2026-11-20T08:00:00+07:00') + minutes * 60_000;

/** One write; the metadata, and the status it came with. */
export async function tell(url: string, path: string, body: object | string): Promise<string> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const { consumerId, secret, userKey = '' } = firstQueue;
  const answer = await request(`${url}/antreanrs/${path}`, {
    method: 'POST',
    headers: {
      'X-cons-id': consumerId,
      'X-timestamp': timestamp,
      'X-signature': createHmac('sha256', secret).update(`${consumerId}&${timestamp}`).digest('base64'),
      user_key: userKey,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.body.text();
  expect(answer.statusCode).toBe(200); // refusals too: the code is inside
  return text;
}

/** `208 TaskId=4 sudah ada`, of an answer that has its code alone. */
export async function said(url: string, path: string, body: object | string): Promise<string> {
  const { metadata, ...rest } = JSON.parse(await tell(url, path, body)) as { metadata: Metadata };
  expect(rest).toEqual({});
  return `${metadata.code} ${metadata.message}`;
}
interface Metadata {
  readonly code: number;
  readonly message: string;
}

/** Sends tasks one after the other, eight o'clock and so many minutes each; the last answer. */
export async function sendTasks(url: string, tasks: readonly (readonly [number, number])[], more: object = {}) {
  let last = '';
  for (const [taskid, minutes] of tasks)
    last = await said(url, 'antrean/updatewaktu', { kodebooking: KODE, taskid, waktu: atEightAnd(minutes), ...more });
  return last;
}

export interface Ledger {
  readonly bookings: readonly {
    readonly kodebooking: string;
    readonly tasks: readonly { readonly taskid: number; readonly waktu: number }[];
    readonly cancelled: boolean;
    readonly extra: Readonly<Record<string, unknown>>;
  }[];
  readonly requests: Readonly<Record<string, { readonly tasks: Readonly<Record<string, number>> }>>;
  readonly refused: Readonly<Record<string, number>>;
}
export const ledgerOf = (sandbox: SettableSandbox) => sandbox.ledger() as Ledger;
