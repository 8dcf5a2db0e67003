import { expect } from '@jest/globals';
import type {
  JawabanDaftarPeristiwa,
  JawabanPesan,
  KeadaanPesan,
  Peristiwa,
  Pesan,
} from '../../../openapi/generated/types.ts';
import { until } from '../../hub/until.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';

type Hub = Pick<HubSurroundings, 'get' | 'post'>;

/** Hands one thing over, and fails the test when it is not accepted. */
export async function handOverOne({ post }: Hub, path: string, body: unknown): Promise<Pesan> {
  const { status, body: answer } = await post(path, body);
  expect({ path, status, answer }).toMatchObject({ status: 202 });
  const { data } = answer as { readonly data: Pesan | readonly Pesan[] };
  const [first] = [data].flat();
  if (!first) throw new Error(`${path} was answered without a message`);
  return first;
}

export async function messageOf({ get }: Hub, id: string): Promise<Pesan> {
  return ((await get(`/v1/pesan/${id}`)).body as JawabanPesan).data;
}

export async function untilMessageIs(hub: Hub, id: string, state: KeadaanPesan): Promise<Pesan> {
  let last: Pesan | undefined;
  try {
    await until(`a message is ${state}`, async () => {
      last = await messageOf(hub, id);
      return last.keadaan === state;
    });
  } catch (cause) {
    throw new Error(`it is ${JSON.stringify(last)}`, { cause });
  }
  if (!last) throw new Error('it was never looked at');
  return last;
}

/** The whole feed, oldest first. */
export async function feedOf({ get }: Hub, kind: string): Promise<readonly Peristiwa[]> {
  const events: Peristiwa[] = [];
  for (let after = ''; ; ) {
    const { body } = await get(`/v1/peristiwa?jenis=${kind}&batas=200${after}`);
    const { data, halaman } = body as JawabanDaftarPeristiwa;
    if (data.length === 0) return events;
    events.push(...data);
    after = `&sejak=${halaman.berikutnya}`;
  }
}

/** The id of what a message is about. */
export function idOfReport({ perihal }: Pesan): string {
  if (!perihal) throw new Error('the message is about nothing');
  return perihal.id;
}

/** Does `work` for 0 to `count` - 1, as so many clients side by side do. */
export async function byClients(clients: number, count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** One line of figures, for whoever runs the whole thing. */
export function print(what: string, figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);
}
