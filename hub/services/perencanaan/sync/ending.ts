import { close } from './closing.ts';
import { nextSource } from './sources.ts';
import { type Closing, moveSync } from './state.ts';
import { takeOver } from './takeover.ts';
import { isOfAnotherRelease, type Stepping } from './taking.ts';
import type { Walking } from './walks/walk.ts';
import type { Went } from './work.ts';

/** More bad rows than one in a hundred: something is wrong with the source, and not with its rows. */
const BAD_IN_HUNDRED = 1;
/** More parts than these are empty at once only where something is wrong. */
const MOST_EMPTY = 500;

/** Everything was asked: the copy is finished, or not believed. */
export async function finishOrDoubt(stepping: Stepping, walking: Walking): Promise<Went> {
  const { sync, copy, cursor, context, clock, name } = stepping;
  const at = clock();
  const { rows } = copy;
  const current = await currentRows(stepping);
  const doubt = doubtOf(stepping, current);
  const other = nextSource(name.kind, [...sync.value.dicoba, stepping.source], context);
  if (doubt === 'kosong' && other === undefined && current === 0) return finish(stepping, walking);
  if (doubt === undefined) return finish(stepping, walking);
  const what = doubt === 'kosong' ? 'tidak memberi satu baris pun' : doubt;
  await context.copies.drop(copy, `${stepping.source} ${what} (${rows} baris)`, at);
  if (doubt === 'kosong' && other === undefined) {
    const note = `${stepping.source} ${what}, padahal sebelumnya ${current}: salinan yang lama tetap dipakai`;
    context.trouble(`${sync.id}: ${note}`);
    const value = { catatan: note, lanjutPada: null, percobaan: 0, putaran: 0, dicoba: [] };
    await moveSync(sync.id, at, () => ({ status: 'diam', value }), context);
    return 'on';
  }
  const contoh = cursor.contohSalah[0];
  await takeOver(sync, { what: contoh ? `${what}: ${contoh}` : what, loud: current > 0 }, stepping);
  return 'on';
}

function doubtOf({ copy: { rows }, cursor }: Stepping, current: number): string | undefined {
  const { salah, kosong } = cursor;
  if (salah * 100 > BAD_IN_HUNDRED * (rows + salah)) return `memberi ${salah} baris yang tidak sesuai`;
  if (rows === 0 && cursor.dilewati.length === kosong.length) return 'kosong';
  if (rows === 0 && current > 0) return 'tidak dapat membaca satu baris pun';
  if (kosong.length > MOST_EMPTY) return `memberi ${kosong.length} bagian tanpa isi`;
  return undefined;
}

async function currentRows({ sync: { id }, context: { copies } }: Stepping): Promise<number> {
  const current = (await copies.dataset(id))?.current ?? 0;
  return current === 0 ? 0 : ((await copies.copy(id, current))?.rows ?? 0);
}

async function finish(stepping: Stepping, walking: Walking): Promise<Went> {
  const { sync, copy, cursor, walk, context, clock } = stepping;
  const { dilewati, kosong, salah, contohSalah, tanpaHapus } = cursor;
  const notes = [
    ...(dilewati.length > 0 ? [`${dilewati.length} bagian tetap seperti sebelumnya`] : []),
    ...(salah > 0 ? [`${salah} baris tidak sesuai (${contohSalah.join('; ')})`] : []),
  ];
  const menutup: Closing = {
    ...{ nomor: copy.number, dilewati, kosong, catatan: notes.length === 0 ? null : notes.join('; ') },
    hanya: tanpaHapus ? [] : (walk.only?.(walking) ?? null),
    campur: sync.value.campur || (await isOfAnotherRelease(sync.id, copy.release, context.copies)),
  };
  const at = clock();
  const closing = await moveSync(sync.id, at, () => ({ status: 'menutup', value: { menutup } }), context);
  await close(closing, at, context);
  return 'on';
}
