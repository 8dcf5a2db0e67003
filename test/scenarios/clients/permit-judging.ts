import type { Answer } from './ask.ts';
import { ABSENT, isObject, judgeReading, judgeValues, problemOf, salah } from './judging.ts';
import { AT_FIRST, type Step, VOCABULARY } from './permit-route.ts';
import type { Judgement } from './tally.ts';

/** A permit as the office knows it. */
export interface PermitFile {
  readonly idIzin: string;
  readonly nib: string;
  readonly steps: readonly Step[];
  /** So many steps were handed over; so many are known to have arrived. */
  offered: number;
  arrived: number;
  isCancelled: boolean;
  number: string | undefined;
}

/** What was known when somebody asked: an answer may know more, never less. */
export type Known = Pick<PermitFile, 'arrived' | 'isCancelled'>;

const BENAR: Judgement = { kind: 'benar' };

/** The city's own record. */
export function judgePermit(answer: Answer, file: PermitFile, known: Known): Judgement {
  const data = dataOf(answer);
  if (!data) return withoutData(answer, file.idIzin, 'a permit that was announced');
  const { idIzin, nib, steps, offered } = file;
  const wrong = judgeValues({ about: idIzin, expected: { idIzin, nib, milikKota: true } }, data);
  if (wrong) return wrong;
  const reached = placesBetween(known.arrived, offered);
  const told = isObject(data.statusTerkirim) ? String(data.statusTerkirim.status) : '-';
  if (!reached.some((place) => told === (steps[place - 1]?.told ?? '-')))
    return salah(idIzin, `a status of ${known.arrived} to ${offered}`, told);
  const keadaan = String(data.keadaan);
  if (keadaan === 'dibatalkan' ? !isObject(data.dibatalkan) : known.isCancelled)
    return salah(idIzin, 'cancelled, and why', keadaan);
  if (keadaan !== 'dibatalkan' && !reached.some((place) => keadaan === stateAt(steps, place)))
    return salah(idIzin, `a state of ${known.arrived} to ${offered}`, keadaan);
  return judgeNumber(file, data.nomorIzin);
}

/** OSS gives one number, and the same for ever. */
function judgeNumber(file: PermitFile, given: unknown): Judgement {
  if (typeof given !== 'string') return BENAR;
  if (file.number !== undefined && file.number !== given) return salah(file.idIzin, 'the number it had', 'another');
  file.number = given;
  return BENAR;
}

/** As OSS has it. A word that is not of the office passes: OSS may do something of its own. */
export function judgeAtOss(answer: Answer, file: PermitFile, known: Known, freshSeconds: number): Judgement {
  const { idIzin, steps, offered } = file;
  const judgement = judgeReading(answer, {
    ...{ about: idIzin, expected: { idIzin }, freshSeconds, oldIsAllowed: true },
    found: (data) => data,
  });
  if (judgement.kind === 'gagal' || judgement.kind === 'salah') return judgement;
  const word = String(dataOf(answer)?.status);
  if (!VOCABULARY.has(word)) return judgement;
  const least = judgement.kind === 'usang' ? 0 : known.arrived;
  const isThere = (place: number) => (place === 0 ? word === AT_FIRST : steps[place - 1]?.shown.includes(word));
  return placesBetween(least, offered).some(isThere)
    ? judgement
    : salah(idIzin, `a status of ${least} to ${offered}`, word);
}

export function judgeNib(answer: Answer, { idIzin, nib }: PermitFile, known: Known): Judgement {
  const data = dataOf(answer);
  if (!data) return withoutData(answer, idIzin, 'a NIB that was announced');
  const permits: readonly unknown[] = Array.isArray(data.izin) ? data.izin : [];
  const times = permits.filter((one) => isObject(one) && one.idIzin === idIzin).length;
  const expected = { nib, asal: 'dikirim-oss', times: '1', isOver: known.isCancelled };
  const isOver = data.keadaan !== 'berlaku';
  const found = { nib: data.nib, asal: data.asal, times: String(times), isOver: isOver && known.isCancelled };
  return judgeValues({ about: idIzin, expected }, found) ?? BENAR;
}

function placesBetween(least: number, most: number): readonly number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}

/** What the permit is after so many steps. A warning takes nothing back. */
function stateAt(steps: readonly Step[], place: number): string {
  const decided = steps.slice(0, place).findLast(({ decides }) => decides !== undefined)?.decides;
  return decided ?? (place === 0 ? 'diajukan' : 'diproses');
}

function dataOf(answer: Answer): Readonly<Record<string, unknown>> | undefined {
  if (answer.kind === 'unanswered' || problemOf(answer) !== undefined || !isObject(answer.body)) return undefined;
  return isObject(answer.body.data) ? answer.body.data : undefined;
}

function withoutData(answer: Answer, about: string, expected: string): Judgement {
  const problem = problemOf(answer);
  if (problem === undefined) return salah(about, 'data', 'something else');
  return problem === ABSENT ? salah(about, expected, 'not found') : { kind: 'gagal', problem };
}
