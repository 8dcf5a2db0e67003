import { expect } from '@jest/globals';
import type { JawabanDaftarPembayaran, Pembayaran } from '../../../openapi/generated/types.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import { tableOf } from '../load.ts';

/** A payment that a bank believes in. `nominal` in whole rupiah. */
export interface BankEntry {
  readonly nomorBank: string;
  readonly nominal: number;
}

/** What one bank's book and the city's say of each other. */
export interface Settlement {
  readonly payments: number;
  readonly booked: number;
  readonly lost: number;
  readonly twice: number;
  readonly wrong: number;
  /** Booked, and the bank knows nothing of it. */
  readonly invented: number;
  readonly atBank: number;
  readonly inCity: number;
}

/** Every payment that an application can read of its bills, in this state. */
export async function paymentsOf(
  { get }: Pick<HubSurroundings, 'get'>,
  keadaan?: string,
): Promise<readonly Pembayaran[]> {
  const all: Pembayaran[] = [];
  const wanted = keadaan === undefined ? '' : `&keadaan=${keadaan}`;
  for (let cursor = ''; ; ) {
    const { data, halaman } = (await get(`/v1/pembayaran?batas=200${wanted}${cursor}`)).body as JawabanDaftarPembayaran;
    all.push(...data);
    if (halaman.berikutnya === null) return all;
    cursor = `&kursor=${halaman.berikutnya}`;
  }
}

/** Receipts that stand, of this bank. */
export function receiptsAt(instansi: string, payments: readonly Pembayaran[]): readonly BankEntry[] {
  return payments
    .filter((payment) => payment.instansi === instansi)
    .flatMap(({ penerimaan }) => penerimaan)
    .filter(({ keadaan }) => keadaan === 'tercatat')
    .map(({ nomorBank, nominal }) => ({ nomorBank, nominal }));
}

export function compareBooks(bank: readonly BankEntry[], city: readonly BankEntry[]): Settlement {
  const booked = new Map<string, number[]>();
  for (const { nomorBank, nominal } of city) booked.set(nomorBank, [...(booked.get(nomorBank) ?? []), nominal]);
  const known = new Set(bank.map(({ nomorBank }) => nomorBank));
  const times = ({ nomorBank }: BankEntry) => booked.get(nomorBank)?.length ?? 0;
  const sum = (entries: readonly BankEntry[]) => entries.reduce((total, { nominal }) => total + nominal, 0);
  return {
    payments: bank.length,
    booked: bank.filter((entry) => times(entry) > 0).length,
    lost: bank.filter((entry) => times(entry) === 0).length,
    twice: bank.filter((entry) => times(entry) > 1).length,
    wrong: bank.filter(({ nomorBank, nominal }) => (booked.get(nomorBank) ?? []).some((one) => one !== nominal)).length,
    invented: city.filter(({ nomorBank }) => !known.has(nomorBank)).length,
    atBank: sum(bank),
    inCity: sum(city),
  };
}

/** Prints what each bank and the city say of each other, and fails unless they say the same. */
export function settleBooks(books: Readonly<Record<string, Settlement>>): void {
  const rows = Object.entries(books).map(([bank, settlement]) => ({ bank, ...settlement }));
  process.stdout.write(`${tableOf(rows)}\n`);
  for (const { bank, payments, booked, lost, twice, wrong, invented, atBank, inCity } of rows) {
    expect({ bank, lost, twice, wrong, invented }).toEqual({ bank, lost: 0, twice: 0, wrong: 0, invented: 0 });
    expect({ bank, booked, inCity }).toEqual({ bank, booked: payments, inCity: atBank });
    expect(payments).toBeGreaterThan(0);
  }
}
