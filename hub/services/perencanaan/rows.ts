import type {
  BarisRka,
  BarisRkaHulu,
  Skpd,
  SkpdHulu,
  Sp2d,
  Sp2dHulu,
  StandarHarga,
  StandarHargaHulu,
  SubKegiatan,
  SubKegiatanHulu,
  UnsurBerkode,
} from '../../../openapi/generated/types.ts';
import type { CopyRow } from '../../store/copies.ts';

// When a mirror was last copied stays out of every row: it would change all of them each day (Progress.asOf has it). The
// members are written out one by one, so that the same content is the same text whatever order a source has.

type Coded = { readonly kode?: string | null; readonly nama?: string | null } | null | undefined;

export function priceRow(price: StandarHargaHulu): CopyRow {
  const { id, kode, nama, satuan, harga, jenis = null, kelompok } = price;
  const content = {
    ...{ id, kode, nama, spesifikasi: price.spesifikasi ?? null, satuan, harga, jenis },
    kelompok: kelompok ? coded(kelompok) : null,
    ...{ produkDalamNegeri: price.produkDalamNegeri ?? null, tkdn: price.tkdn ?? null },
    terkunci: price.terkunci ?? null,
  } satisfies StandarHarga;
  return {
    ...{ key: `${jenis ?? '-'} ${kode}`, part: '', group: jenis ?? '-', order: kode, amount: harga },
    text: words(kode, nama, price.spesifikasi, kelompok?.kode, kelompok?.nama, satuan),
    content: JSON.stringify(content),
  };
}

/** `codeOf`: the code of an office by SIPD's number of it, among all that were read with it. */
export function officeRow(office: SkpdHulu, codeOf: (id: string) => string | undefined): CopyRow {
  const { id, kode, nama, idInduk } = office;
  const above = idInduk && idInduk !== id ? codeOf(idInduk) : undefined;
  const content = {
    ...{ id, kode, nama, kodeInduk: above ?? null },
    ...{ induk: office.induk ?? null, berpendapatan: office.berpendapatan ?? null },
  } satisfies Skpd;
  return {
    ...{ key: kode, part: '', group: above ?? '', order: kode, text: words(kode, nama), amount: 0 },
    content: JSON.stringify(content),
  };
}

/** `office`: the code of the office that was asked, whose sub-activities are read and kept together. */
export function planRow(plan: SubKegiatanHulu, office: string): CopyRow {
  const { skpd, subSkpd, program, kegiatan, subKegiatan, pagu } = plan;
  const belongsTo = skpd?.kode ?? office;
  const key = plan.kodeSbl || `${belongsTo} ${subSkpd?.kode ?? '-'} ${subKegiatan.kode}`;
  const content = {
    ...{ kunci: key, id: plan.id ?? null, kodeSbl: plan.kodeSbl ?? null },
    ...{ skpd: { kode: belongsTo, nama: skpd?.nama ?? null }, subSkpd: coded(subSkpd), urusan: coded(plan.urusan) },
    ...{ bidangUrusan: coded(plan.bidangUrusan), program: coded(program), kegiatan: coded(kegiatan) },
    ...{ subKegiatan: coded(subKegiatan), pagu, paguIndikatif: plan.paguIndikatif ?? null },
    ...{ paguMurni: plan.paguMurni ?? null, paguTahunDepan: plan.paguTahunDepan ?? null },
    ...{ rincian: plan.rincian ?? null, terkunci: plan.terkunci ?? null },
  } satisfies SubKegiatan;
  return {
    ...{ key, part: office, group: belongsTo, order: `${belongsTo} ${subKegiatan.kode}`, amount: pagu },
    text: words(
      ...[belongsTo, skpd?.nama, subKegiatan.kode, subKegiatan.nama],
      ...[program?.kode, program?.nama, kegiatan?.kode, kegiatan?.nama],
    ),
    content: JSON.stringify(content),
  };
}

/**
 * All lines of one sub-activity at once: what has no number of its own is told apart by its place among the lines that are
 * otherwise the same.
 */
export function lineRows(
  lines: readonly BarisRkaHulu[],
  { part, office }: { readonly part: string; readonly office: string },
): readonly CopyRow[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const { akun, komponen, jumlah } = line;
    const base = `${part} ${akun.kode} ${komponen?.kode ?? komponen?.nama ?? '-'}`;
    const place = (seen.get(base) ?? 0) + 1;
    if (!line.id) seen.set(base, place);
    return {
      ...{ key: line.id || `${base} #${place}`, part, group: office, order: akun.kode, amount: jumlah },
      text: words(akun.kode, akun.nama, komponen?.kode, komponen?.nama, komponen?.spesifikasi),
      content: JSON.stringify(lineContent(line, part)),
    };
  });
}

function lineContent(line: BarisRkaHulu, subKegiatan: string): BarisRka {
  const { komponen } = line;
  return {
    ...{ id: line.id ?? null, subKegiatan, akun: coded(line.akun) },
    komponen: komponen ? { ...coded(komponen), spesifikasi: komponen.spesifikasi ?? null } : null,
    ...{ koefisien: line.koefisien ?? null, faktor: factorsOf(line), volume: line.volume ?? null },
    ...{ hargaSatuan: line.hargaSatuan ?? null, pajak: line.pajak ?? null, jumlah: line.jumlah },
    ...{ jumlahMurni: line.jumlahMurni ?? null, sumberDana: (line.sumberDana ?? []).map(coded) },
    peringatan: isItsProduct(line) ? [] : ['jumlah_tidak_sesuai'],
  };
}

function factorsOf(line: BarisRkaHulu) {
  return [
    { volume: line.volume1 ?? null, satuan: line.satuan1 ?? null },
    { volume: line.volume2 ?? null, satuan: line.satuan2 ?? null },
    { volume: line.volume3 ?? null, satuan: line.satuan3 ?? null },
    { volume: line.volume4 ?? null, satuan: line.satuan4 ?? null },
  ].filter(({ volume, satuan }) => volume !== null || Boolean(satuan));
}

/** True as well where the source does not tell enough to multiply. Less than a rupiah is rounding. */
function isItsProduct(line: BarisRkaHulu): boolean {
  const volume = line.volume ?? product(factorsOf(line).map((factor) => factor.volume));
  if (volume === null || line.hargaSatuan === null || line.hargaSatuan === undefined) return true;
  return Math.abs(volume * line.hargaSatuan + (line.pajak ?? 0) - line.jumlah) < 1;
}

/** Some sources write a factor that is not there as 0. */
function product(factors: readonly (number | null)[]): number | null {
  const told = factors.filter((factor) => factor !== null && factor !== 0);
  return told.length === 0 ? null : told.reduce<number>((all, one) => all * (one ?? 1), 1);
}

/** Its remark may name people, so it is not kept. */
export function paymentRow(payment: Sp2dHulu): CopyRow {
  const { id, nomor, tanggal, nilai, skpd } = payment;
  const content = {
    ...{ id, nomor, tanggal, nilai, jenis: payment.jenis ?? null, skpd: coded(skpd), subSkpd: coded(payment.subSkpd) },
    ...{ nomorSpm: payment.nomorSpm ?? null, tanggalSpm: payment.tanggalSpm ?? null },
    ...{ terverifikasi: payment.terverifikasi ?? null, terverifikasiPada: payment.terverifikasiPada ?? null },
    ...{ ditransfer: payment.ditransfer ?? null, ditransferPada: payment.ditransferPada ?? null },
    tahap: payment.tahap ?? null,
  } satisfies Sp2d;
  return {
    ...{ key: id, part: tanggal, group: skpd?.kode ?? '', order: `${tanggal} ${nomor}`, amount: nilai },
    text: words(nomor, skpd?.nama),
    content: JSON.stringify(content),
  };
}

function coded(one: Coded): UnsurBerkode {
  return { kode: one?.kode ?? null, nama: one?.nama ?? null };
}

function words(...texts: readonly (string | null | undefined)[]): string {
  return texts.filter(Boolean).join(' ');
}
