import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';

/** What a call comes to, before it is put into the envelope of section 4. */
export type Finding =
  | { readonly kind: 'good'; readonly status: 200 | 201; readonly data: unknown; readonly page?: Page }
  | { readonly kind: 'bad'; readonly status: number; readonly pesan: string; readonly kode?: string };

export interface Page {
  readonly ke: number;
  readonly total: number;
  readonly jumlah: number;
}

export function good(data: unknown, page?: Page): Finding {
  return { kind: 'good', status: 200, data, ...(page && { page }) };
}
export function created(data: unknown): Finding {
  return { kind: 'good', status: 201, data };
}
export function bad(status: number, pesan: string, kode?: string): Finding {
  return { kind: 'bad', status, pesan, ...(kode !== undefined && { kode }) };
}

export const unknownNumber = bad(404, 'Laporan tidak ditemukan', 'TIDAK_DITEMUKAN');
export const refusedToken = bad(401, 'Token tidak valid', 'AUTH');

/** The envelope of section 4, success and error. */
export function envelopeOf(finding: Finding): Readonly<Record<string, unknown>> {
  if (finding.kind === 'bad') {
    const { pesan, kode } = finding;
    return { sukses: false, pesan, ...(kode !== undefined && { kode }) };
  }
  return { sukses: true, pesan: 'OK', data: finding.data, ...(finding.page && { halaman: finding.page }) };
}

export const jsonType = { 'content-type': 'application/json; charset=utf-8' };
export const xmlType = { 'content-type': 'text/xml; charset=UTF-8' };

export function plain(status: number, text: string): UpstreamAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}

export const loginPage: UpstreamAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><head><title>Masuk - LAPOR!</title></head><body><form method="post" action="/login"><input name="email"><input type="password" name="password"><button>Masuk</button></form></body></html>',
};
