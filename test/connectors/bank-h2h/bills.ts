import { NOP } from './asked.ts';

/** One bill as the services say it. */
export const LINE_2026 = {
  id: 'thn-2026',
  kodeBayar: null,
  nop: NOP,
  tahunPajak: '2026',
  jatuhTempo: '2026-08-31',
  pokok: 125_000,
  denda: 0,
  pengurang: 0,
  total: 125_000,
  terbayar: 0,
  sisa: 125_000,
  keadaan: 'terbuka',
  nama: 'RINA CONTOH',
  alamat: 'JALAN CONTOH 42',
  kelurahan: 'CONTOH',
  kecamatan: 'BINJAI CONTOH',
  kodeRekening: '4111201',
  keterangan: null,
};
export const LINE_2025 = {
  ...LINE_2026,
  id: 'thn-2025',
  tahunPajak: '2025',
  jatuhTempo: '2025-08-31',
  pokok: 120_000,
  denda: 4800,
  total: 124_800,
  sisa: 124_800,
};

export function foundBills(...tagihan: readonly object[]) {
  const total = tagihan.reduce((sum, line) => sum + (line as { readonly total: number }).total, 0);
  const value = {
    ...{ nama: 'RINA CONTOH', alamat: 'JALAN CONTOH 42', trxId: null, virtualAccount: null, nomorPelanggan: null },
    ...{ jenis: 'tetap', total, berlakuSampai: null, keterangan: null, tagihan },
  };
  return { kind: 'done' as const, value };
}

/** What comes of a payment of these bills. */
export function paidBills(
  payment: { readonly nomorBank: string; readonly nominal: number },
  ...lines: readonly object[]
) {
  const paid = lines.map((line) => {
    const { total } = line as { readonly total: number };
    return { ...line, keadaan: 'lunas', terbayar: total, sisa: 0, ntpd: '1276000000000042', nominal: total };
  });
  const { value } = foundBills(...paid);
  return {
    kind: 'done' as const,
    value: {
      ...{ ...value, ...payment, total: 0, ulang: false, ntpd: '1276000000000042' },
      ...{ dicatatPada: '2026-02-03T10:15:41+07:00', dibayarPada: '2026-02-03T10:15:40+07:00' },
    },
  };
}

export function refusal(code: string) {
  return { kind: 'refused' as const, reason: 'ditolak', code };
}
