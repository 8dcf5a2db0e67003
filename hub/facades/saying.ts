import type { FacadeAnswer } from '../../connectors/connector.ts';
import { Problem, type ProblemName } from '../api/problems.ts';
import type { Keadaan } from '../exchange/snapshot.ts';
import type { Kind, Word, Words } from '../mapping/backwards/words.ts';

/** What an old interface answers, before its protocol writes it down. */
export interface Said {
  readonly answer: FacadeAnswer;
  readonly headers: Readonly<Record<string, string>>;
  /** A kind of problem of the unified API; absent: answered. */
  readonly problem?: ProblemName;
  /** Of a read. */
  readonly keadaan?: Keadaan;
}

/** The city's own keys and the hub's own faults are no business of the application: to it the upstream is not there. */
const KINDS = {
  'permintaan-tidak-sah': 'misasked',
  'kunci-tidak-ada': 'auth',
  'kunci-tidak-dikenal': 'auth',
  'belum-masuk': 'auth',
  'cakupan-kurang': 'auth',
  'perjanjian-tidak-mencakup': 'auth',
  'perjanjian-berakhir': 'auth',
  'keperluan-tidak-terdaftar': 'auth',
  'peran-kurang': 'auth',
  'tidak-ditemukan': 'absent',
  'alamat-tidak-dikenal': 'unmapped',
  'metode-tidak-diizinkan': 'unmapped',
  bentrok: 'refused',
  'isi-terlalu-besar': 'misasked',
  'alamat-terlalu-panjang': 'misasked',
  'jenis-isi-tidak-didukung': 'misasked',
  'ditolak-hulu': 'refused',
  'kunci-idempotensi-dipakai': 'refused',
  'batas-terlampaui': 'throttled',
  'header-terlalu-besar': 'misasked',
  'kesalahan-internal': 'unavailable',
  'hulu-tidak-tersedia': 'unavailable',
  'hulu-berubah': 'unavailable',
  'belum-disalin': 'unavailable',
  sibuk: 'unavailable',
} as const satisfies Record<ProblemName, Kind>;

/** A problem of the unified API in the words of the old protocol. */
export function sayProblem(problem: Problem, words: Words): Said {
  const kind = kindOf(problem);
  const word = words(kind);
  const sentence = sentenceOf(word, kind, problem);
  return {
    answer: { ...asAnswer(word), ...(sentence === undefined ? {} : { sentence }) },
    headers: { ...problem.details.headers, 'X-Simpul-Masalah': problem.kind },
    problem: problem.kind,
  };
}

export function asAnswer({ http, code, says }: Word): FacadeAnswer {
  return {
    http,
    ...(code === undefined ? {} : { code }),
    ...(says === undefined ? {} : { sentence: says }),
  };
}

function kindOf({ kind, details }: Problem): Kind {
  const trouble = kind === 'hulu-tidak-tersedia' ? details.upstream?.kode : undefined;
  return trouble === 'quota' || trouble === 'maintenance' ? trouble : KINDS[kind];
}

/** Old applications know a sentence by its beginning: what the hub adds follows it. */
function sentenceOf({ says }: Word, kind: Kind, problem: Problem): string | undefined {
  const added = addedTo(kind, problem);
  if (added === undefined) return says;
  return says === undefined ? added : `${says}: ${added}`;
}

function addedTo(kind: Kind, { details }: Problem): string | undefined {
  const { detail, mistakes = [], upstream } = details;
  switch (kind) {
    case 'found':
    case 'absent':
    case 'quota':
    case 'unmapped':
      return undefined;
    case 'refused':
      return upstream?.pesan ?? detail;
    case 'misasked':
      return mistakes.length > 0 ? mistakes.map(({ di, masalah }) => `${di} ${masalah}`).join('; ') : detail;
    case 'auth':
    case 'throttled':
    case 'maintenance':
    case 'unavailable':
      return detail;
    default:
      return kind satisfies never;
  }
}

/** Credentials that are not accepted: in the protocol's own sentence, and not a word more. */
export function sayRefusal(because: 'auth' | 'misasked', sentence: string | undefined, words: Words): Said {
  const answer = asAnswer(words(because));
  const problem = because === 'auth' ? 'kunci-tidak-dikenal' : 'permintaan-tidak-sah';
  return {
    answer: sentence === undefined ? answer : { ...answer, sentence },
    headers: { 'X-Simpul-Masalah': problem },
    problem,
  };
}

/** The old protocol has no form for what was found: no record is better than a wrong one. */
export function cannotSay(): Problem {
  return new Problem('hulu-berubah', { detail: 'Jawaban sumber tidak dapat dinyatakan dalam antarmuka lama ini.' });
}
