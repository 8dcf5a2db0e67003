import type { AkunVirtual, KodeQris, StatusQris } from '../../../openapi/generated/types.ts';
import type { UpstreamAnswer } from '../../exchange/upstream.ts';
import type { MoneyContext } from './context.ts';
import { wib } from './moments.ts';
import type { KeptPayment, Payment, Step, VirtualAccountTerms } from './payment.ts';

/**
 * What a bank's word on a step comes to. `doubt`: it may have been done, so it is asked before it is told again.
 * `later`: nothing was done there.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly account?: AkunVirtual; readonly code?: KodeQris }
  | { readonly kind: 'refused'; readonly reason: string }
  /** A code was made, and its text went by with the answer that was lost: another one is asked for. */
  | { readonly kind: 'lost' }
  /** Money may have come in meanwhile. */
  | { readonly kind: 'paid' }
  | { readonly kind: 'doubt' }
  | { readonly kind: 'later'; readonly until?: Date }
  /** The bank knows nothing of it: it can be told again. */
  | { readonly kind: 'not-there' };

const OPERATIONS = {
  va: { buat: 'va-create', ubah: 'va-update', tutup: 'va-delete' },
  qris: { buat: 'qr-generate', ubah: '', tutup: 'qr-cancel' },
} as const;

/** Tells a bank what it is to do, once. */
export async function tell({ id, value }: KeptPayment, langkah: Step, context: MoneyContext): Promise<Outcome> {
  const { instansi, cara } = value;
  const operation = cara === 'h2h' ? '' : OPERATIONS[cara][langkah.apa];
  if (!context.has(instansi, operation)) return { kind: 'refused', reason: 'Bank ini tidak melayani permintaan ini.' };
  const asked = cara === 'qris' ? askedOfCode(value, langkah) : askedOfAccount(value, langkah.baru, langkah, context);
  const key = `${id} ${langkah.apa} ${langkah.baru ? langkah.baru.nominal : ''}`.trim();
  return outcomeOf(await context.send(instansi, operation, asked, key), value, langkah);
}

/** Everything each time: a bank empties what is left out (the eCollection notes, section 4.3). */
function askedOfAccount(value: Payment, terms: VirtualAccountTerms | undefined, { apa }: Step, { now }: MoneyContext) {
  const { trxId, nomorPelanggan, nomor, nominal, jenis, pembayar, keterangan } = value;
  const { nama, email, telepon } = pembayar;
  const end = apa === 'tutup' ? soon(now) : value.berlakuSampai;
  return {
    ...{ trxId, nomorPelanggan, nomor, nama, nominal, jenis, keterangan },
    ...(end === null ? {} : { berlakuSampai: end }),
    ...(email === undefined ? {} : { email }),
    ...(telepon === undefined ? {} : { telepon }),
    ...terms,
  };
}

/** Where accounts cannot be deleted they are made to end. */
function soon(now: Date): string {
  return wib(now.getTime() + 60_000);
}

function askedOfCode({ trxId, nominal, berlakuSampai, keterangan, qris }: Payment, { alasan }: Step) {
  return {
    ...{ trxId, nominal, keterangan, alasan: alasan ?? keterangan },
    ...(berlakuSampai === null ? {} : { berlakuSampai }),
    ...(qris ? { nomorBank: qris.nomorBank } : {}),
  };
}

function outcomeOf(answer: UpstreamAnswer | undefined, { cara }: Payment, { apa }: Step): Outcome {
  const verdict = answer?.verdict;
  switch (verdict?.kind) {
    case 'found':
      return cara === 'qris'
        ? { kind: 'done', code: verdict.value as KodeQris }
        : { kind: 'done', account: verdict.value as AkunVirtual };
    case 'absent':
      return apa === 'tutup' ? { kind: 'done' } : { kind: 'refused', reason: verdict.reason ?? 'tidak-ditemukan' };
    case 'refused':
      if (verdict.reason === 'sudah-ada') return { kind: 'doubt' };
      if (verdict.reason === 'sudah-lunas') return { kind: 'paid' };
      if (apa === 'tutup' && ENDED.includes(verdict.reason ?? '')) return { kind: 'done' };
      return { kind: 'refused', reason: verdict.reason ?? verdict.code ?? 'ditolak' };
    case 'changed':
      return verdict.notDone ? { kind: 'later' } : { kind: 'doubt' };
    case 'fault': {
      const { outcome, trouble, retryAt } = verdict.fault;
      if (outcome === 'unknown') return { kind: 'doubt' };
      if (trouble === 'misasked') return { kind: 'refused', reason: verdict.fault.reason ?? trouble };
      return { kind: 'later', ...(retryAt ? { until: retryAt } : {}) };
    }
    case undefined:
      return { kind: 'later' }; // no release has it at this moment
    default:
      return verdict satisfies never;
  }
}

/** Asks what came of something that may have been done. */
export async function findOut(payment: KeptPayment, langkah: Step, context: MoneyContext): Promise<Outcome> {
  const { cara, instansi, trxId, nomor, nomorPelanggan, qris } = payment.value;
  if (cara === 'qris') {
    const asked = { trxId, ...(qris ? { nomorBank: qris.nomorBank } : {}) };
    return ofCode((await context.ask(instansi, 'qr-query', asked))?.verdict, langkah);
  }
  const verdict = (await context.ask(instansi, 'va-inquiry', { trxId, nomor, nomorPelanggan }))?.verdict;
  if (verdict?.kind === 'absent') return langkah.apa === 'tutup' ? { kind: 'done' } : { kind: 'not-there' };
  if (verdict?.kind !== 'found') return { kind: 'doubt' };
  const account = verdict.value as AkunVirtual;
  switch (langkah.apa) {
    case 'buat':
      return fits(account, payment.value) ? { kind: 'done', account } : { kind: 'refused', reason: CLASH };
    case 'ubah':
      return account.nominal === langkah.baru?.nominal ? { kind: 'done', account } : { kind: 'not-there' };
    case 'tutup':
      return account.aktif === false ? { kind: 'done', account } : { kind: 'not-there' };
    default:
      return langkah.apa satisfies never;
  }
}

/** Nothing is open there any more. */
const ENDED: readonly string[] = ['kedaluwarsa', 'dibatalkan', 'tidak-ditemukan'];

const CLASH = 'Bank memiliki nomor yang sama dengan isi lain.';

/** `105` after an unanswered create: the first one went in, if it is the same (the eCollection notes, section 7). */
function fits(account: AkunVirtual, { nominal, jenis }: Payment): boolean {
  return (
    jenis === 'terbuka' || account.nominal === null || account.nominal === undefined || account.nominal === nominal
  );
}

function ofCode(verdict: UpstreamAnswer['verdict'] | undefined, { apa }: Step): Outcome {
  if (verdict?.kind === 'absent') return apa === 'tutup' ? { kind: 'done' } : { kind: 'not-there' };
  if (verdict?.kind !== 'found') return { kind: 'doubt' };
  const { keadaan } = verdict.value as StatusQris;
  if (keadaan === 'berhasil') return { kind: 'paid' };
  if (keadaan === 'tidak-dikenal') return { kind: 'not-there' };
  if (apa === 'buat') return { kind: 'lost' };
  return keadaan === 'menunggu' ? { kind: 'not-there' } : { kind: 'done' };
}
