import { Problem } from '../../api/problems.ts';
import type { ReleaseDesk } from '../../releases/desk.ts';
import { dryRun } from '../../releases/dry-run.ts';
import { reasonOf, say, useOf, type Word, wordsBack, wordsToPin, wordsToUnpin } from '../../releases/words.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { UjiOperasi } from '../views/perubahan.ts';
import { known, type PerbaikanParts } from './perbaikan.ts';
import { stopsOf, ujiOf } from './suntingan.ts';

const NAME = { type: 'string', minLength: 1, maxLength: 60 };
const REASON = { type: 'string', maxLength: 300 };
const LAST = 20;

/** What a person says about the release an operation is asked with: use it, go back, keep it, let it read along. */
export function createRilis({ openDesk, now }: Pick<PerbaikanParts, 'openDesk'> & { readonly now: () => Date }) {
  const path = '/perubahan/:instance/:operation';
  const about = ({ params }: { params: ConsoleRequest['params'] }) => `${params.instance} ${params.operation}`;

  async function given(params: ConsoleRequest['params'], name: string) {
    const { desk, instance, operation: of } = await known(openDesk, params);
    const release = desk.releases.get(`${desk.upstreamOf(instance)}/${name}`);
    const operation = release?.operations.get(of);
    if (!release || !operation || release.incoming)
      throw new Problem('tidak-ditemukan', { detail: `Tidak ada rilis "${name}" yang punya ${of}.` });
    return { desk, instance, release, operation };
  }

  async function use({ params, body, operator }: ConsoleRequest<Pakai>): Promise<{ berhenti: number }> {
    const { desk, instance, release, operation } = await given(params, body.rilis);
    const berhenti = await stopsOf(desk, { instance, release, operations: [operation] });
    if (berhenti > 0 && !body.paksa) return { berhenti };
    const word = { operation: operation.name, release: release.name, reason: reasonOf(body.alasan, berhenti) };
    await say(desk, instance, [{ ...word, pinned: body.patok }], `operator:${operator.name}`);
    return { berhenti: 0 };
  }

  async function back({ params, operator }: ConsoleRequest): Promise<{ rilis: string }> {
    const { desk, instance, operation } = await known(openDesk, params);
    const words = await wordsBack(desk, { instance, operations: [operation], each: true, isMistaken: () => false });
    await saySome(desk, instance, words, operator.name, 'Belum ada yang dipilih untuk operasi ini.');
    return { rilis: useOf(desk, instance, operation).release ?? '' };
  }

  async function pin({ params, operator, body }: ConsoleRequest<{ patok: boolean; alasan: string }>): Promise<void> {
    const { desk, instance, operation } = await known(openDesk, params);
    const words = body.patok
      ? wordsToPin(desk, instance, [operation], body.alasan)
      : wordsToUnpin(desk, instance, [operation]);
    await saySome(desk, instance, words, operator.name, 'Rilis operasi ini tidak dipatok.');
  }

  async function shadow({ params, body: { rilis } }: ConsoleRequest<{ rilis: string | null }>): Promise<void> {
    if (rilis === null) {
      const { desk, instance, operation } = await known(openDesk, params);
      await desk.store.dropShadows(instance, operation);
      return;
    }
    const { desk, instance, operation, release } = await given(params, rilis);
    const misfit = desk.misfitOf(instance, release);
    if (misfit !== undefined) throw new Problem('bentrok', { detail: misfit });
    if (useOf(desk, instance, operation.name).release === rilis)
      throw new Problem('bentrok', { detail: `${rilis} sedang dipakai; hanya rilis lain yang dapat ikut membaca.` });
    const since = now().getTime();
    await desk.store.setShadows([{ instance, operation: operation.name, release: rilis, since }]);
  }

  async function tryOut({ params, query }: ConsoleRequest): Promise<readonly UjiOperasi[]> {
    const { desk, instance, release, operation } = await given(params, query.rilis ?? '');
    return (await dryRun(desk, { instance, release, operations: [operation], last: LAST })).map(ujiOf);
  }

  const endpoints: readonly Endpoint[] = [
    endpoint<Pakai>({
      ...{ method: 'PUT', path: `${path}/rilis`, role: 'operator', action: 'rilis-pakai', run: use },
      about: ({ params, body }) => `${about({ params })} ${body.rilis}`.slice(0, 100),
      body: bodyOf({ rilis: NAME, alasan: REASON, patok: { type: 'boolean' }, paksa: { type: 'boolean' } }),
    }),
    endpoint({ method: 'POST', path: `${path}/mundur`, role: 'operator', action: 'rilis-mundur', about, run: back }),
    endpoint<{ patok: boolean; alasan: string }>({
      ...{ method: 'PUT', path: `${path}/patok`, role: 'operator', action: 'rilis-patok', about, run: pin },
      body: bodyOf({ patok: { type: 'boolean' }, alasan: REASON }),
    }),
    endpoint<{ rilis: string | null }>({
      ...{ method: 'PUT', path: `${path}/bayangan`, role: 'operator', action: 'rilis-bayangan', about, run: shadow },
      body: bodyOf({ rilis: { ...NAME, type: ['string', 'null'] } }),
    }),
    endpoint({
      ...{ method: 'GET', path: `${path}/uji`, role: 'operator', query: ['rilis'], run: tryOut },
      ...{ action: 'rilis-uji', about },
    }),
  ];
  return endpoints;
}

interface Pakai {
  readonly rilis: string;
  readonly alasan: string;
  /** It stays, whatever the upstream answers. */
  readonly patok: boolean;
  /** Also where kept answers would no longer be read. */
  readonly paksa: boolean;
}

function bodyOf(properties: Readonly<Record<string, object>>): object {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

async function saySome(desk: ReleaseDesk, instance: string, words: readonly Word[], by: string, nothing: string) {
  if (words.length === 0) throw new Problem('bentrok', { detail: nothing });
  await say(desk, instance, words, `operator:${by}`);
}
