import type { Member } from './membership.ts';

/** A referral letter as it is kept; the answer adds the member (section 6.2). */
export interface Referral {
  /** `noKunjungan`, 19 characters: facility, MMYY, `P` of an FKTP or `B` of a hospital, six digits. */
  readonly nomor: string;
  readonly member: Member;
  readonly place: number;
  readonly from: 'fktp' | 'hospital';
  readonly tanggal: string;
  readonly perujuk: { readonly kode: string; readonly nama: string };
  readonly diagnosa: { readonly kode: string; readonly nama: string };
  readonly poli: { readonly kode: string; readonly nama: string };
}

const diabetes = { kode: 'E11.9', nama: 'Non-insulin-dependent diabetes mellitus without complications' };
const diagnoses = [
  { diagnosa: diabetes, poli: { kode: 'INT', nama: 'PENYAKIT DALAM' } },
  { diagnosa: { kode: 'J45.9', nama: 'Asthma, unspecified' }, poli: { kode: 'PAR', nama: 'PARU' } },
  { diagnosa: { kode: 'H25.9', nama: 'Senile cataract, unspecified' }, poli: { kode: 'MAT', nama: 'MATA' } },
  { diagnosa: { kode: 'M54.5', nama: 'Low back pain' }, poli: { kode: 'SAR', nama: 'SARAF' } },
  { diagnosa: { kode: 'K40.9', nama: 'Unilateral inguinal hernia' }, poli: { kode: 'BED', nama: 'BEDAH' } },
] as const;
const [firstDiagnosis] = diagnoses;

/** Each facility is referred to by puskesmas of its own, so nothing of the one can be mistaken for the other's. */
const providersOfSecond = { kdProvider: '99020101', nmProvider: 'PUSKESMAS DAHLIA' };

/** BUDI, SITI and DEWI have one each, every second generated member one to three, every tenth one from a hospital too. */
export function createReferrals(
  named: readonly Member[],
  generated: readonly Member[],
  place: number,
): readonly Referral[] {
  const referrals: Referral[] = [];
  let running = 0;
  const add = (member: Member, nth: number, from: Referral['from'], tanggal: string) => {
    running += 1;
    referrals.push(referral(member, nth, from, tanggal, place, running));
  };
  const [budi, siti, , dewi] = named;
  if (budi) add(budi, 0, 'fktp', '2026-11-18');
  if (siti) add(siti, 0, 'fktp', '2026-11-16');
  if (siti) add(siti, 0, 'hospital', '2026-11-17');
  if (dewi) add(dewi, 0, 'fktp', '2026-11-12');
  generated.forEach((member, index) => {
    if (index % 2 !== 0) return;
    for (const [nth, month] of ['11', '10', '09'].slice(0, 1 + (index % 3)).entries()) {
      add(member, index + nth, 'fktp', `2026-${month}-${day(index)}`);
    }
    if (index % 10 === 0) add(member, index, 'hospital', `2026-11-${day(index)}`);
  });
  return referrals;
}

function referral(
  member: Member,
  nth: number,
  from: Referral['from'],
  tanggal: string,
  place: number,
  running: number,
): Referral {
  const { kdProvider, nmProvider } = place === 1 ? member.provider : providersOfSecond;
  const hospital = { kode: `990${place}R001`, nama: `RSUD CONTOH ${place}` };
  const perujuk = from === 'hospital' ? hospital : { kode: kdProvider, nama: nmProvider };
  const month = tanggal.slice(5, 7) + tanggal.slice(2, 4);
  const nomor = `${perujuk.kode}${month}${from === 'hospital' ? 'B' : 'P'}${String(running).padStart(6, '0')}`;
  return { nomor, member, place, from, tanggal, perujuk, ...(diagnoses[nth % diagnoses.length] ?? firstDiagnosis) };
}

function day(index: number): string {
  return String(1 + (index % 18)).padStart(2, '0');
}

/** The record of section 6.2. DEWI ANGGRAINI shows the nik that is null inside a referral. */
export function rujukanOf({ nomor, member, tanggal, perujuk, diagnosa, poli }: Referral, peserta: object): object {
  const hasNik = member.person.noKartu !== '0009900000004';
  return {
    diagnosa,
    keluhan: '',
    noKunjungan: nomor,
    pelayanan: { kode: '2', nama: 'Rawat Jalan' },
    peserta: hasNik ? peserta : { ...peserta, nik: null },
    poliRujukan: poli,
    provPerujuk: perujuk,
    tglKunjungan: tanggal,
  };
}
