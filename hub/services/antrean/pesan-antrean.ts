import { createHash } from 'node:crypto';
import type { Kesalahan, PermintaanAntrean } from '../../../openapi/generated/types.ts';
import { inTurn } from '../../relay/in-turn.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { Refusal } from '../refusal.ts';
import { type Plan, type ServiceContext, submit } from '../service.ts';
import { aboutBooking, BOOKINGS, type Booking, bookingRecord, type KeptBooking, sessionOfBooking } from './booking.ts';
import { claimRecord, holderOf, isClaimed, numberClaim, placesOf, visitClaim, visitLink } from './claims.ts';
import { BOOK, liveMessages, ownBooking } from './own-booking.ts';
import { numberCounter, SESSIONS } from './sessions.ts';

export const pesanAntrean = submit<PermintaanAntrean>({
  name: BOOK,
  connector: 'bpjs',
  forward: {
    kind: 'forward',
    name: BOOK,
    connector: 'bpjs',
    operation: 'antrean-tambah',
    operations: ['antrean-tambah'],
    whenUnknown: 'resend', // BPJS recognises a repeated kodebooking and answers 208
  },
  subject: ({ nik }) => nik,
  paramsOf: () => ({}),
  async plan(params, context) {
    checkMembers(params);
    const code = params.kodeBooking ?? codeFor(params, context);
    if (context.correcting) await correct(code, params, context);
    else await book(code, params, context);
    const [instance = ''] = context.instances;
    const orderedBy = aboutBooking(code);
    return {
      submissions: [{ instance, asked: { ...params, kodeBooking: code }, orderedBy, about: orderedBy }],
    } satisfies Plan;
  },
});

/** What the form of the request cannot say. */
function checkMembers({ jenisPasien, nomorKartu, nomorReferensi, kuota }: PermintaanAntrean): void {
  const isJkn = jenisPasien === 'jkn';
  const mistakes: Kesalahan[] = [
    ...(isJkn && nomorKartu === undefined ? [{ di: 'body.nomorKartu', masalah: 'wajib bagi pasien jkn' }] : []),
    ...(!isJkn && nomorKartu !== undefined
      ? [{ di: 'body.nomorKartu', masalah: 'kosongkan bagi pasien non-jkn' }]
      : []),
    ...(!isJkn && nomorReferensi !== undefined
      ? [{ di: 'body.nomorReferensi', masalah: 'kosongkan bagi pasien non-jkn' }]
      : []),
    ...(kuota.sisaJkn > kuota.jkn ? [{ di: 'body.kuota.sisaJkn', masalah: 'tidak boleh melebihi kuotanya' }] : []),
    ...(kuota.sisaNonJkn > kuota.nonJkn
      ? [{ di: 'body.kuota.sisaNonJkn', masalah: 'tidak boleh melebihi kuotanya' }]
      : []),
  ];
  if (mistakes.length > 0) throw new Refusal('permintaan-tidak-sah', 'Isi antrean tidak sesuai.', mistakes);
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Each failed one means that somebody else changed something of it meanwhile. */
const MOST_TRIES = 20;

/** The same booking sent again without a code gets the same one, so that a repeat is known as one. */
function codeFor(params: PermintaanAntrean, context: ServiceContext): string {
  const digest = createHash('sha256')
    .update(`kode ${requestHash(params, context)}`)
    .digest();
  const end = Array.from(digest.subarray(0, 10), (byte) => LETTERS[byte & 31]).join('');
  return `SPL${params.tanggalPeriksa.replaceAll('-', '').slice(2)}${end}`;
}

function requestHash(params: PermintaanAntrean, { keyedHash, application }: ServiceContext): string {
  const members = Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1));
  return keyedHash(`antrean ${application.id} ${JSON.stringify(members)}`);
}

/**
 * The booking is written before its message: a code can then be taken only once, whoever else tries. A kill between the
 * two leaves a booking without a message, and the same request goes on from there.
 */
async function book(code: string, params: PermintaanAntrean, context: ServiceContext): Promise<void> {
  const value = bookingOf(code, params, context);
  const session = sessionOfBooking(context.application.id, value);
  await inTurn(session, async () => {
    if (!(await createBooking(code, value, session, context))) await checkRepeat(code, value, context);
    await claimPlaces(code, value, session, context);
    await raiseCounter(value, session, context);
  });
}

async function createBooking(code: string, value: Booking, session: string, context: ServiceContext): Promise<boolean> {
  const { records, application, now, keyedHash } = context;
  const at = now.getTime();
  const number = numberClaim(session, value.nomorAntrean);
  const claimant = { code, owner: application.id, at };
  const booking = bookingRecord({ id: code, owner: application.id, value, at, watchAt: null });
  const link = visitLink(keyedHash, application.id, value);
  const links = link === undefined ? [] : [{ collection: BOOKINGS, id: code, link }];
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (await records.get(BOOKINGS, code)) return false;
    const holder = await holderOf(number, records);
    if (holder?.value.asal === 'mobile-jkn')
      throw new Refusal(
        'bentrok',
        `Nomor antrean ${value.nomorAntrean} sudah diberikan lewat Mobile JKN; pakai nomor lain.`,
      );
    const wanted: Keep<unknown>[] = [booking];
    // two desks may count apart and give the same number: the hospital's affair, as long as Mobile JKN did not give it
    if (!(await isClaimed(number, records))) wanted.push(claimRecord(number, '', claimant));
    if (await records.create(wanted, links)) return true;
  }
  throw new Refusal('bentrok', 'Antrean ini sedang diubah oleh permintaan lain; kirim sekali lagi.');
}

async function checkRepeat(code: string, { permintaan }: Booking, context: ServiceContext): Promise<void> {
  const there = await context.records.get<Booking>(BOOKINGS, code);
  const isSame = there?.owner === context.application.id && there.value.permintaan === permintaan;
  const sent = liveMessages(await context.messagesAbout(aboutBooking(code)), BOOK);
  if (isSame && sent.length === 0 && there.state !== 'dibatalkan') return;
  throw new Refusal(
    'bentrok',
    isSame && sent.length > 0
      ? 'Antrean ini sudah diterima sebelumnya. Bila ditolak BPJS, perbaiki lewat POST /v1/pesan/{id}/ulang.'
      : 'Kode booking ini sudah dipakai antrean lain.',
  );
}

/** Its place in the quota and its patient's place of the day, as far as they are free: what the hospital books, it books. */
async function claimPlaces(code: string, value: Booking, session: string, context: ServiceContext): Promise<void> {
  const claimant = { code, owner: context.application.id, at: context.now.getTime() };
  const places = placesOf(session, value.jenisPasien);
  const [place = '', visit = ''] = value.klaim;
  await context.records.create([claimRecord(place, places, claimant)]);
  await context.records.create([claimRecord(visit, '', claimant)]);
}

/** Numbers that the hospital gave by itself are not given again. */
async function raiseCounter({ tanggalPeriksa, angkaAntrean }: Booking, session: string, context: ServiceContext) {
  if (!(await context.records.get(SESSIONS, session))) return;
  const name = numberCounter(session);
  const last = await context.count(name, tanggalPeriksa, 0);
  if (angkaAntrean > last) await context.count(name, tanggalPeriksa, angkaAntrean - last);
}

/** BPJS turned it down: another reference, another hour. What was booked is then what the corrected body says. */
async function correct(code: string, params: PermintaanAntrean, context: ServiceContext): Promise<void> {
  const { id } = await ownBooking(code, context);
  const value = bookingOf(code, params, context);
  await context.records.change<Booking>(BOOKINGS, id, context.now.getTime(), ({ value: before }: KeptBooking) => {
    const { tahap, klaim, belumDikabarkan } = before;
    const group = sessionOfBooking(context.application.id, value);
    return { value: { ...value, tahap, klaim, belumDikabarkan }, group };
  });
}

function bookingOf(code: string, params: PermintaanAntrean, context: ServiceContext): Booking {
  const { kodeBooking: _code, jenisKunjungan: _kind, nomorReferensi: _reference, kuota: _quota, ...rest } = params;
  const { keterangan: _words, nomorKartu = null, ...booking } = rest;
  const owner = context.application.id;
  const session = sessionOfBooking(owner, booking);
  return {
    ...booking,
    nomorKartu,
    asal: 'aplikasi',
    instansi: context.instances[0] ?? '',
    permintaan: requestHash(params, context),
    tahap: [],
    klaim: [
      // never one of the counted places, which Mobile JKN takes from
      `${placesOf(session, params.jenisPasien)} aplikasi ${code}`,
      visitClaim(context.keyedHash, owner, booking),
    ],
    belumDikabarkan: [],
  };
}
