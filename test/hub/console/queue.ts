import type { Jalur } from '../../../hub/console/views/jalur.ts';
import type { Pesan } from '../../../hub/console/views/pesan.ts';
import type { Peristiwa } from '../../../openapi/generated/types.ts';
import { becomes, handedOver, REPORT } from '../api/handing-over.ts';
import type { HubSurroundings } from '../with-hub.ts';
import type { ConsoleAnswer, SignedIn } from './signed-in.ts';

export const LANE = 'lapor laporan-kirim';
export const AT_LANE = `/antrean/jalur/${encodeURIComponent(LANE)}`;
/** Somebody who is known by a name and two numbers, and wrote both into the text as well. */
export const NAMED = {
  ...REPORT,
  anonim: false,
  isi: 'Saya bunga contoh, NIK 1275 0155 0890 9901: lampu di depan rumah padam.',
  pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002', email: 'bunga@contoh.go.id' },
};
export const PERSON = /bunga|contoh\.go|0812|0155|0890|9901/i;
/** The same beside names of offices (Dinas Perhubungan) and moments, in which some of it stands by chance. */
export const WHOLE_PERSON = /\bbunga\b|contoh\.go|081200000002|0155 0890/i;

export const bodyOf = <Body>({ body }: ConsoleAnswer) => body as Body;
export const problemOf = ({ status, body }: ConsoleAnswer) =>
  `${status} ${(body as { type?: string } | undefined)?.type?.split(':').at(-1) ?? ''}`.trim();
export const mistakesOf = ({ body }: ConsoleAnswer) =>
  ((body as { kesalahan?: { di: string }[] }).kesalahan ?? []).map(({ di }) => di);

export async function laneOf(console: SignedIn): Promise<Jalur> {
  const lane = bodyOf<Jalur[]>(await console.get('/antrean/jalur')).find(({ nama }) => nama === LANE);
  if (!lane) throw new Error('there is no such lane');
  return lane;
}

export const messageOf = async (console: SignedIn, id: string) =>
  bodyOf<Pesan>(await console.get(`/antrean/pesan/${id}`));

export async function eventsOf({ get }: HubSurroundings, jenis: string): Promise<readonly Peristiwa[]> {
  const { body } = await get(`/v1/peristiwa?jenis=${jenis}&batas=200`);
  return (body as { data: Peristiwa[] }).data;
}

export async function auditOf({ store }: HubSurroundings, operator: SignedIn): Promise<readonly string[]> {
  const records = await store.audit.list({ application: `operator:${operator.name}`, limit: 200 });
  return records.map(({ service, outcome }) => `${service} ${outcome}`).reverse();
}

export async function refusedOnce(hub: HubSurroundings, request: object = REPORT): Promise<string> {
  const { id } = await handedOver(hub, request);
  await becomes(hub, id, 'ditolak');
  return id;
}
