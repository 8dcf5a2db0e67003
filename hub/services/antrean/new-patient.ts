import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { inTurn } from '../../relay/in-turn.ts';
import { answering, type CallbackServiceContext, done, refused } from '../callback-service.ts';
import { announcePatient, lookAfter } from './announcing.ts';
import { PATIENTS, type Particulars, type Patient, patientByNik, patientRecord } from './patients.ts';
import { SESSIONS } from './sessions.ts';

export const pasienBaru = answering<Particulars>('mobile-jkn.pasien-baru', registerPatient);

/**
 * A record number for a new patient: the hospital's own, where its application answers; else a provisional one, which
 * the hospital replaces by publishing the patient. Somebody who is known already keeps the number there is.
 */
export async function registerPatient(question: Particulars, context: CallbackServiceContext): Promise<CallbackAnswer> {
  const owner = context.owner ?? (await newestPublisher(context));
  if (owner === undefined) return refused('Pendaftaran pasien baru belum dapat dilayani, silakan datang ke admisi');
  const { records, keyedHash } = context;
  return inTurn(keyedHash(`pasien ${owner} ${question.nik}`), async () => {
    const known = await patientByNik(owner, question.nik, records, keyedHash);
    if (known) return done({ nomorRekamMedis: known.value.nomorRekamMedis });
    return register(question, owner, context);
  });
}

/** Where nobody said which application answers an instance, it is the one that publishes for it. */
async function newestPublisher({ records }: CallbackServiceContext): Promise<string | undefined> {
  return (await records.list({ collection: SESSIONS, limit: 1 }))[0]?.owner;
}

async function register(
  question: Particulars,
  owner: string,
  context: CallbackServiceContext,
): Promise<CallbackAnswer> {
  const { records, keyedHash, now, signal } = context;
  const nomorRekamMedis = (await givenNumber(question, owner, context)) ?? (await provisionalNumber(context));
  if (signal.aborted) return { kind: 'unavailable', reason: 'Silakan coba beberapa saat lagi' };
  const { nik, nomorKartu, nama } = question;
  const at = now.getTime();
  const patient: Patient = { nik, nomorKartu, nama, nomorRekamMedis, asal: 'mobile-jkn', data: question };
  const { record, links } = patientRecord(owner, patient, keyedHash, at);
  const made = await records.create([{ ...record, watchAt: lookAfter(at) }], links);
  if (made) await announcePatient(record.id, owner, context, at);
  const kept = made ? patient : (await records.get<Patient>(PATIENTS, record.id))?.value;
  return done({ nomorRekamMedis: kept?.nomorRekamMedis ?? nomorRekamMedis });
}

async function givenNumber(
  question: Particulars,
  owner: string,
  { askApplication }: CallbackServiceContext,
): Promise<string | undefined> {
  const answer = await askApplication(owner, { jenis: 'pasien.baru', data: { ...question } });
  const given = answer?.nomorRekamMedis;
  return typeof given === 'string' && given.trim() !== '' && given.length <= 20 ? given : undefined;
}

async function provisionalNumber({ count }: CallbackServiceContext): Promise<string> {
  return `SPL-${String(await count('pasien sementara', '', 1)).padStart(6, '0')}`;
}
