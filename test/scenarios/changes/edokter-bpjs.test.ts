import { afterEach, expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { takeOver } from '../../hub/facades/credentials.ts';
import { until } from '../../hub/until.ts';
import { DEMO_KEY, withHub } from '../../hub/with-hub.ts';
import { endClients, startClient } from '../clients/start.ts';
import { startHost } from '../host.ts';
import { fastClock } from './fast-clock.ts';
import { linesOf, withOperator } from './operator.ts';
import { type Chapter, printStory, tell } from './story.ts';

// What happened to e-Dokter between 2016 and 2022, in a minute. The application is the same program from first to last,
// once written for the unified API, and once as it was in 2016: for VClaim 1.1, with nothing but another base address.

const RATE = 60; // each
const OLD_CREDENTIALS = { id: '24680', secret: 'rahasia-e-dokter' };
const CLOCKS_MAY_BE_OFF_SECONDS = 1_000_000_000;
const OPERATIONS = ['peserta-by-nik', 'peserta-by-kartu', 'rujukan', 'rujukan-by-kartu'];
const CHANGES = { instance: 'bpjs', operation: 'peserta-by-nik', path: '/nik/' } as const;

afterEach(endClients);

test('e-dokter goes on from VClaim 1.1 to a renamed field of 2.0 and back', async () => {
  const clock = fastClock(1000);
  const people = generatePeople(40).map(({ nik, noKartu, nama, tanggalLahir, sex }) => ({
    ...{ nik, noKartu, nama, tanggalLahir },
    jenisKelamin: sex,
  }));
  await withOperator(async (operator) => {
    await withHub({ now: clock.now, people: 60, mappings: { own: operator.folder } }, async (hub) => {
      const { bpjs } = hub.sandboxes;
      // a second here is a quarter of an hour there: whoever looks at signatures must not mind
      bpjs.set({ clockSkewSeconds: CLOCKS_MAY_BE_OFF_SECONDS, vclaim20: 'not-yet' });
      const oldHost = await startHost(bpjs.url);
      const newHost = await startHost(bpjs.url);
      await takeOver(hub.store, [{ upstream: 'bpjs', ...OLD_CREDENTIALS }], 'demo');
      await hub.restart({
        facades: { clockToleranceSeconds: CLOCKS_MAY_BE_OFF_SECONDS },
        instances: {
          bpjs: { settings: { services: { 'vclaim-1.1': { baseUrl: `${oldHost.url}/vclaim-rest-1.1` } } } },
        },
      });
      const address = `${newHost.url}/vclaim-rest-1.1`;
      const moved = `upstream: bpjs\nrelease: vclaim-1.1-pindah\nprotocol: vclaim-1\nservice: vclaim-1.1\ninherits: vclaim-1.1\naddress: ${address}\n`;
      const keyed = `upstream: bpjs\nrelease: vclaim-1.1-kunci\nprotocol: vclaim-1\nservice: vclaim # its account has the user key\ninherits: vclaim-1.1\naddress: ${address}\n`;
      const renamed = [
        'upstream: bpjs\nrelease: vclaim-2.1\nprotocol: vclaim-2\nservice: vclaim\ninherits: vclaim-2.0\n',
        'operation: peserta-by-nik\nanswer: { fields: { nama: namaPeserta } }\n',
      ] as const;
      const load = { rate: RATE, people, everyMs: 100 };
      const clients = {
        'e-dokter': startClient('e-dokter', { ...load, base: hub.url, key: DEMO_KEY }),
        'e-dokter-1.1': startClient('e-dokter-1.1', {
          ...{ ...load, ...OLD_CREDENTIALS },
          base: `${hub.url}/fasad/bpjs/vclaim-1.1`,
        }),
      };
      const all = Object.values(clients);
      for (const { started } of all) await started;
      const chapters: readonly Chapter[] = [
        {
          what: 'VClaim 1.1, plain JSON',
          // everybody is known from here on, and whoever is known is always answered
          happens: () =>
            until('everybody was asked about', () => all.every((one) => one.tally().benar > 2 * people.length)),
        },
        {
          what: 'the host moves',
          happens: () => oldHost.close(),
          changes: CHANGES,
          by: `an edit of ${linesOf(moved)} lines`,
          async mends() {
            await operator.writes('bpjs/vclaim-1.1-pindah/release.yaml', moved);
            await operator.activates(hub, 'bpjs', 'vclaim-1.1-pindah', OPERATIONS);
          },
        },
        {
          what: 'a user key is required',
          happens: () => bpjs.set({ vclaim11: 'needs-user-key' }),
          changes: CHANGES,
          by: `an edit of ${linesOf(keyed)} lines`,
          async mends() {
            await operator.writes('bpjs/vclaim-1.1-kunci/release.yaml', keyed);
            await operator.activates(hub, 'bpjs', 'vclaim-1.1-kunci', OPERATIONS);
          },
        },
        {
          what: 'VClaim 2.0, sealed; 1.1 is gone',
          happens: () => bpjs.set({ vclaim11: 'gone', vclaim20: 'open' }),
          changes: CHANGES,
        },
        {
          what: 'a field is renamed',
          happens: () => bpjs.fault({ kind: 'rename', from: 'peserta.nama', to: 'namaPeserta' }),
          changes: CHANGES,
          by: `an edit of ${linesOf(...renamed)} lines`,
          async mends() {
            await operator.writes('bpjs/vclaim-2.1/release.yaml', renamed[0]);
            await operator.writes('bpjs/vclaim-2.1/peserta-by-nik.yaml', renamed[1]);
            await operator.activates(hub, 'bpjs', 'vclaim-2.1', OPERATIONS);
          },
        },
        { what: 'the field is restored', happens: () => bpjs.heal(), changes: CHANGES },
      ];
      try {
        const told = await tell(chapters, { hub, clock, clients });
        printStory('edokter-bpjs', told);
        for (const client of all) {
          const { wrong, salah, gagal, benar } = await client.stop();
          expect(wrong).toEqual([]);
          expect({ salah, gagal }).toEqual({ salah: 0, gagal: 0 });
          expect(benar).toBeGreaterThan(0);
        }
      } finally {
        await newHost.close();
      }
    });
  });
}, 180_000);
