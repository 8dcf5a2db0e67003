import type { Copy, Ending } from '../../../store/copies.ts';
import type { JobContext } from '../../job.ts';
import { type Closing, SYNCS, type Sync, type SyncRecord } from './state.ts';
import { tidingsOf } from './telling.ts';

type Context = Pick<JobContext, 'copies' | 'records' | 'prepare' | 'applicationsWith'>;

/**
 * Makes a copy of which everything is there the one that readers see, and tells of it in the commit that says so: a kill
 * anywhere before leads here again, and nobody is told twice.
 */
export async function close(sync: SyncRecord, at: number, context: Context): Promise<void> {
  const { copies, records, prepare } = context;
  const { menutup } = sync.value;
  if (!menutup) return;
  const reference = { dataset: sync.id, number: menutup.nomor };
  const copy = (await copies.finish(reference, endingOf(menutup, at))) ?? (await copies.copy(sync.id, menutup.nomor));
  const isThere = copy?.state === 'done';
  for (;;) {
    const now = await records.get<Sync>(SYNCS, sync.id);
    if (!now?.value.menutup || now.value.menutup.nomor !== menutup.nomor) return;
    const { version, sequence: _, ...record } = now;
    const value: Sync = { ...now.value, ...(isThere ? doneWith(copy, menutup, at) : {}), ...AT_REST };
    const announced = prepare(isThere ? tidingsOf(copy, at, context) : []);
    const next = { ...record, state: 'diam', updatedAt: at, value };
    if (await records.replace([{ record: next, version }], [], announced.told)) return announced.written();
  }
}

const AT_REST = { menutup: null, lanjutPada: null, percobaan: 0, putaran: 0, dicoba: [] } as const;

function doneWith(copy: Copy, { catatan, kosong, campur }: Closing, at: number): Partial<Sync> {
  return { catatan, kosong, campur, terakhir: { nomor: copy.number, pada: at } };
}

function endingOf({ dilewati, catatan, hanya }: Closing, at: number): Ending {
  return {
    ...{ at, keptParts: dilewati },
    ...(catatan === null ? {} : { note: catatan }),
    ...(hanya === null ? {} : { onlyParts: hanya }),
  };
}
