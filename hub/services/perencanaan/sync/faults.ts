import type { Fault } from '../../../../connectors/connector.ts';
import { isKeptBack } from '../../../exchange/kept-back.ts';
import type { UpstreamAnswer } from '../../../exchange/upstream.ts';

/** What an answer that is no rows means for a copy. */
export type Trouble =
  /** It is asked again, not before that moment; it says nothing about the source. */
  | { readonly kind: 'wait'; readonly until: number | null }
  /** It is asked again after a pause, and not for ever. */
  | { readonly kind: 'again'; readonly until: number | null; readonly what: string; readonly isRow: boolean }
  /** This source cannot tell now: another one is asked. `loud`: somebody has to do something. */
  | { readonly kind: 'next'; readonly what: string; readonly loud: boolean };

export function troubleOf({ verdict, release }: UpstreamAnswer): Trouble | undefined {
  switch (verdict.kind) {
    case 'found':
    case 'absent':
      return undefined;
    case 'refused':
      return { kind: 'next', what: 'menolak pertanyaannya', loud: true };
    case 'changed': {
      const [first] = verdict.drift;
      const where = first ? ` (${first.path}: ${first.expected}, yang datang ${first.got})` : '';
      return { kind: 'next', what: `jawabannya tidak lagi sesuai rilis ${release}${where}`, loud: true };
    }
    case 'fault':
      return ofFault(verdict.fault);
    default:
      return verdict satisfies never;
  }
}

function ofFault(fault: Fault): Trouble {
  const { trouble, reason, retryAt } = fault;
  const until = retryAt?.getTime() ?? null;
  if (isKeptBack(fault)) return { kind: 'wait', until };
  switch (trouble) {
    case 'throttled':
      return { kind: 'wait', until };
    case 'auth':
      return { kind: 'next', what: WHOSE[reason ?? ''] ?? ACCESS, loud: true };
    case 'quota':
      return { kind: 'next', what: 'jatah panggilannya hari ini habis', loud: false };
    case 'misasked':
      return { kind: 'next', what: 'menyatakan pertanyaannya tidak lengkap', loud: true };
    case 'maintenance':
      return { kind: 'again', until, what: 'sedang dipelihara', isRow: false };
    case 'unreachable':
      return { kind: 'again', until, what: 'tidak dapat dihubungi', isRow: false };
    case 'unanswered':
      return { kind: 'again', until, what: 'tidak menjawab pada waktunya', isRow: false };
    case 'unavailable':
      return reason === 'bad_row'
        ? { kind: 'again', until: null, what: 'satu barisnya tidak dapat dibaca sumber itu sendiri', isRow: true }
        : { kind: 'again', until, what: 'sedang tidak dapat melayani', isRow: false };
    default:
      return trouble satisfies never;
  }
}

const ACCESS = 'tidak menerima kunci atau akun daerah: periksa pengaturannya, minta yang baru pada pemberinya';
/** Whose access it is, and what is to be done. */
const WHOSE: Readonly<Record<string, string>> = {
  session_expired: 'sesi yang diserahkan petugas sudah berakhir: petugas masuk lagi ke SIPD dan menyerahkan token baru',
  login_refused:
    'menolak akun petugas atau membatasi upaya masuk: pemilik akun memeriksanya di SIPD, jangan dicoba terus',
  blocked: 'tembok apinya menolak alamat server ini: hentikan salinan, minta izin alamat pada pengelola SIPD',
  no_permission: 'kunci cermin tidak berhak atas data ini: minta hak baca pada pengelola cermin',
};

export const MOST_ATTEMPTS = 6;
export const MOST_ROW_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;

/** Twice as long after each attempt. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}

const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 1_800_000;

/** After every source was asked in vain. */
export function restAfter(rounds: number): number {
  return Math.min(FIRST_REST_MS * 2 ** rounds, LONGEST_REST_MS);
}
