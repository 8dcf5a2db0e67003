import { expect, test } from '@jest/globals';
import { createVClaim, type VClaim } from '../../clients/vclaim-1.1/client.ts';
import { VClaimNotAuthorised, VClaimRefused, VClaimUnreachable } from '../../clients/vclaim-1.1/errors.ts';
import { BUDI, NOBODY, SITI } from '../with-hub.ts';
import { CONSUMER, type Facades, withFacades } from './with-facades.ts';

// A program written from BPJS's document of 1.1 alone, knowing nothing of Simpul, while BPJS speaks 2.0 alone.

const DAY = '2026-11-20';
const REFERRAL = '990101011126P000001';

function withOldClient(use: (client: VClaim, given: Facades) => Promise<void>, consumer = CONSUMER): Promise<void> {
  return withFacades(async (given) => {
    const { bpjs } = given.hub.sandboxes;
    bpjs.set({ vclaim11: 'gone' });
    bpjs.forget();
    const baseUrl = `${given.hub.url}/fasad/bpjs/vclaim-1.1`;
    await use(createVClaim({ baseUrl, consumer, now: given.clock.now }), given);
    for (const { path } of bpjs.calls()) expect(path).toMatch(/^\/vclaim-rest\//);
  });
}

test('everything the old program asks is answered while only 2.0 is spoken', () =>
  withOldClient(async (client, { hub }) => {
    const byNik = await client.pesertaByNik(BUDI.nik, DAY);
    expect(byNik.message).toBe('OK');
    expect(byNik.value).toMatchObject({ nik: BUDI.nik, noKartu: BUDI.kartu, nama: BUDI.nama, sex: 'L' });
    expect((await client.pesertaByCard(SITI.kartu, DAY)).value).toMatchObject({ nik: SITI.nik, nama: SITI.nama });
    const referral = await client.rujukan(REFERRAL);
    const { value: list } = await client.rujukanOfCard(referral.value.peserta.noKartu);
    expect(list).toContainEqual(referral.value);
    expect(hub.sandboxes.bpjs.calls().length).toBeGreaterThan(0);
  }));

test('who is not registered is refused, in the words of 1.1', () =>
  withOldClient(async (client) => {
    await expect(client.pesertaByNik(NOBODY, DAY)).rejects.toThrow(VClaimRefused);
    await expect(client.pesertaByNik(NOBODY, DAY)).rejects.toThrow('Peserta Tidak Terdaftar');
  }));

test('credentials nobody has are not authorised, and BPJS is not asked', () =>
  withOldClient(
    async (client, { hub }) => {
      await expect(client.pesertaByNik(BUDI.nik, DAY)).rejects.toThrow(VClaimNotAuthorised);
      expect(hub.sandboxes.bpjs.calls()).toEqual([]);
    },
    { ...CONSUMER, secret: 'lain' },
  ));

test('when BPJS is down, whoever is known is answered and said to be old, and nobody is said not to exist', () =>
  withOldClient(async (client, { hub, clock }) => {
    const { value } = await client.pesertaByNik(BUDI.nik, DAY);
    clock.pass(30);
    hub.sandboxes.bpjs.fault({ kind: 'status', status: 503 });
    const old = await client.pesertaByNik(BUDI.nik, DAY);
    expect(old.value).toEqual(value);
    expect(old.message).toMatch(/^OK \(data lama, /);
    expect(old.headers.get('warning')).toMatch(/^110 /);
    await expect(client.pesertaByNik(SITI.nik, DAY)).rejects.toThrow(VClaimUnreachable);
  }));
