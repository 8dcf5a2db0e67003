import { accounts, type Books, REGION } from './books.ts';
import { officeOf } from './offices.ts';
import { named } from './planning-rows.ts';

export const statuses = ['ditransfer', 'diterima', 'proses_transfer'] as const;
const kinds = ['LS', 'GU', 'UP', 'TU'] as const;
const NO_TIME = '0001-01-01T00:00:00Z';

export interface Payment {
  readonly index: number;
  readonly status: string;
  readonly kind: string;
  readonly officeId: number;
}

export function paymentOf(index: number): Payment {
  return {
    index,
    status: statuses[index % statuses.length] ?? 'ditransfer',
    kind: kinds[index % kinds.length] ?? 'LS',
    officeId: officeOf(index).id,
  };
}

/** The SP2D row of section 5.1; accounts and names of officials are invented. */
export function paymentRow({ index, status, kind }: Payment, books: Books) {
  const office = officeOf(index);
  const year = books.year();
  const month = 1 + (index % 12);
  const day = `${year}-${String(month).padStart(2, '0')}-05`;
  const { stage, id: schedule } = books.schedule();
  const number = (doc: string) =>
    `12.75/${doc}/${String(index + 1).padStart(6, '0')}/${kind}/${office.code}/${stage}/${month}/${year}`;
  const isPaid = status === 'ditransfer';
  return {
    id_sp_2_d: 55_001 + index,
    nomor_sp_2_d: number('04.0'),
    tanggal_sp_2_d: `${day}T00:00:00Z`,
    jenis_sp_2_d: kind,
    jenis_ls_sp_2_d: '',
    keterangan_sp_2_d: `Pembayaran contoh ${index + 1}`,
    nilai_sp_2_d: 1_000_000 * (index + 1),
    nilai_materai_sp_2_d: 0,
    id_spm: 45_001 + index,
    nomor_spm: number('03.0'),
    tanggal_spm: `${day}T00:00:00Z`,
    ...named('skpd', office),
    ...named('sub_skpd', office),
    id_unit: office.id,
    id_daerah: REGION,
    tahun: year,
    id_bank: 1,
    nama_bank: 'BANK CONTOH',
    id_rkud: 1,
    jenis_rkud: 'RKUD',
    no_rek_bp_bpp: '0000000000',
    nama_rek_bp_bpp: 'BENDAHARA CONTOH',
    is_verifikasi_sp_2_d: 1,
    verifikasi_sp_2_d_at: `${day} 09:00:00`,
    keterangan_verifikasi_sp_2_d: '',
    is_transfer_sp_2_d: isPaid ? 1 : 0,
    transfer_sp_2_d_at: isPaid ? `${day}T10:00:00Z` : NO_TIME,
    keterangan_transfer_sp_2_d: '',
    is_gaji: 0,
    id_jadwal: schedule,
    id_tahap: 5,
    status_tahap: '',
    kode_tahap: stage,
    metode: '',
    nip_bud_kbud: '990000000000000002',
    nama_bud_kbud: 'BUD CONTOH',
    status_aklap: 0,
    nomor_jurnal: '',
    jurnal_id: 0,
    created_at: `${day}T08:00:00Z`,
    updated_at: `${day}T08:00:00Z`,
    deleted_at: NO_TIME,
  };
}

/** The print of an LS has a header and lists, that of a GU is flat (section 5.1). UP has no useful one. */
export function paymentPrint(payment: Payment, books: Books) {
  const row = paymentRow(payment, books);
  const [account] = accounts;
  const detail = { kode_rekening: account.code, uraian: account.name };
  const header = {
    tahun: row.tahun,
    nomor_sp_2_d: row.nomor_sp_2_d,
    tanggal_sp_2_d: row.tanggal_sp_2_d,
    nomor_spm: row.nomor_spm,
    tanggal_spm: row.tanggal_spm,
    keterangan_sp2d: row.keterangan_sp_2_d,
    nilai_sp2d: row.nilai_sp_2_d,
  };
  switch (payment.kind) {
    case 'GU':
      return {
        jenis: 'GU',
        ls: null,
        gu: { ...header, nama_ibu_kota: 'BINJAI', detail: [{ ...detail, nilai: row.nilai_sp_2_d }] },
      };
    case 'UP':
      return { jenis: 'UP' };
    default:
      return {
        jenis: payment.kind,
        gu: null,
        [payment.kind.toLowerCase()]: {
          header: { ...header, nama_ibukota: 'BINJAI' },
          detail_belanja: [{ ...detail, total_anggaran: row.nilai_sp_2_d, jumlah: row.nilai_sp_2_d }],
          pajak_potongan: null,
        },
      };
  }
}
