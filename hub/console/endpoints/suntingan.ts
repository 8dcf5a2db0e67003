import { Problem } from '../../api/problems.ts';
import type { LoadedOperation, LoadedRelease } from '../../mapping/load.ts';
import type { ReleaseDesk } from '../../releases/desk.ts';
import { dryRun, type OperationTrial } from '../../releases/dry-run.ts';
import type { Edit, Edits, TypedMistake } from '../../releases/edits.ts';
import { objectionTo } from '../../releases/objections.ts';
import { reasonOf, say } from '../../releases/words.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { HasilSimpan, HasilUji, KesalahanPemetaan, Suntingan, UjiOperasi } from '../views/perubahan.ts';
import { known, type PerbaikanParts } from './perbaikan.ts';

export type SuntinganParts = Pick<PerbaikanParts, 'openDesk'> & { readonly edits: Edits };

const LONGEST_TEXT = 200_000;
/** So many of the newest kept answers of each operation. */
const LAST = 20;

const BODY = {
  type: 'object',
  additionalProperties: false,
  required: ['rilis', 'dasar', 'teks'],
  properties: {
    rilis: { type: 'string', minLength: 1, maxLength: 60 },
    dasar: { type: 'string', minLength: 1, maxLength: 60 },
    teks: { type: 'string', maxLength: LONGEST_TEXT },
  },
};

interface Simpan extends Suntingan {
  readonly pakai: boolean;
  readonly alasan: string;
  readonly paksa: boolean;
}

/** What is typed in the editor: checked as it is typed, tried on kept answers, written and used. `:file` is the operation whose file it is. */
export function createSuntingan({ openDesk, edits }: SuntinganParts): readonly Endpoint[] {
  const path = '/perubahan/:instance/:operation/berkas/:file';
  const about = ({ params, body }: { params: ConsoleRequest['params']; body: Suntingan }) =>
    `${params.instance} ${params.file} ${body.rilis}`.slice(0, 100);

  async function given({ params, body }: ConsoleRequest<Suntingan>) {
    const { desk, instance } = await known(openDesk, params);
    const { operation: file } = await known(async () => desk, { instance, operation: params.file ?? '' });
    const { rilis: release, dasar: parent, teks: text } = body;
    const edit: Edit = { upstream: desk.upstreamOf(instance), release, parent, operation: file, text };
    return { desk, instance, edit };
  }

  async function check(request: ConsoleRequest<Suntingan>): Promise<HasilUji> {
    const { edit } = await given(request);
    const { mistakes, examples } = await orProblem(() => edits.try(edit));
    return { kesalahan: mistakes.map(kesalahanOf), contoh: examples, uji: null };
  }

  async function tryOut(request: ConsoleRequest<Suntingan>): Promise<HasilUji> {
    const { desk, instance, edit } = await given(request);
    const { release, mistakes, examples } = await orProblem(() => edits.try(edit));
    if (mistakes.length > 0 || !release) return { kesalahan: mistakes.map(kesalahanOf), contoh: examples, uji: null };
    const operations = otherwise(desk, instance, release);
    const trials = await dryRun(desk, { instance, release, operations, last: LAST });
    return { kesalahan: [], contoh: examples, uji: trials.map(ujiOf) };
  }

  async function save(request: ConsoleRequest<Simpan>): Promise<HasilSimpan> {
    const { edit, instance, desk } = await given(request);
    const { pakai, paksa } = request.body;
    const wasUsed = [...desk.candidatesOf(instance).keys()].filter(
      (operation) => desk.inUse(instance, operation)?.release === edit.release,
    );
    const mistakes = await orProblem(() => edits.save(edit));
    if (mistakes.length > 0) return { kesalahan: mistakes.map(kesalahanOf), dipakai: [], berhenti: 0 };
    if (!pakai) return { kesalahan: [], dipakai: wasUsed, berhenti: 0 };
    return useIt(request, edit, instance, paksa);
  }

  async function useIt(request: ConsoleRequest<Simpan>, edit: Edit, instance: string, paksa: boolean) {
    const desk = await openDesk(); // with what was just written
    const release = desk.releases.get(`${edit.upstream}/${edit.release}`);
    if (!release) throw new Problem('bentrok', { detail: `${edit.release} tertulis, tetapi belum terbaca.` });
    const operations = otherwise(desk, instance, release);
    const stops = await stopsOf(desk, { instance, release, operations });
    if (stops > 0 && !paksa) return { kesalahan: [], dipakai: [], berhenti: stops };
    const reason = reasonOf(request.body.alasan, stops);
    const words = operations.map(({ name: operation }) => ({
      ...{ operation, release: release.name, reason },
      pinned: desk.choices.of(instance, operation)?.pinned ?? false,
    }));
    await say(desk, instance, words, `operator:${request.operator.name}`);
    return { kesalahan: [], dipakai: operations.map(({ name }) => name), berhenti: 0 };
  }

  return [
    endpoint<Suntingan>({ method: 'POST', path: `${path}/periksa`, role: 'operator', body: BODY, run: check }),
    endpoint<Suntingan>({
      ...{ method: 'POST', path: `${path}/uji`, role: 'operator', body: BODY, run: tryOut },
      ...{ action: 'pemetaan-uji', about },
    }),
    endpoint<Simpan>({
      ...{ method: 'PUT', path, role: 'operator', action: 'pemetaan-simpan', about, run: save },
      body: {
        ...BODY,
        required: [...BODY.required, 'pakai', 'alasan', 'paksa'],
        properties: {
          ...BODY.properties,
          pakai: { type: 'boolean' },
          alasan: { type: 'string', maxLength: 300 },
          paksa: { type: 'boolean' },
        },
      },
    }),
  ];
}

/** Throws a Problem for what cannot be used at all. Resolves to how many answers that are read today would not be. */
export async function stopsOf(
  desk: ReleaseDesk,
  use: { instance: string; release: LoadedRelease; operations: readonly LoadedOperation[] },
): Promise<number> {
  const objection = await objectionTo(desk, { ...use, last: LAST });
  if (objection?.kind === 'misfit')
    throw new Problem('bentrok', {
      detail: `${use.instance} tidak dapat ditanyai dengan ${use.release.name}: ${objection.reason}`,
    });
  if (objection?.kind === 'examples') {
    const [first] = objection.mistakes;
    throw new Problem('bentrok', { detail: `Contoh di ${use.release.name} tidak cocok: ${first?.reason ?? ''}` });
  }
  return objection?.answers ?? 0;
}

/** Operations that the release reads or asks in another way than the one in use: only those are worth a try and a word. */
function otherwise(desk: ReleaseDesk, instance: string, release: LoadedRelease): readonly LoadedOperation[] {
  return [...release.operations.values()].filter((operation) => {
    const used = desk.inUse(instance, operation.name);
    return !used || used.release === release.name || fileOf(used) !== fileOf(operation);
  });
}

function fileOf({ file: { examples: _examples, ...file } }: LoadedOperation): string {
  return JSON.stringify(file);
}

async function orProblem<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('permintaan-tidak-sah', {
      detail: error.message,
      mistakes: [{ di: 'rilis', masalah: error.message }],
    });
  }
}

function kesalahanOf({ file, line, path, reason }: TypedMistake): KesalahanPemetaan {
  return { berkas: file, baris: line, di: path, sebab: reason };
}

const NOTHING = { 'may-not-be-kept': 'tidak-boleh-disimpan', 'nothing-was-kept': 'belum-ada' } as const;

export function ujiOf({ operation, inUse = '', nothing, counts, changes }: OperationTrial): UjiOperasi {
  const { answers, alike, otherwise: other, starts, stops, unfit, askedOtherwise } = counts;
  return {
    ...{ operasi: operation, dipakai: inUse, kosong: nothing ? NOTHING[nothing] : null },
    ...{ jawaban: answers, sama: alike, beda: other, mulai: starts, berhenti: stops },
    ...{ tidakCocok: unfit, ditanyaLain: askedOtherwise },
    perubahan: changes.map(({ kind, field, answers: count, from, to }) => {
      return { jenis: kind, field, jawaban: count, dari: from, ke: to };
    }),
  };
}
