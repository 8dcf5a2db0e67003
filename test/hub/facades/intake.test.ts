import { expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { Report } from '../../../hub/services/pengaduan/report.ts';
import { StoreError } from '../../../hub/store/store.ts';
import type { Laporan } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import { complaint, elementOf } from './complaint.ts';
import { APPLICATION, type Facades, type FacadesOptions, KEY, runningClock, withFacades } from './with-facades.ts';

/** The old intake is gone: complaints arrive in the JSON form of today. Short steps, so that no test waits for a day. */
const withIntake = (use: (given: Facades) => Promise<void>, options: FacadesOptions = {}, waitSeconds = 20) =>
  withFacades(use, {
    clock: runningClock(),
    config: { relay: { firstRetryMs: 20, longestRetryMs: 100 }, facades: { waitSeconds } },
    ...options,
  });
const ledgerOf = ({ hub }: Facades) => hub.sandboxes.lapor.ledger() as LaporLedger;
const ISI = 'Lampu jalan padam di Jalan Contoh &amp; sekitarnya, sudah tiga hari.';

/** The polls of the start, so that a fault hits what a test does. */
const walkEnded = ({ hub }: Facades) =>
  until('a walk through the changes ended', () =>
    hub.sandboxes.lapor.calls().some(({ path, status }) => path.includes('halaman=2') && status === 200),
  );

test('a complaint in the form of 2018 arrives as JSON, and has LAPOR’s own number', () =>
  withIntake(async (given) => {
    const answer = await given.lapor(complaint({ isi: ISI }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/xml');
    expect(answer.headers.get('x-simpul-keadaan')).toBe('terkirim');
    const [taken, ...others] = ledgerOf(given).accepted;
    expect(others).toEqual([]);
    expect(taken).toMatchObject({
      via: 'json',
      trackingId: elementOf(answer.text, 'trackingid'),
      judul: 'Lampu jalan padam di Jalan Contoh & sekitarnya',
      isi: 'Lampu jalan padam di Jalan Contoh & sekitarnya, sudah tiga hari.',
    });
    expect(answer.text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*<response><trackingid>\d{6,10}</);
    expect(await given.audited(1)).toMatchObject([
      { application: APPLICATION, service: 'kirimLaporan', outcome: 'diterima', agreement: '480/PKS-DEMO/2026' },
    ]);
  }));

test('the same bytes again are the same complaint for an hour at least, and a new one after two', () =>
  withIntake(async (given) => {
    const send = async () => elementOf((await given.lapor(complaint({ isi: ISI }))).text, 'trackingid');
    const first = await send();
    expect(await send()).toBe(first);
    given.clock.pass(59);
    expect(await send()).toBe(first);
    const other = await given.lapor(complaint({ isi: `${ISI} Mohon diperbaiki.` }));
    expect(elementOf(other.text, 'trackingid')).not.toBe(first);
    given.clock.pass(121);
    expect(await send()).not.toBe(first);
    expect(ledgerOf(given).counts.accepted).toBe(3);
  }));

test('sent many times at once it is one complaint', () =>
  withIntake(async (given) => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => given.lapor(complaint({ isi: ISI }))));
    const numbers = new Set(answers.map(({ text }) => elementOf(text, 'trackingid')));
    expect([...numbers]).toEqual([ledgerOf(given).accepted[0]?.trackingId]);
    expect(ledgerOf(given).counts).toMatchObject({ accepted: 1, doubles: 0 });
  }));

test('while LAPOR is down there is a number of our own, unlike any of LAPOR’s, and afterwards the real one', () =>
  withIntake(
    async (given) => {
      const { hub } = given;
      hub.sandboxes.lapor.fault({ kind: 'refuse', forMs: 600_000 });
      const one = await given.lapor(complaint({ isi: ISI }));
      const two = await given.lapor(complaint({ isi: `Satu lagi. ${ISI}` }));
      const numbers = [one, two].map(({ text }) => Number(elementOf(text, 'trackingid')));
      expect(numbers).toEqual([2_000_000_001, 2_000_000_002]); // digits that fit 32 bits, where an application keeps them so
      expect([one, two].map(({ status, headers }) => [status, headers.get('x-simpul-keadaan')])).toEqual([
        [200, 'menunggu'],
        [200, 'menunggu'],
      ]);
      const again = await given.lapor(complaint({ isi: ISI }));
      expect(elementOf(again.text, 'trackingid')).toBe('2000000001');
      await hub.sandboxes.lapor.heal();
      await until('both arrived', () => ledgerOf(given).counts.accepted === 2);
      const real = ledgerOf(given).accepted.find(({ isi }) => isi.startsWith('Lampu'))?.trackingId;
      await until('it is told', async () => {
        const told = elementOf((await given.lapor(complaint({ isi: ISI }))).text, 'trackingid');
        return told === real;
      });
      const record = await given.records().find<Report>('laporan', 'sementara 2000000001');
      const read = await hub.get(`/v1/laporan/${record?.id}`, { key: KEY });
      expect((read.body as { data: Laporan }).data).toMatchObject({ trackingId: real });
      expect(ledgerOf(given).counts).toMatchObject({ accepted: 2, doubles: 0 });
    },
    {},
    0,
  ));

test('an answer of LAPOR that is lost brings no second complaint', () =>
  withIntake(async (given) => {
    await walkEnded(given);
    given.hub.sandboxes.lapor.fault({ kind: 'reset-after', path: '/laporan', times: 1 });
    const answer = await given.lapor(complaint({ isi: ISI }));
    expect(elementOf(answer.text, 'trackingid')).toBe(ledgerOf(given).accepted[0]?.trackingId);
    expect(ledgerOf(given).counts.accepted).toBe(1);
  }));

test('what LAPOR turns down is told in its own words', () =>
  withIntake(async (given) => {
    await walkEnded(given);
    given.hub.sandboxes.lapor.fault({ kind: 'turn-down', pesan: 'Isi laporan tidak pantas', path: '/laporan' });
    const answer = await given.lapor(complaint({ isi: ISI }));
    expect(answer.status).toBe(422);
    expect(elementOf(answer.text, 'error')).toBe('Laporan ditolak: Isi laporan tidak pantas');
    expect(answer.headers.get('x-simpul-masalah')).toBe('ditolak-hulu');
  }));

test('of an anonymous complaint nobody learns who sent it; a phone that is none costs no complaint', () =>
  withIntake(async (given) => {
    expect((await given.lapor(complaint({ isi: ISI, anonim: '1' }))).status).toBe(200);
    const calls = given.hub.sandboxes.lapor.calls().map((call) => JSON.stringify(call));
    expect(calls.join()).not.toMatch(/Bunga|0812|uji@/);
    const answer = await given.lapor(complaint({ isi: `Tanpa telepon. ${ISI}`, telpon: '-' }));
    expect(answer.status).toBe(200);
    const [, second] = await given.records().list<Report>({ collection: 'laporan', owner: APPLICATION, limit: 9 });
    const [first] = await given.records().list<Report>({ collection: 'laporan', owner: APPLICATION, limit: 9 });
    expect(second?.value.pelapor).toBeNull();
    expect(first?.value.pelapor).toEqual({ nama: 'Bunga Contoh Sari', telepon: null, email: 'uji@contoh.invalid' });
  }));

test('a wrong token, broken XML, too little text and another address are refused in the old form', () =>
  withIntake(async (given) => {
    const cases = [
      { body: complaint({ isi: ISI, token: '{salah}' }), status: 401, says: /^Token tidak valid$/ },
      { body: '<lapor><laporan/></lapor>', status: 401, says: /^Token tidak valid$/ },
      { body: '<lapor token="x">', status: 400, says: /^Laporan tidak sesuai$/ },
      { body: '', status: 400, says: /^Laporan tidak sesuai$/ },
      { body: complaint({ isi: 'Rusak' }), status: 400, says: /^Laporan tidak sesuai: body.isi sedikitnya 10/ },
      { body: complaint({ isi: 'x'.repeat(70_000) }), status: 400, says: /^Laporan tidak sesuai: / },
    ];
    for (const { body, status, says } of cases) {
      const answer = await given.lapor(body);
      expect({ status: answer.status, error: elementOf(answer.text, 'error') }).toEqual({
        status,
        error: expect.stringMatching(says),
      });
    }
    const elsewhere = { method: 'POST', body: complaint({ isi: ISI }) };
    expect((await given.ask('/fasad/lapor/legacy-xml/api/services/f01/gettopics', elsewhere)).status).toBe(404);
    expect(ledgerOf(given).counts.intakes).toBe(0);
  }));

test('a scope and a limit hold, and what is not let in is not kept', async () => {
  await withIntake(
    async (given) => {
      const answer = await given.lapor(complaint({ isi: ISI }));
      expect(answer.status).toBe(401);
      expect(elementOf(answer.text, 'error')).toMatch(/^Token tidak valid: .*laporan:tulis/);
      expect(await given.records().list({ collection: 'laporan', owner: APPLICATION, limit: 9 })).toEqual([]);
    },
    { application: { scopes: ['laporan:baca'] } },
  );
  await withIntake(
    async (given) => {
      await given.lapor(complaint({ isi: ISI }));
      const answer = await given.lapor(complaint({ isi: `Lagi. ${ISI}` }));
      expect(answer.status).toBe(429);
      expect(ledgerOf(given).counts.accepted).toBe(1);
    },
    { application: { requestsPerMinute: 1 } },
  );
});

test('nothing is accepted that cannot be written down', () =>
  withIntake(async (given) => {
    const { accept } = given.hub.store.messages;
    Object.assign(given.hub.store.messages, { accept: () => Promise.reject(new StoreError('disk full')) });
    const answer = await given.lapor(complaint({ isi: ISI }));
    expect(answer.status).toBe(503);
    expect(elementOf(answer.text, 'error')).toMatch(/^Layanan sedang terganggu: /);
    Object.assign(given.hub.store.messages, { accept });
    expect((await given.lapor(complaint({ isi: ISI }))).status).toBe(200);
    expect(ledgerOf(given).counts.accepted).toBe(1);
  }));
