import { accounts, type Books, REGION, type SubActivity } from './books.ts';
import { type Payment, paymentRow } from './payments.ts';
import { named, subActivityRow } from './planning-rows.ts';

/** A row of the RKPD/Renja annex: that of the sub-activity and more, in both spellings of `tolok` (section 4.6). */
export function annexRow(sub: SubActivity, books: Books) {
  const row = subActivityRow(sub, books, books.schedule());
  const { pagu } = row;
  return {
    ...row,
    pagu_n_depan: pagu + 1_000_000,
    satuan_output: 'Dokumen',
    tolak_ukur_output: 'Dokumen contoh',
    target_teks_output: '1 Dokumen',
    tolak_ukur_capaian: 'Capaian contoh',
    target_teks_capaian: '100 %',
    tolok_ukur_sub: 'Hasil contoh',
    target_sub_teks: '1 Laporan',
    kode_dana: '1.1.01',
    nama_dana: 'PAD',
    lokasi_bl: 'KOTA CONTOH',
    label_pusat: null,
    label_prov: sub.index % 2 === 0 ? 'Label contoh' : null,
    label_kokab: null,
    kelompok_sasaran: 'Masyarakat',
    total_pagu_giat: pagu,
    total_pagu_program: pagu,
    total_pagu_skpd: books.subActivitiesOf(sub.office.id).reduce((sum, one) => sum + books.ceilingOf(one), 0),
  };
}

/** An SPM: as the SP2D it led to, "same with `_spm`, plus `id_spp`, `nomor_spp`" (section 5.1). */
export function paymentOrderRow(payment: Payment, books: Books) {
  const { id_spm, nomor_spm, tanggal_spm, ...of } = paymentRow(payment, books);
  return {
    ...{ id_spm, nomor_spm, tanggal_spm, nilai_spm: of.nilai_sp_2_d, keterangan_spm: of.keterangan_sp_2_d },
    ...{ jenis_spm: of.jenis_sp_2_d, jenis_ls_spm: '', id_spp: id_spm - 10_000 },
    nomor_spp: nomor_spm.replace('/03.0/', '/02.0/'),
    ...{ is_verifikasi_spm: 1, verifikasi_spm_at: of.verifikasi_sp_2_d_at, keterangan_verifikasi_spm: '' },
    ...{ id_skpd: payment.officeId, id_daerah: REGION, tahun: of.tahun, id_jadwal: of.id_jadwal },
    ...{ kode_tahap: of.kode_tahap, created_at: of.created_at, updated_at: of.updated_at },
  };
}

/** The cash plan of one sub-activity: a row per account, its months are the keys "1" to "12" (section 5). */
export function cashPlanRows(subId: string | null, books: Books, count: number) {
  const index = Number(subId) - 50_001;
  if (!Number.isInteger(index) || index < 0 || index >= count) return [];
  const sub = books.subActivity(index);
  const lines = books.linesOf(sub);
  return [...new Set(lines.map(({ account }) => account))].map((account) => {
    const total = lines.reduce((sum, line) => sum + (line.account === account ? line.total : 0), 0);
    const month = (total - (total % 12)) / 12;
    const months = Array.from({ length: 12 }, (_, nth) => [String(nth + 1), nth === 11 ? total - 11 * month : month]);
    return {
      ...{ id_daerah: REGION, tahun: books.year(), id_sub_giat: sub.subId, nilai: total },
      ...named('akun', accounts[account] ?? accounts[0]),
      ...Object.fromEntries(months),
    };
  });
}
