import { expect, test } from '@jest/globals';
import { createCredential, recordIdOf, removeCredential } from '../../../hub/facades/credentials.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { until } from '../until.ts';
import { BUDI, HUB_SECRET, NOBODY } from '../with-hub.ts';
import { APPLICATION, CONSUMER, type Facades, signed } from './with-facades.ts';
import { byNik, json, withVclaim } from './with-vclaim.ts';

const at = (seconds: number) => (given: Facades) => new Date(given.clock.now().getTime() + seconds * 1000);
const refused = [
  {
    what: 'nobody’s id',
    headers: (g: Facades) => signed({ ...CONSUMER, id: '13579' }, g.clock.now()),
    says: /^Unauthorized!/,
  },
  { what: 'no id', headers: () => ({ 'X-cons-id': '' }), says: /^Unauthorized!/ },
  {
    what: 'another secret',
    headers: (g: Facades) => signed({ ...CONSUMER, secret: 'salah' }, g.clock.now()),
    says: /^Signature/,
  },
  { what: 'no signature', headers: () => ({ 'X-signature': '' }), says: /^Signature/ },
  { what: 'a clock 301 seconds behind', headers: (g: Facades) => signed(CONSUMER, at(-301)(g)), says: /^Signature/ },
  { what: 'a clock 301 seconds ahead', headers: (g: Facades) => signed(CONSUMER, at(301)(g)), says: /^Signature/ },
  {
    what: 'milliseconds',
    headers: (g: Facades) => ({ 'X-timestamp': String(g.clock.now().getTime()) }),
    says: /^Signature/,
  },
];
test('whoever cannot sign is refused as the old server refused it, and nobody is asked', () =>
  withVclaim(async (given) => {
    for (const { what, headers, says } of refused) {
      const answer = await given.vclaim(byNik(BUDI.nik), headers(given));
      expect({ what, status: answer.status, body: json(answer) }).toEqual({
        what,
        status: 200,
        body: { metaData: { code: '401', message: expect.stringMatching(says) }, response: null },
      });
    }
    expect(given.hub.sandboxes.bpjs.calls()).toEqual([]);
  }));

test('inside the window a signature is good, and good again', () =>
  withVclaim(async (given) => {
    for (const seconds of [-299, 299]) {
      const headers = signed(CONSUMER, at(seconds)(given));
      for (let time = 0; time < 2; time += 1)
        expect(json(await given.vclaim(byNik(BUDI.nik), headers))).toMatchObject({ metaData: { code: '200' } });
    }
  }));

test('an application that lost its scope, its agreement or its key is refused, and its limit holds', async () => {
  await withVclaim(
    async ({ vclaim }) => {
      const answer = json(await vclaim(byNik(BUDI.nik)));
      expect(answer).toEqual({
        metaData: { code: '401', message: expect.stringContaining('jkn:baca') },
        response: null,
      });
    },
    { application: { scopes: ['laporan:tulis'] } },
  );
  await withVclaim(
    async ({ vclaim }) => {
      expect(json(await vclaim(byNik(BUDI.nik)))).toMatchObject({ metaData: { code: '401' }, response: null });
    },
    { application: { purposes: ['penelitian'] } },
  );
  await withVclaim(
    async ({ vclaim }) => {
      await vclaim(byNik(BUDI.nik));
      const answer = await vclaim(byNik(BUDI.nik));
      expect(json(answer)).toMatchObject({ metaData: { code: '429' }, response: null });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    },
    { application: { requestsPerMinute: 1 } },
  );
  await withVclaim(
    async ({ vclaim }) => {
      const answer = json(await vclaim(byNik(BUDI.nik)));
      expect(answer).toMatchObject({ metaData: { code: '401', message: expect.stringMatching(/^Unauthorized!/) } });
    },
    { application: { revokedAt: 1 } },
  );
});

test('every read is in the audit, as the application’s own', () =>
  withVclaim(async ({ vclaim, audited, hub }) => {
    await vclaim(byNik(BUDI.nik));
    await vclaim(byNik(NOBODY));
    expect(await audited(2)).toMatchObject([
      { application: APPLICATION, service: 'getPeserta', outcome: 'segar', purpose: 'pelayanan-publik', fields: '*' },
      { application: APPLICATION, service: 'getPeserta', outcome: 'absent', agreement: '440/PKS-DEMO/2026' },
    ]);
    expect(hub.logs.join('')).toContain('bpjs/vclaim-1.1 peserta-by-nik');
  }));

test('whoever guesses secrets of an id is stopped, and others go on', () =>
  withVclaim(async ({ vclaim, clock, nik }) => {
    const wrong = signed({ ...CONSUMER, secret: 'salah' }, clock.now());
    for (let count = 0; count < 30; count += 1) await vclaim(byNik(BUDI.nik), wrong);
    expect(json(await vclaim(byNik(BUDI.nik)))).toMatchObject({ metaData: { code: '429' } });
    expect((await nik('call_nik', { NIK: '1275015508909901' })).text).toContain('BUNGA');
  }));

test('credentials that are made or taken back while the hub runs are known within a moment', () =>
  withVclaim(async (given) => {
    const { hub, clock, vclaim, records } = given;
    const { keyedHash } = sealsOf(HUB_SECRET);
    const other = { upstream: 'bpjs', id: '86420', secret: 'rahasia-baru' };
    const id = recordIdOf(keyedHash, other);
    const code = async () =>
      (json(await vclaim(byNik(BUDI.nik), signed(other, clock.now()))).metaData as { code: string }).code;
    expect(await code()).toBe('401');
    const made = { credential: other, application: APPLICATION, id, at: 0 };
    expect(await createCredential(records(), made)).toBe(true);
    expect(await createCredential(records(), made)).toBe(false);
    await until('they are known', async () => (await code()) === '200');
    await removeCredential(records(), id);
    await until('they are forgotten', async () => (await code()) !== '200');
    await hub.store.applications.revoke(APPLICATION, clock.now().getTime());
    await until('the application is gone', async () => json(await vclaim(byNik(BUDI.nik))).response === null);
  }));
