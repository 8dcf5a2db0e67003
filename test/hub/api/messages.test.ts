import { describe, expect, test } from '@jest/globals';
import type { JawabanDaftarPesan, Pesan } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';
import {
  arrivedReport,
  becomes,
  handedOver,
  kindOf,
  ledger,
  messageIn,
  messagesIn,
  mistakesOf,
  OTHER_KEY,
  REPORT,
  read,
  reportOf,
  UNKNOWN_MESSAGE,
  wait,
  withForwards,
} from './handing-over.ts';

/** How a message comes to each of its states. */
const WAYS = {
  async waiting(hub: HubSurroundings) {
    hub.sandboxes.lapor.fault({ kind: 'refuse', forMs: 600_000 });
    const { id } = await handedOver(hub);
    await until('its lane is held', async () => (await read(hub, id)).jalur.keadaan === 'tertahan');
    return becomes(hub, id, 'menunggu');
  },
  async sending(hub: HubSurroundings) {
    hub.sandboxes.lapor.fault({ kind: 'hang' });
    return becomes(hub, (await handedOver(hub)).id, 'dikirim');
  },
  async refused(hub: HubSurroundings) {
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1 });
    return becomes(hub, (await handedOver(hub)).id, 'ditolak');
  },
  async delivered(hub: HubSurroundings) {
    return becomes(hub, (await handedOver(hub)).id, 'terkirim');
  },
  async cancelled(hub: HubSurroundings) {
    const message = await WAYS.refused(hub);
    return messageIn(await hub.ask('POST', `/v1/pesan/${message.id}/batal`));
  },
};
type State = keyof typeof WAYS;

const cancel = ({ ask }: HubSurroundings, { id }: Pesan) => ask('POST', `/v1/pesan/${id}/batal`);
const again = ({ ask, post }: HubSurroundings, { id }: Pesan, body?: object): Promise<Answer> =>
  body ? post(`/v1/pesan/${id}/ulang`, body) : ask('POST', `/v1/pesan/${id}/ulang`);
const eventsOf = async (hub: HubSurroundings, { id }: Pesan) =>
  (await read(hub, id)).riwayat?.map(({ peristiwa }) => peristiwa) ?? [];

async function page(hub: HubSurroundings, query: string, key?: string): Promise<JawabanDaftarPesan> {
  const answer = await hub.get(`/v1/pesan${query}`, key === undefined ? {} : { key });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as JawabanDaftarPesan;
}
const idsOf = ({ data }: JawabanDaftarPesan) => data.map(({ id }) => id);

describe('a message', () => {
  test('is read with its whole history, and tells nothing of what it carries', () =>
    withForwards(async (hub) => {
      const request = { ...REPORT, anonim: false, pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002' } };
      const message = messageIn(await hub.post('/v1/laporan', request, wait(20)));
      const answer = await hub.get(`/v1/pesan/${message.id}`);
      expect(messageIn(answer)).toEqual({
        id: message.id,
        layanan: 'kirimLaporan',
        keadaan: 'terkirim',
        perihal: { jenis: 'laporan', id: expect.stringMatching(/^lpr_/) },
        dibuatPada: expect.any(String),
        diperbaruiPada: expect.any(String),
        percobaan: 1,
        cobaLagiPada: null,
        menungguPesan: null,
        jalur: {
          ...{ instansi: 'lapor', operasi: 'laporan-kirim', keadaan: 'terbuka' },
          ...{ alasan: null, sejak: null, cobaLagiPada: null },
        },
        hasil: { trackingId: ledger(hub).accepted[0]?.trackingId, transaksiId: expect.any(String) },
        hulu: null,
        riwayat: [
          expect.objectContaining({ peristiwa: 'diterima', percobaan: null, lamaMs: null }),
          expect.objectContaining({ peristiwa: 'terkirim', percobaan: 1, lamaMs: expect.any(Number) }),
        ],
      });
      expect(answer.text).not.toMatch(/BUNGA|0812|Pasar Contoh/);
      expect(answer.headers['cache-control']).toBe('no-store');
    }));

  test('of another application is not found, and stays as it is', () =>
    withForwards(async (hub) => {
      const message = await WAYS.refused(hub);
      for (const id of [message.id, UNKNOWN_MESSAGE]) {
        const asks = [
          hub.get(`/v1/pesan/${id}`, { key: OTHER_KEY }),
          hub.ask('POST', `/v1/pesan/${id}/batal`, { key: OTHER_KEY }),
          hub.ask('POST', `/v1/pesan/${id}/ulang`, { key: OTHER_KEY }),
          hub.post(`/v1/pesan/${id}/ulang`, REPORT, { key: OTHER_KEY }),
        ];
        for (const answer of await Promise.all(asks)) {
          expect(kindOf(answer)).toBe('404 tidak-ditemukan');
          expect(answer.text).not.toContain(id);
        }
      }
      expect(idsOf(await page(hub, '', OTHER_KEY))).toEqual([]);
      expect(await eventsOf(hub, message)).toEqual(['diterima', 'ditolak']);
    }));
});

describe('the list of messages', () => {
  test('goes from the newest to the oldest, page by page, also where all came in one moment', () =>
    withForwards(
      async (hub) => {
        const ids: string[] = [];
        for (let count = 0; count < 5; count += 1) ids.unshift((await handedOver(hub)).id);
        const path = `/v1/laporan/${await arrivedReport(hub)}/disposisi`;
        const offices = await hub.post(path, { instansi: [{ id: '1275-15' }, { id: '1275-07' }, { id: '1275-03' }] });
        const all = idsOf(await page(hub, ''));
        expect(all.slice(0, 3)).toEqual(
          messagesIn(offices)
            .map(({ id }) => id)
            .reverse(),
        );
        expect(all.slice(4)).toEqual(ids);
        const seen: string[] = [];
        let cursor: string | null = '';
        for (let pages = 0; pages < 5 && cursor !== null; pages += 1) {
          const { data, halaman } = await page(hub, `?batas=2${cursor === '' ? '' : `&kursor=${cursor}`}`);
          seen.push(...data.map(({ id }) => id));
          cursor = halaman.berikutnya;
        }
        expect({ seen, cursor }).toEqual({ seen: all, cursor: null });
        expect((await page(hub, '?batas=9')).halaman.berikutnya).toBeNull(); // exactly one page
      },
      { now: testClock().now },
    ));

  test('holds what is asked for and nothing else, on every page', () => {
    const clock = testClock();
    return withForwards(
      async (hub) => {
        const refused = await WAYS.refused(hub);
        clock.pass(60);
        const first = await WAYS.delivered(hub);
        const path = `/v1/laporan/${reportOf(first)}/tindak-lanjut`;
        const answered = messageIn(await hub.post(path, { isi: 'Sudah diganti.' }, wait(20)));
        const second = await WAYS.delivered(hub);
        const rows: readonly (readonly [string, readonly Pesan[]])[] = [
          ['?keadaan=ditolak', [refused]],
          ['?keadaan=terkirim', [second, answered, first]],
          ['?keadaan=dibatalkan', []],
          ['?layanan=tindakLanjutLaporan', [answered]],
          ['?layanan=kirimLaporan&keadaan=terkirim', [second, first]],
          ['?layanan=tidakAda', []],
          ['?sejak=2026-11-20T10:30:00%2B07:00', [second, answered, first]],
          ['?sejak=2026-11-20T04:00:00Z', [second, answered, first]], // that very moment
          ['?sejak=2026-11-20T04:00:01Z', []],
          ['?keadaan=&layanan=&sejak=', [second, answered, first, refused]],
        ];
        for (const [query, want] of rows)
          expect({ query, ids: idsOf(await page(hub, query)) }).toEqual({ query, ids: want.map(({ id }) => id) });
        const { halaman } = await page(hub, '?layanan=kirimLaporan&batas=1');
        const rest = await page(hub, `?layanan=kirimLaporan&kursor=${halaman.berikutnya}`);
        expect(idsOf(rest)).toEqual([first.id, refused.id]);
      },
      { now: clock.now },
    );
  });

  test.each([
    { query: '?keadaan=hilang', di: 'query.keadaan' },
    { query: '?keadaan=waiting', di: 'query.keadaan' },
    { query: '?layanan=kirim%20laporan', di: 'query.layanan' },
    { query: '?sejak=kemarin', di: 'query.sejak' },
    { query: '?sejak=2026-11-20', di: 'query.sejak' },
    { query: '?sejak=2026-11-20T10:00:00', di: 'query.sejak' }, // without a zone
    { query: '?sejak=2026-06-30T23:59:60Z', di: 'query.sejak' }, // a second that JavaScript does not know
    { query: '?sejak=2026-11-20T10:00:00%2B07', di: 'query.sejak' },
    { query: '?batas=0', di: 'query.batas' },
    { query: '?batas=201', di: 'query.batas' },
    { query: '?batas=1.5', di: 'query.batas' },
    { query: '?batas=banyak', di: 'query.batas' },
    { query: '?batas=1e2', di: 'query.batas' },
    { query: '?batas=5&batas=6', di: 'query.batas' },
    { query: '?kursor=lain', di: 'query.kursor' },
    { query: '?kursor=MTIzNA', di: 'query.kursor' }, // base64 of something else
    { query: '?kursor=s12%27%20or%201', di: 'query.kursor' },
    { query: '?kursor=czk5OTk5OTk5OTk5OTk5OTk5OTk', di: 'query.kursor' }, // a number beyond all numbers
    { query: '?halaman=2', di: 'query.halaman' },
  ])('$query is refused at $di', ({ query, di }) =>
    withForwards(async (hub) => {
      const answer = await hub.get(`/v1/pesan${query}`);
      expect({ kind: kindOf(answer), at: mistakesOf(answer) }).toEqual({
        kind: '400 permintaan-tidak-sah',
        at: [di],
      });
    }),
  );

  test.each([1, 200])('may be %i rows long', (limit) =>
    withForwards(async (hub) => expect(idsOf(await page(hub, `?batas=${limit}`))).toEqual([])),
  );
});

describe('cancelling a message', () => {
  test.each<{ state: State; is: string }>([
    { state: 'waiting', is: '200 dibatalkan' },
    { state: 'refused', is: '200 dibatalkan' },
    { state: 'sending', is: '409 dikirim' },
    { state: 'delivered', is: '409 terkirim' },
    { state: 'cancelled', is: '409 dibatalkan' },
  ])('that is $state is $is', ({ state, is }) =>
    withForwards(async (hub) => {
      const message = await WAYS[state](hub);
      const answer = await cancel(hub, message);
      const { keadaan } = await read(hub, message.id);
      expect(`${answer.status} ${keadaan}`).toBe(is);
      if (answer.status === 409) expect(answer.body).toMatchObject({ detail: expect.stringContaining(`"${keadaan}"`) });
      else expect(messageIn(answer)).toMatchObject({ id: message.id, keadaan, cobaLagiPada: null });
      await hub.sandboxes.lapor.heal();
    }),
  );

  test('ends it for good: nothing is sent once LAPOR is back, and what waited behind it is told so', () =>
    withForwards(async (hub) => {
      const message = await WAYS.waiting(hub);
      const path = `/v1/laporan/${reportOf(message)}/tindak-lanjut`;
      const behind = messageIn(await hub.post(path, { isi: 'Sudah diganti.' }));
      expect(behind.menungguPesan ?? message.id).toBe(message.id);
      await cancel(hub, message);
      await hub.sandboxes.lapor.heal();
      const { hulu } = await becomes(hub, behind.id, 'ditolak');
      expect(hulu).toMatchObject({ kode: 'misasked' });
      expect(ledger(hub)).toMatchObject({ counts: { accepted: 0 }, followUps: [] });
    }));

  test('happens once, of many who say so at the same moment', () =>
    withForwards(async (hub) => {
      const message = await WAYS.refused(hub);
      const answers = await Promise.all(Array.from({ length: 5 }, () => cancel(hub, message)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
      expect(await eventsOf(hub, message)).toEqual(['diterima', 'ditolak', 'dibatalkan']);
    }));
});

describe('sending a message again', () => {
  test.each<{ state: State; is: string; sent: number }>([
    { state: 'waiting', is: '202', sent: 1 },
    { state: 'refused', is: '202', sent: 1 },
    { state: 'sending', is: '409 bentrok', sent: 0 },
    { state: 'delivered', is: '409 bentrok', sent: 1 },
    { state: 'cancelled', is: '409 bentrok', sent: 0 },
  ])('as it is, when it is $state, is $is', ({ state, is, sent }) =>
    withForwards(async (hub) => {
      const message = await WAYS[state](hub);
      for (const body of [undefined, { ...REPORT, judul: 'Jalan berlubang' }]) {
        const answer = await again(hub, message, body);
        expect({ body, is: kindOf(answer) }).toEqual({ body, is });
        if (answer.status !== 202) continue;
        expect(answer.headers.location).toBe(`/v1/pesan/${message.id}`);
        expect(messageIn(answer).id).toBe(message.id);
        break; // it may be on its way by now
      }
      if (state !== 'sending') await hub.sandboxes.lapor.heal();
      if (sent === 1) await becomes(hub, message.id, 'terkirim');
      expect(ledger(hub).counts).toMatchObject({ accepted: sent, doubles: 0 });
      await hub.sandboxes.lapor.heal();
    }),
  );

  test('with another body replaces all of it, keeps its number and history, and tells the words of before no more', () =>
    withForwards(async (hub) => {
      const message = await WAYS.refused(hub);
      const { kategori: _, ...rest } = REPORT;
      const answer = await again(hub, message, { ...rest, judul: 'Lampu jalan padam sejak Senin' });
      expect(answer).toMatchObject({ status: 202 });
      const { hulu } = await becomes(hub, message.id, 'terkirim');
      expect(hulu).toBeNull();
      expect(await eventsOf(hub, message)).toEqual(['diterima', 'ditolak', 'diulang', 'terkirim']);
      expect(ledger(hub).accepted).toMatchObject([{ judul: 'Lampu jalan padam sejak Senin' }]);
      const { body } = await hub.get(`/v1/laporan/${reportOf(message)}`);
      expect(body).toMatchObject({ data: { judul: 'Lampu jalan padam sejak Senin', kategori: null } });
    }));

  test('with another body is written into the audit as the first one was', () =>
    withForwards(async (hub) => {
      const message = await WAYS.refused(hub);
      const pelapor = { nama: 'BUNGA CONTOH', telepon: '081200000002' };
      await again(hub, message, { ...REPORT, anonim: false, pelapor });
      await becomes(hub, message.id, 'terkirim');
      await until('it is written', async () => {
        const records = await hub.store.audit.list({ limit: 10 });
        return records.filter(({ service }) => service === 'kirimLaporan').length === 2;
      });
    }));

  const JSON_TYPE = { 'Content-Type': 'application/json' };
  const changed = (changes: object) => JSON.stringify({ ...REPORT, ...changes });
  const file = { id: 'lmp_00000000000000000000' };
  test.each([
    { what: 'too little in it', body: '{"judul":"x"}', is: 400, at: ['body.isi', 'body.judul'] },
    { what: 'an unknown member', body: changed({ gaji: 1 }), is: 400, at: ['body.gaji'] },
    { what: 'nobody who reports', body: changed({ anonim: false }), is: 400, at: ['body.pelapor'] }, // only the service knows
    { what: 'a time to come', body: changed({ waktu: '2999-01-01T00:00:00Z' }), is: 400, at: ['body.waktu'] },
    { what: 'a leap second', body: changed({ waktu: '2016-12-31T23:59:60Z' }), is: 400, at: ['body.waktu'] },
    { what: 'an unknown file', body: changed({ lampiran: [file] }), is: 400, at: ['body.lampiran.0.id'] },
    { what: 'nothing in it', body: '{}', is: 400, at: ['body.isi', 'body.judul'] },
    { what: 'a list', body: '[]', is: 400, at: ['body'] },
    { what: 'null', body: 'null', is: 400, at: ['body'] },
    { what: 'cut JSON', body: '{"judul":', is: 400, at: ['body'] },
    { what: 'a text', body: changed({}), headers: { 'Content-Type': 'text/plain' }, is: 415, at: [] },
    { what: '65 KiB in it', body: changed({ isi: 'x'.repeat(66_000) }), is: 413, at: [] },
  ])('with $what is $is at $at, and the message waits as before', ({ body, headers = JSON_TYPE, is, at }) =>
    withForwards(async (hub) => {
      const message = await WAYS.refused(hub);
      const answer = await hub.ask('POST', `/v1/pesan/${message.id}/ulang`, { body, headers });
      expect({ status: answer.status, at: mistakesOf(answer).toSorted() }).toEqual({ status: is, at });
      expect(await eventsOf(hub, message)).toEqual(['diterima', 'ditolak']);
      const { body: report } = await hub.get(`/v1/laporan/${reportOf(message)}`);
      expect(report).toMatchObject({ data: { judul: REPORT.judul } });
    }),
  );

  test('to another office corrects that one message; to several is no correction', () =>
    withForwards(async (hub) => {
      const path = `/v1/laporan/${await arrivedReport(hub)}/disposisi`;
      const [wrong, behind] = messagesIn(await hub.post(path, { instansi: [{ id: '9999-99' }, { id: '1275-07' }] }));
      if (!wrong || !behind) throw new Error('two messages were expected');
      await becomes(hub, wrong.id, 'ditolak');
      expect((await read(hub, behind.id)).menungguPesan).toBe(wrong.id);
      const offices = (...ids: string[]) => ({ instansi: ids.map((id) => ({ id })) });
      expect(kindOf(await again(hub, wrong, offices('1275-15', '1275-03')))).toBe('409 bentrok');
      expect(await again(hub, wrong, offices('1275-15'))).toMatchObject({ status: 202 });
      await becomes(hub, behind.id, 'terkirim');
      expect(ledger(hub).dispositions.map(({ instansiId }) => instansiId)).toEqual(['1275-15', '1275-07']);
    }));
});
