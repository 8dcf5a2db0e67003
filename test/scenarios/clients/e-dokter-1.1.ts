import { createVClaim, type Told } from '../../clients/vclaim-1.1/client.ts';
import { VClaimRefused, VClaimUnreadable } from '../../clients/vclaim-1.1/errors.ts';
import type { Peserta } from '../../clients/vclaim-1.1/peserta.ts';
import { judgeValues, salah, type Values } from './judging.ts';
import { jakartaDay, readOptions } from './options.ts';
import { type Known, type Person, roundRobin } from './people.ts';
import { createRecorder } from './recorder.ts';
import { runSteadily } from './steady.ts';
import type { Judgement } from './tally.ts';

const { freshSeconds, ...options } = readOptions(['base', 'id', 'secret', 'people']);
const vclaim = createVClaim({
  baseUrl: options.base,
  consumer: { id: options.id, secret: options.secret },
  timeoutMs: options.timeoutMs,
});
const recorder = createRecorder();
const nextPerson = roundRobin(options.people);

await runSteadily(options, recorder, { send: () => lookUp(nextPerson()) });

/** The same look-up as e-Dokter makes, as it was made in 2018. */
async function lookUp(known: Known): Promise<void> {
  recorder.sent();
  const started = performance.now();
  const judgement = await vclaim.pesertaByNik(known.person.nik, jakartaDay(new Date())).then(
    (told) => judgeTold(known, told),
    (error: Error) => judgeError(known, error),
  );
  recorder.judged(judgement, performance.now() - started);
}

function judgeTold({ person, about }: Known, told: Told<Peserta>): Judgement {
  const found = {
    ...told.value,
    aktif: told.value.statusPeserta.kode === '0',
    hakKelas: told.value.hakKelas.kode,
    jenisPeserta: told.value.jenisPeserta.kode,
    provUmum: told.value.provUmum.kdProvider,
  };
  const wrong = judgeValues({ about, expected: expectedOf(person) }, found);
  if (wrong) return wrong;
  if (isMarkedAsOld(told)) return { kind: 'usang' };
  const age = Number(told.headers.get('age') ?? 0);
  if (age <= freshSeconds) return { kind: 'benar' };
  return salah(about, 'an old answer that is marked', `an age of ${age} s under "${told.message}"`);
}

/**
 * The old protocol has no member for it. What an officer would see are words other than those of plain success; what HTTP
 * has for it is a warning 110, "Response is Stale" (RFC 7234, 5.5.1).
 */
function isMarkedAsOld({ message, headers }: Told<Peserta>): boolean {
  return !['OK', 'Ok', 'Sukses'].includes(message) || /^110\b/.test(headers.get('warning') ?? '');
}

function judgeError({ about }: Known, error: Error): Judgement {
  if (error instanceof VClaimRefused) return salah(about, 'a member who exists', `code 201, ${error.message}`);
  if (error instanceof VClaimUnreadable) return salah(about, 'an answer of 1.1', error.message);
  return { kind: 'gagal', problem: error.name };
}

function expectedOf(person: Person): Values {
  const { nik, noKartu, nama, tanggalLahir, jenisKelamin, aktif, hakKelas, jenisPeserta, fasilitas } = person;
  const all = { nik, noKartu, nama, tglLahir: tanggalLahir, sex: jenisKelamin, aktif, hakKelas, jenisPeserta };
  const given = Object.entries({ ...all, provUmum: fasilitas }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Values;
}
