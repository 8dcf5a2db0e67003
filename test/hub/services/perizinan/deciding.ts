import { expect } from '@jest/globals';
import type { Pesan } from '../../../../openapi/generated/types.ts';
import { dataOf, ID, OFFICER, type Permits, SIGNER, WAIT, withPermits } from './with-permits.ts';

export const STATUS = {
  status: 'persyaratan-terverifikasi',
  petugas: OFFICER,
  keterangan: 'Persyaratan terverifikasi',
};
export const FINAL = {
  status: 'disetujui',
  tanggalTerbit: '2026-02-10',
  berlakuSampai: '2031-02-09',
  penandaTangan: SIGNER,
};
export const FILE = 'https://berkas.contoh.invalid/izin.pdf';
export const NUMBER = '202602031015300420001/OSS';

export const withIssued = (use: (permits: Permits) => Promise<void>, options: Parameters<typeof withPermits>[1] = {}) =>
  withPermits(async (permits) => {
    await permits.act('issue');
    await use(permits);
  }, options);

export const post = (permits: Permits, what: string, body: object, id = ID) =>
  permits.post(`/v1/perizinan/${id}/${what}`, body, WAIT);
export async function arrived(answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<Pesan> {
  const { status, body } = await answer;
  const pesan = dataOf({ body });
  expect({ status, keadaan: pesan?.keadaan, body: status === 201 ? '' : body }).toEqual({
    ...{ status: 201, keadaan: 'terkirim', body: '' },
  });
  return pesan;
}
