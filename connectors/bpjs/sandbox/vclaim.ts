import { clinics } from './clinics.ts';
import { type Finding, found, refused } from './finding.ts';
import type { Asked, Member } from './membership.ts';
import type { Referral } from './referrals.ts';
import { get, isDate, type Question, type Route } from './routes.ts';

/** VClaim, sections 6.1, 6.2 and 6.6; version 1.1 has the same reads. */
export const vclaimRoutes: readonly Route[] = [
  get('Peserta/nik/{nik}/tglSEP/{tanggal}', (question) =>
    peserta(question, question.register.byNik(question.named('nik'))),
  ),
  get('Peserta/nokartu/{noKartu}/tglSEP/{tanggal}', (question) =>
    peserta(question, question.register.byCard(question.named('noKartu'))),
  ),
  get('Rujukan/Peserta/{noKartu}', (question) => latest(question, 'fktp')),
  get('Rujukan/List/Peserta/{noKartu}', (question) => all(question, 'fktp')),
  get('Rujukan/RS/{nomor}', (question) => byNumber(question, 'hospital')),
  get('Rujukan/RS/Peserta/{noKartu}', (question) => latest(question, 'hospital')),
  get('Rujukan/RS/List/Peserta/{noKartu}', (question) => all(question, 'hospital')),
  get('Rujukan/{nomor}', (question) => byNumber(question, 'fktp')),
  get('referensi/poli/{kata}', referensiPoli),
];

const notRegistered = refused('Peserta tidak terdaftar');
const noReferral = refused('Rujukan tidak ditemukan');

function peserta(question: Question, member: Member | undefined): Finding {
  const tanggal = question.named('tanggal');
  if (!isDate(tanggal)) return refused('Format tanggal salah, gunakan yyyy-MM-dd');
  return member ? found(question.register.pesertaAnswer(member, asked(question, tanggal))) : notRegistered;
}

function byNumber(question: Question, from: Referral['from']): Finding {
  const referral = question.register.referral(question.named('nomor'), from, question.facility.place);
  return referral ? found(question.register.rujukanAnswer(referral, asked(question))) : noReferral;
}

function latest(question: Question, from: Referral['from']): Finding {
  const [newest] = referralsOfHolder(question, from);
  return newest ? found(question.register.rujukanAnswer(newest, asked(question))) : noReferral;
}

function all(question: Question, from: Referral['from']): Finding {
  const referrals = referralsOfHolder(question, from);
  if (referrals.length === 0) return noReferral;
  return found(question.register.rujukanListAnswer(referrals, asked(question)));
}

function referralsOfHolder({ register, facility, named }: Question, from: Referral['from']): readonly Referral[] {
  return register.referralsOf(named('noKartu'), from, facility.place);
}

function referensiPoli({ named }: Question): Finding {
  const word = named('kata').toUpperCase();
  const poli = clinics.filter(({ kode, nama }) => kode.includes(word) || nama.includes(word));
  return poli.length > 0 ? found({ poli }) : refused('Data poli tidak ditemukan');
}

function asked({ facility, service, today }: Question, tanggal = today): Asked {
  return { tanggal, today, place: facility.place, hasESep: service !== 'vclaim-1.1' };
}
