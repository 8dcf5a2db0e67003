import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { Jalur, Status } from '../../../openapi/generated/types.ts';
import { handedOver, messagesIn, OTHER_KEY, REPORT, read } from '../api/handing-over.ts';
import { type Files, type OwnMappings, withOwnHub } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import type { Asking, HubSurroundings } from '../with-hub.ts';

/** What LAPOR suddenly wants of every complaint, and what it says to those without. */
export const WANTED = { mandatory: ['sumber'] };
export const WORDS = 'sumber wajib diisi';
export const KIRIM = { instansi: 'lapor', operasi: 'laporan-kirim' };

/** The city's own form of the intake: at first it says nothing of its own. */
export const CITY = {
  'lapor/usulan-kota/release.yaml': `
upstream: lapor
release: usulan-kota
protocol: json-1
service: usulan-1
inherits: usulan-1
`,
};
/** The line that mends it. */
export const MENDED = {
  'lapor/usulan-kota/laporan-kirim.yaml': `
operation: laporan-kirim
ask: { body: { sumber: { value: aplikasi-kota } } }
`,
};

export function withCity(
  use: (hub: HubSurroundings, folder: OwnMappings) => Promise<void>,
  { releases = ['usulan-kota'], files = {} }: { readonly releases?: readonly string[]; readonly files?: Files } = {},
): Promise<void> {
  const applications = [{ key: OTHER_KEY, name: 'lain' }];
  const relay = { firstRetryMs: 20, longestRetryMs: 100 };
  const config = { relay, instances: { lapor: { releases: [...releases] } } };
  return withOwnHub({ ...CITY, ...files }, { config, applications }, use);
}

/** Hands over complaints that can be told apart, and resolves to their messages. */
export async function hand(hub: HubSurroundings, from: number, to: number, asking: Asking = {}, more: object = {}) {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const messages: string[] = [];
  for (const number of numbers) {
    const { id } = await handedOver(hub, { ...REPORT, isi: `Lampu nomor ${number} padam.`, ...more }, asking);
    messages.push(id);
  }
  return messages;
}

/** How often LAPOR took each complaint, whichever way it came: `{ 'Lampu nomor 3 padam.': 1 }`. */
export function taken({ sandboxes }: HubSurroundings): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { isi } of (sandboxes.lapor.ledger() as LaporLedger).accepted) {
    const text = /Lampu nomor \d+ padam\./.exec(isi)?.[0] ?? isi;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/** Each of so many exactly once. */
export function eachOnce(count: number): ReadonlyMap<string, number> {
  return new Map(Array.from({ length: count }, (_, number) => [`Lampu nomor ${number} padam.`, 1]));
}

export async function laneOf({ get }: HubSurroundings, { instansi, operasi } = KIRIM): Promise<Jalur | undefined> {
  const { body } = await get('/v1/status');
  const { jalur } = (body as { data: Status }).data;
  return jalur.find((lane) => lane.instansi === instansi && lane.operasi === operasi);
}

export function heldFor(hub: HubSurroundings, words: string, lane = KIRIM): Promise<void> {
  return until(
    `the lane is held for "${words}"`,
    async () => (await laneOf(hub, lane))?.alasan === `contract: ${words}`,
  );
}

export async function statesOf(hub: HubSurroundings, ids: readonly string[]): Promise<readonly string[]> {
  const all = new Map(messagesIn(await hub.get('/v1/pesan?batas=200')).map(({ id, keadaan }) => [id, keadaan]));
  const unseen = ids.filter((id) => !all.has(id)); // another application's
  for (const id of unseen) all.set(id, (await read(hub, id)).keadaan);
  return ids.map((id) => all.get(id) ?? '');
}

export function allBecome(hub: HubSurroundings, ids: readonly string[], state: string): Promise<void> {
  return until(`all are ${state}`, async () => (await statesOf(hub, ids)).every((one) => one === state));
}

/** What happened to a message, in words. */
export async function historyOf(hub: HubSurroundings, id: string): Promise<readonly string[]> {
  return ((await read(hub, id)).riwayat ?? []).map(({ peristiwa }) => peristiwa);
}
