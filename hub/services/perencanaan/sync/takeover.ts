import { parseDataset } from '../datasets.ts';
import { restAfter } from './faults.ts';
import { nextSource } from './sources.ts';
import { moveSync, type SyncRecord } from './state.ts';
import type { Work } from './work.ts';

/**
 * A source cannot tell: what it brought is taken back and the next one begins anew. Where there is no other, the copy
 * stays as far as it came and is gone on with later; then the others have their turn again.
 */
export async function takeOver(
  { id, value }: SyncRecord,
  why: { readonly what: string; readonly loud: boolean },
  { context, clock }: Work,
): Promise<void> {
  const at = clock();
  const name = parseDataset(id);
  const source = value.sumber ?? '-';
  const reason = `${source} ${why.what}`;
  if (why.loud) context.trouble(`${id}: ${reason}`);
  const tried = [...new Set([...value.dicoba, source])];
  const next = name && nextSource(name.kind, tried, context);
  if (!next) {
    const rest = { lanjutPada: at + restAfter(value.putaran), putaran: value.putaran + 1, percobaan: 0 };
    await moveSync(id, at, () => ({ status: 'menunggu', value: { ...rest, dicoba: [], catatan: reason } }), context);
    return;
  }
  const running = await context.copies.running(id);
  if (running?.source === source) await context.copies.drop(running, reason, at);
  const fresh = {
    sumber: next,
    dicoba: tried,
    percobaan: 0,
    lanjutPada: null,
    catatan: `${reason}; kini dari ${next}`,
  };
  await moveSync(id, at, () => ({ status: 'berjalan', value: fresh }), context);
}
