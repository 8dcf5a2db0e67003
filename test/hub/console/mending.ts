import { expect } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import type { HasilSimpan, HasilUji, Perbaikan, Perubahan } from '../../../hub/console/views/perubahan.ts';
import { readWith } from '../exchange/switching.ts';
import { RENAME, withOwnHub } from '../releases/with-own-mappings.ts';
import { until } from '../until.ts';
import { BUDI, type HubSurroundings, SITI } from '../with-hub.ts';
import type { SignedIn } from './signed-in.ts';

export const AT = '/perubahan/bpjs/peserta-by-nik';
export const FILE = `${AT}/berkas/peserta-by-nik`;

/** A hub whose city has written nothing yet. */
export function withNothingOwn(use: (hub: HubSurroundings, own: string) => Promise<void>): Promise<void> {
  return withOwnHub({}, { people: PEOPLE }, (hub, { own }) => use(hub, own));
}

const PEOPLE = 3000;
const people = generatePeople(PEOPLE);
let last = 2;
/** Somebody who was not asked for yet: nothing is known of them. */
export function another(): { nik: string } {
  last += 1;
  const person = people[last % PEOPLE];
  if (!person) throw new Error('nobody');
  return person;
}

export const read = async ({ get }: HubSurroundings, { nik }: { nik: string }) =>
  readWith(await get(`/v1/jkn/peserta/${nik}`));

/** BPJS calls the card's number otherwise, and the hub has seen it. */
export async function renamed(hub: HubSurroundings): Promise<void> {
  expect(await read(hub, BUDI)).toBe('200 segar vclaim-2.0');
  hub.sandboxes.bpjs.fault(RENAME);
  expect(await read(hub, SITI)).toBe('503 hulu-berubah');
  await until('the answer that does not fit is kept', async () => {
    const asked = { instance: 'bpjs', operation: 'peserta-by-nik', limit: 1 };
    const [newest] = await hub.store.releases.keptAnswers(asked);
    return newest?.verdict === 'changed' && (await hub.store.releases.drift(asked)).length > 0;
  });
}

export const changes = async (who: SignedIn) => (await who.get('/perubahan')).body as Perubahan;
export const whole = async (who: SignedIn, at = AT) => (await who.get(at)).body as Perbaikan;
export const checked = async (who: SignedIn, body: object) =>
  (await who.post(`${FILE}/periksa`, body)).body as HasilUji;
export const tried = async (who: SignedIn, body: object) => (await who.post(`${FILE}/uji`, body)).body as HasilUji;
export const saved = async (who: SignedIn, body: object) =>
  (await who.put(FILE, { pakai: true, alasan: '', paksa: false, ...body })).body as HasilSimpan;
