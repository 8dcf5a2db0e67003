import { expect } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { Tree } from '../../../hub/config/values.ts';
import type { KeadaanPesan, PermintaanLaporan, Pesan, Problem } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import { until } from '../until.ts';
import { type Asking, type HubSurroundings, type WithHubOptions, withHub } from '../with-hub.ts';

export const OTHER_KEY = 'kunci-aplikasi-lain';
export const UNKNOWN_MESSAGE = 'psn_00000000000000000000';

export const REPORT: PermintaanLaporan = {
  judul: 'Lampu jalan padam',
  isi: 'Lampu jalan di depan Pasar Contoh sudah tiga hari padam.',
  kategori: '13',
  anonim: true,
};

/** A hub that tries again quickly, with a second application. LAPOR has been asked for its changes before the test begins. */
export function withForwards(
  use: (hub: HubSurroundings) => Promise<void>,
  { config = {}, ...options }: WithHubOptions = {},
): Promise<void> {
  const relay: Tree = { firstRetryMs: 20, longestRetryMs: 100 };
  const applications = [{ key: OTHER_KEY, name: 'lain' }, ...(options.applications ?? [])];
  return withHub({ ...options, applications, config: { relay, ...config } }, async (hub) => {
    await askedForChanges(hub);
    await use(hub);
  });
}

/** A poll comes with every start: what a test does to LAPOR must not hit its questions. */
export function askedForChanges({ sandboxes }: HubSurroundings): Promise<void> {
  return until('a walk through the changes ended', () =>
    sandboxes.lapor.calls().some(({ path, status }) => path.includes('halaman=2') && status === 200),
  );
}

export function wait(seconds: number | string): Asking {
  return { headers: { Prefer: `wait=${seconds}` } };
}

export function messagesIn({ body }: Answer): readonly Pesan[] {
  return [(body as { readonly data: Pesan | readonly Pesan[] }).data].flat();
}

/** The one message of an answer. */
export function messageIn(answer: Answer): Pesan {
  const [message, ...more] = messagesIn(answer);
  if (!message || more.length > 0) throw new Error(`no single message in ${answer.text.slice(0, 300)}`);
  return message;
}

export async function handedOver(hub: HubSurroundings, request: object = REPORT, asking: Asking = {}): Promise<Pesan> {
  const answer = await hub.post('/v1/laporan', request, asking);
  expect(answer).toMatchObject({ status: 202 });
  return messageIn(answer);
}

/** A report that LAPOR has, by its id. */
export async function arrivedReport(hub: HubSurroundings): Promise<string> {
  const message = messageIn(await hub.post('/v1/laporan', REPORT, wait(20)));
  expect(message.keadaan).toBe('terkirim');
  return reportOf(message);
}

export function reportOf({ perihal }: Pesan): string {
  if (perihal?.jenis !== 'laporan') throw new Error('the message is about no report');
  return perihal.id;
}

export async function read({ get }: HubSurroundings, id: string): Promise<Pesan> {
  return messageIn(await get(`/v1/pesan/${id}`));
}

export async function becomes(hub: HubSurroundings, id: string, keadaan: KeadaanPesan): Promise<Pesan> {
  let message: Pesan | undefined;
  await until(`the message is "${keadaan}"`, async () => {
    message = await read(hub, id);
    return message.keadaan === keadaan;
  });
  if (!message) throw new Error('it was never looked at');
  return message;
}

/** What LAPOR holds by now. */
export function ledger({ sandboxes }: HubSurroundings): LaporLedger {
  return sandboxes.lapor.ledger() as LaporLedger;
}

/** Status and the last part of the problem's type: `409 bentrok`. */
export function kindOf({ status, body }: Answer): string {
  return `${status} ${(body as Problem | undefined)?.type?.split(':').at(-1) ?? ''}`.trim();
}

export function mistakesOf({ body }: Answer): readonly string[] {
  return ((body as Problem).kesalahan ?? []).map(({ di }) => di);
}
