import type { Answer } from './ask.ts';
import { isObject, problemOf, salah } from './judging.ts';
import type { BookRow } from './planning-books.ts';
import { type CopyRead, type Ground, type Judged, readCopy } from './planning-judging.ts';
import type { Judgement } from './tally.ts';

/** What a sub-activity comes to by the books: its ceiling against its lines. */
interface Comparison {
  readonly pagu: number;
  readonly jumlah: number;
  readonly baris: number;
  readonly selisih: number;
  readonly cocok: boolean;
}

interface Asked extends Ground {
  readonly about: string;
  readonly jadwal?: string;
}

/** The reconciliation that stands beside the lines of one sub-activity. */
export function judgeBeside(body: Readonly<Record<string, unknown>>, key: string, asked: Asked): Judgement {
  const copies = bothCopies(body.meta, asked);
  if ('judgement' in copies) return copies.judgement;
  const { rekonsiliasi } = body;
  const told = isObject(rekonsiliasi) ? rekonsiliasi.subKegiatan : undefined;
  const want = comparisonOf(key, copies);
  if (!want || !isObject(told) || told.subKegiatan !== key) return salah(asked.about, key, 'another sub-activity');
  return differing(asked.about, want, told) ?? ageOf(copies);
}

/** Everything that does not fit, and nothing else. */
export function judgeReconciliation(answer: Answer, asked: Asked): Judgement {
  const problem = problemOf(answer);
  if (problem !== undefined) return { kind: 'gagal', problem };
  const body = answer.kind === 'answered' && isObject(answer.body) ? answer.body : {};
  const copies = bothCopies(body.meta, asked);
  if ('judgement' in copies) return copies.judgement;
  const { data, rekonsiliasi } = body;
  const wanted = new Map(
    copies.plan.version.baris.flatMap(({ kunci }) => {
      const one = comparisonOf(kunci, copies);
      return one && !one.cocok ? [[kunci, one] as const] : [];
    }),
  );
  const told: readonly unknown[] = Array.isArray(data) ? data : [];
  const keys = told.map((one) => (isObject(one) ? String(one.subKegiatan) : ''));
  if (keys.toSorted().join(' ') !== [...wanted.keys()].toSorted().join(' '))
    return salah(asked.about, `${wanted.size} that do not fit`, keys.join(' '));
  for (const one of told) {
    const want = isObject(one) ? wanted.get(String(one.subKegiatan)) : undefined;
    const mistake = want && isObject(one) ? differing(asked.about, want, one) : undefined;
    if (mistake) return mistake;
  }
  const sum = isObject(rekonsiliasi) ? rekonsiliasi.tidakCocok : undefined;
  return sum === wanted.size ? ageOf(copies) : salah(asked.about, `${wanted.size} in all`, String(sum));
}

interface BothCopies {
  readonly lines: CopyRead;
  readonly plan: CopyRead;
}

/** Lines and plan are copied one after the other; each says which copy it is of, and both are of one schedule. */
function bothCopies(meta: unknown, asked: Asked): BothCopies | Judged {
  const { salinan, rencana } = isObject(meta) ? meta : {};
  const lines = readCopy(salinan, { ...asked, kind: 'rka' });
  if ('judgement' in lines) return lines;
  const jadwal = lines.kumpulan.split('/')[2] ?? '';
  const plan = readCopy(rencana, { ...asked, kind: 'rencana-kerja', jadwal });
  return 'judgement' in plan ? plan : { lines, plan };
}

function comparisonOf(key: string, { lines, plan }: BothCopies): Comparison | undefined {
  const planned = plan.version.baris.find(({ kunci }) => kunci === key);
  if (!planned) return undefined;
  const own = lines.version.baris.filter(({ nilai }) => nilai.subKegiatan === key);
  const { pagu, rincian } = planned.nilai;
  const jumlah = own.reduce((sum: number, { nilai }: BookRow) => sum + Number(nilai.jumlah), 0);
  const cocok = pagu === jumlah && (rincian === null || rincian === jumlah);
  return { pagu: Number(pagu), jumlah, baris: own.length, selisih: Number(pagu) - jumlah, cocok };
}

function differing(about: string, want: Comparison, told: Readonly<Record<string, unknown>>): Judgement | undefined {
  const name = (Object.keys(want) as (keyof Comparison)[]).find((one) => want[one] !== told[one]);
  return name && salah(about, `${name} ${want[name]}`, String(told[name]));
}

function ageOf({ lines, plan }: BothCopies): Judgement {
  return { kind: lines.isOld || plan.isOld ? 'usang' : 'benar' };
}
