import type { Peristiwa } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import type { HubSurroundings } from '../with-hub.ts';

/** The breaker has tests of its own; here every question is asked. */
export const NO_BREAKER = { breaker: { minimumCalls: 10_000 } };

export function bpjsWith(releases: readonly string[], instance: object = {}) {
  return { config: { instances: { bpjs: { releases: [...releases], ...NO_BREAKER, ...instance } } } };
}

/** `200 segar vclaim-2.1`, or the status and the problem. */
export function readWith({ status, body }: Answer): string {
  if (status !== 200) return `${status} ${(body as { type: string }).type.split(':').at(-1)}`;
  const { keadaan, rilis } = (body as { meta: { keadaan: string; rilis: string } }).meta;
  return `${status} ${keadaan} ${rilis}`;
}

/** Without outages: whether a test takes half a minute says nothing about releases. */
export async function incidentsOf({ store }: Pick<HubSurroundings, 'store'>): Promise<readonly string[]> {
  const there = await store.releases.incidents({ limit: 100 });
  return there
    .filter(({ kind }) => kind !== 'hulu-mati')
    .map(({ kind, operation, closedAt }) => `${kind} ${operation} ${closedAt === null ? 'open' : 'over'}`)
    .reverse();
}

/** Events about upstreams: their kind, what they are about, and what they say. */
export async function upstreamEvents({ get }: Pick<HubSurroundings, 'get'>, key?: string) {
  const { body } = await get('/v1/peristiwa?batas=200', key === undefined ? {} : { key });
  const events = (body as { data: Peristiwa[] }).data.filter(({ jenis }) => jenis.startsWith('hulu.'));
  return events.map(({ jenis, data }) => ({ jenis, data }));
}
