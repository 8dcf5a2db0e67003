import type { Asked } from '../../../hub/mapping/field.ts';
import type { KeadaanPesan } from '../../../openapi/generated/types.ts';
import type { Left, Wreck } from './with-wreck.ts';

const REPORT = 'lapor laporan-kirim';
const ANSWER = 'lapor tindak-lanjut';
const OLD_FORM = 'lapor-lama laporan-kirim';

/** One report has arrived before, so that something can follow it. */
export interface Before {
  readonly about: string;
  readonly trackingId: string;
}

export interface HalfDone {
  readonly state: string;
  /** Leaves it in this state; resolves to the message. */
  readonly left: (wreck: Wreck, before: Before) => Promise<string>;
  readonly becomes: KeadaanPesan;
  /** What LAPOR has of it in the end: each once. */
  readonly there: { readonly reports: number; readonly answers: number; readonly repeats?: number };
  readonly history: readonly string[];
}

const report = (about = 'laporan lpr_01jd3v8k2m5q7r9t0w4x'): Left => ({
  ...{ lane: REPORT, service: 'kirimLaporan', about },
  asked: {
    judul: 'Lampu jalan padam',
    isi: 'Lampu jalan di depan pasar padam.',
    klasifikasi: 'pengaduan',
    anonim: true,
    rahasia: false,
    waktuLapor: '2026-11-20T01:15:00Z',
  },
});
const answer = ({ about }: Before): Left => ({
  ...{ lane: ANSWER, service: 'tindakLanjutLaporan', about },
  asked: { isi: 'Lampu sudah diganti.', tutup: false, diterimaPada: new Date().toISOString() },
});
const withNumber = (asked: Asked, { trackingId }: Before): Asked => ({ ...asked, trackingId });

/** Those that go on by themselves. */
export const GOING_ON: readonly HalfDone[] = [
  {
    state: 'accepted, and not claimed',
    left: async (wreck) => (await wreck.accept(report())).id,
    becomes: 'terkirim',
    there: { reports: 1, answers: 0 },
    history: ['diterima', 'terkirim'],
  },
  {
    state: 'claimed, and nothing was sent',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      await wreck.claim(REPORT);
      return id;
    },
    becomes: 'terkirim',
    there: { reports: 1, answers: 0 },
    history: ['diterima', 'terputus', 'terkirim'],
  },
  {
    state: 'claimed, with another of its key behind it',
    async left(wreck, before) {
      await wreck.accept(report('laporan lpr_01jd3v8k2m5q7r9t0w4z'));
      const first = await wreck.accept(answer(before));
      await wreck.claim(ANSWER);
      await wreck.sent('tindak-lanjut', first, withNumber(answer(before).asked, before));
      const behind = { ...answer(before), asked: { ...answer(before).asked, isi: 'Petugas sudah pulang.' } };
      return (await wreck.accept(behind)).id;
    },
    becomes: 'terkirim',
    there: { reports: 1, answers: 2 },
    history: ['diterima', 'terkirim'],
  },
  {
    state: 'sent and done there, its answer not written down; LAPOR knows a repeat',
    async left(wreck) {
      const message = await wreck.accept(report());
      await wreck.claim(REPORT);
      await wreck.sent('laporan-kirim', message, report().asked);
      return message.id;
    },
    becomes: 'terkirim',
    there: { reports: 1, answers: 0, repeats: 1 },
    history: ['diterima', 'terputus', 'terkirim'],
  },
  {
    state: 'sent and done there, its answer not written down; LAPOR can be asked',
    async left(wreck, before) {
      const message = await wreck.accept(answer(before));
      await wreck.claim(ANSWER);
      await wreck.sent('tindak-lanjut', message, withNumber(answer(before).asked, before));
      return message.id;
    },
    becomes: 'terkirim',
    there: { reports: 0, answers: 1 },
    history: ['diterima', 'terputus', 'terkirim'],
  },
  {
    state: 'sent and lost on the way; LAPOR can be asked',
    async left(wreck, before) {
      const { id } = await wreck.accept(answer(before));
      await wreck.claim(ANSWER);
      return id;
    },
    becomes: 'terkirim',
    there: { reports: 0, answers: 1 },
    history: ['diterima', 'terputus', 'terkirim'],
  },
  {
    state: 'sent, and nobody can find out',
    async left(wreck) {
      const { id } = await wreck.accept({ ...report(), lane: OLD_FORM });
      await wreck.claim(OLD_FORM);
      return id;
    },
    becomes: 'tidak-pasti',
    there: { reports: 0, answers: 0 },
    history: ['diterima', 'terputus', 'tidak-pasti'],
  },
  {
    state: 'failed, and due again in a moment',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      await wreck.settle(await wreck.claim(REPORT), { to: 'waiting', dueInMs: 1000, unsure: false });
      return id;
    },
    becomes: 'terkirim',
    there: { reports: 1, answers: 0 },
    history: ['diterima', 'gagal', 'terkirim'],
  },
  {
    state: 'failed without an answer, done there all the same; LAPOR can be asked',
    async left(wreck, before) {
      const message = await wreck.accept(answer(before));
      await wreck.sent('tindak-lanjut', message, withNumber(answer(before).asked, before));
      await wreck.settle(await wreck.claim(ANSWER), { to: 'waiting', dueInMs: 500, unsure: true });
      return message.id;
    },
    becomes: 'terkirim',
    there: { reports: 0, answers: 1 },
    history: ['diterima', 'gagal', 'terkirim'],
  },
  {
    state: 'in a lane that was held',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      const at = Date.now();
      const since = { since: at - 60_000, until: at + 300_000 };
      await wreck.messages.putLane({ lane: REPORT, state: 'held', reason: 'auth', ...since });
      return id;
    },
    becomes: 'terkirim',
    there: { reports: 1, answers: 0 },
    history: ['diterima', 'terkirim'],
  },
];

/** Those that wait for a person. */
export const STAYING: readonly (Pick<HalfDone, 'state' | 'left' | 'becomes'> & { readonly lane: string })[] = [
  {
    state: 'in a lane that a person paused',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      const since = Date.now() - 60_000;
      await wreck.messages.putLane({ lane: REPORT, state: 'paused', reason: 'perawatan', since, until: null });
      return id;
    },
    becomes: 'menunggu',
    lane: 'dijeda',
  },
  {
    state: 'refused',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      await wreck.settle(await wreck.claim(REPORT), { to: 'refused', trouble: '{"kode":"VALIDASI"}' });
      return id;
    },
    becomes: 'ditolak',
    lane: 'terbuka',
  },
  {
    state: 'parked, as nobody knows whether it arrived',
    async left(wreck) {
      const { id } = await wreck.accept(report());
      await wreck.settle(await wreck.claim(REPORT), { to: 'unsure', trouble: '{"masalah":"timeout"}' });
      return id;
    },
    becomes: 'tidak-pasti',
    lane: 'terbuka',
  },
];
