import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import type { Laporan } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import type { Asking, HubSurroundings } from '../with-hub.ts';
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
  reportOf,
  wait,
  withForwards,
} from './handing-over.ts';

const OTHER_REPORT = { ...REPORT, judul: 'Jalan berlubang' };
const DOWN = { kind: 'refuse', forMs: 600_000 };

function keyed(key: string, asking: Asking = {}): Asking {
  return { ...asking, headers: { 'Idempotency-Key': key, ...asking.headers } };
}

/** Reports that came through the hub; LAPOR's own stand beside them. */
async function reportsHandedOver({ get }: HubSurroundings): Promise<readonly Laporan[]> {
  const { body } = await get('/v1/laporan?batas=200');
  return (body as { data: Laporan[] }).data.filter(({ pesan }) => pesan !== null);
}

describe('an Idempotency-Key', () => {
  test.each<{ again: string; path?: string; body?: object; key?: string; asking?: Asking; is: string; sent: number }>([
    { again: 'the same request', is: 'the message of then', sent: 1 },
    { again: 'the same request that waits', asking: wait(20), is: 'the message of then', sent: 1 },
    { again: 'another body', body: OTHER_REPORT, is: '422 kunci-idempotensi-dipakai', sent: 1 },
    {
      again: 'a body with one member more',
      body: { ...REPORT, rahasia: true },
      is: '422 kunci-idempotensi-dipakai',
      sent: 1,
    },
    { again: 'the same body as another application', asking: { key: OTHER_KEY }, is: 'another message', sent: 2 },
    { again: 'the same body under another key', key: 'kunci-b', is: 'another message', sent: 2 },
    { again: 'the same key in capitals', key: 'KUNCI-A', is: 'another message', sent: 2 },
    {
      again: 'a body that does not fit the document',
      body: { judul: 'Lampu' },
      is: '400 permintaan-tidak-sah',
      sent: 1,
    },
  ])('with $again is $is', ({ body = REPORT, key = 'kunci-a', asking = {}, is, sent }) =>
    withForwards(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'slow', delayMs: 50 });
      const { id } = await handedOver(hub, REPORT, keyed('kunci-a'));
      const again = await hub.post('/v1/laporan', body, keyed(key, asking));
      const same = again.status < 400 && messageIn(again).id === id;
      expect(again.status >= 400 ? kindOf(again) : same ? 'the message of then' : 'another message').toBe(is);
      await becomes(hub, id, 'terkirim');
      await until('nothing is under way', async () => ledger(hub).accepted.length >= sent);
      expect(ledger(hub).counts).toMatchObject({ accepted: sent, doubles: 0 });
      expect(await reportsHandedOver(hub)).toHaveLength(sent);
    }),
  );

  test('belongs to one operation: the same key at another one is another request', () =>
    withForwards(async (hub) => {
      const id = await arrivedReport(hub);
      const body = { isi: 'Sudah diganti.' };
      expect(await hub.post(`/v1/laporan/${id}/tindak-lanjut`, body, keyed('kunci-c'))).toMatchObject({ status: 202 });
      const elsewhere = await hub.post('/v1/laporan', REPORT, keyed('kunci-c'));
      expect(kindOf(elsewhere)).toBe('422 kunci-idempotensi-dipakai');
      const ofAnother = await arrivedReport(hub);
      const same = await hub.post(`/v1/laporan/${ofAnother}/tindak-lanjut`, body, keyed('kunci-c'));
      expect(kindOf(same)).toBe('422 kunci-idempotensi-dipakai');
    }));

  test('gives the message of then as it is now, once it was delivered and after a restart', () =>
    withForwards(async (hub) => {
      const first = messageIn(await hub.post('/v1/laporan', REPORT, keyed('kunci-d', wait(20))));
      expect(first.keadaan).toBe('terkirim');
      const again = async () => hub.post('/v1/laporan', REPORT, keyed('kunci-d'));
      expect(await again()).toMatchObject({ status: 202, body: { data: { id: first.id, keadaan: 'terkirim' } } });
      await hub.restart();
      expect(await again()).toMatchObject({ status: 202, body: { data: { id: first.id, hasil: first.hasil } } });
      expect(await hub.post('/v1/laporan', REPORT, keyed('kunci-d', wait(1)))).toMatchObject({ status: 201 });
      expect(ledger(hub).counts).toMatchObject({ accepted: 1, doubles: 0 });
      expect(await reportsHandedOver(hub)).toHaveLength(1);
    }));

  test('of a request that was refused stays with it: the same again is not sent again', () =>
    withForwards(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1 });
      const first = await hub.post('/v1/laporan', REPORT, keyed('kunci-e', wait(20)));
      expect(messageIn(first).keadaan).toBe('ditolak');
      const again = await hub.post('/v1/laporan', REPORT, keyed('kunci-e', wait(20)));
      expect(again).toMatchObject({ status: 201, body: { data: { id: messageIn(first).id, keadaan: 'ditolak' } } });
      expect(ledger(hub).counts.accepted).toBe(0);
    }));

  test('of a request that was turned away before anything was stored is still free', () =>
    withForwards(async (hub) => {
      const bad = await hub.post('/v1/laporan', { ...REPORT, anonim: false }, keyed('kunci-f'));
      expect(kindOf(bad)).toBe('400 permintaan-tidak-sah');
      expect(await hub.post('/v1/laporan', REPORT, keyed('kunci-f'))).toMatchObject({ status: 202 });
    }));

  test('makes one message of twenty requests of the same moment', () =>
    withForwards(async (hub) => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => hub.post('/v1/laporan', REPORT, keyed('kunci-g', wait(20)))),
      );
      expect(new Set(answers.map((answer) => `${answer.status} ${messageIn(answer).id}`)).size).toBe(1);
      expect(await reportsHandedOver(hub)).toHaveLength(1);
      expect(ledger(hub).counts).toMatchObject({ accepted: 1, doubles: 0 });
    }));

  test('lets one of two bodies of the same moment in', () =>
    withForwards(async (hub) => {
      const answers = await Promise.all(
        [REPORT, OTHER_REPORT].map((body) => hub.post('/v1/laporan', body, keyed('kunci-h'))),
      );
      expect(answers.map(kindOf).toSorted()).toEqual(['202', '422 kunci-idempotensi-dipakai']);
      expect(await reportsHandedOver(hub)).toHaveLength(1);
    }));

  test('covers all messages of a request to several offices', () =>
    withForwards(async (hub) => {
      const path = `/v1/laporan/${await arrivedReport(hub)}/disposisi`;
      const offices = (...ids: string[]) => ({ instansi: ids.map((id) => ({ id })) });
      const both = offices('1275-15', '1275-07');
      const first = await hub.post(path, both, keyed('kunci-i'));
      const again = await Promise.all([1, 2, 3].map(() => hub.post(path, both, keyed('kunci-i', wait(20)))));
      const ids = messagesIn(first).map(({ id }) => id);
      expect(ids).toHaveLength(2);
      for (const answer of again) expect(messagesIn(answer).map(({ id }) => id)).toEqual(ids);
      for (const other of [offices('1275-15'), offices('1275-15', '1275-07', '1275-03')])
        expect(kindOf(await hub.post(path, other, keyed('kunci-i')))).toBe('422 kunci-idempotensi-dipakai');
      expect(ledger(hub).dispositions.map(({ instansiId }) => instansiId)).toEqual(['1275-15', '1275-07']);
    }));

  test('lets one of two requests of the same moment in, to however many offices they are', () =>
    withForwards(async (hub) => {
      const path = `/v1/laporan/${await arrivedReport(hub)}/disposisi`;
      const bodies = [['1275-15'], ['1275-15', '1275-07']].map((ids) => ({ instansi: ids.map((id) => ({ id })) }));
      for (let round = 0; round < 6; round += 1) {
        const before = (await dispositions(hub)).length;
        const order = round % 2 === 0 ? bodies : bodies.toReversed();
        const answers = await Promise.all(order.map((body) => hub.post(path, body, keyed(`kunci-j-${round}`))));
        expect(answers.map(kindOf).toSorted()).toEqual(['202', '422 kunci-idempotensi-dipakai']);
        const taken = answers.flatMap((answer) => (answer.status === 202 ? messagesIn(answer) : []));
        expect((await dispositions(hub)).length - before).toBe(taken.length);
      }
    }));

  test.each([
    { what: 'with a space', key: 'kunci a' },
    { what: 'with a tab', key: 'kunci\ta' },
    { what: 'with letters of no ASCII', key: 'künci' },
    { what: 'of 201 characters', key: 'k'.repeat(201) },
    { what: 'that is empty', key: '' },
  ])('$what is refused and nothing accepted', ({ key }) =>
    withForwards(async (hub) => {
      const answer = await hub.post('/v1/laporan', REPORT, keyed(key));
      expect({ kind: kindOf(answer), at: mistakesOf(answer) }).toEqual({
        kind: '400 permintaan-tidak-sah',
        at: ['header.Idempotency-Key'],
      });
      expect(await hub.get('/v1/pesan')).toMatchObject({ body: { data: [] } });
    }),
  );

  test('of 200 characters is one', () =>
    withForwards(async (hub) => {
      const { id } = await handedOver(hub, REPORT, keyed('!'.repeat(200)));
      expect((await handedOver(hub, REPORT, keyed('!'.repeat(200)))).id).toBe(id);
    }));
});

const dispositions = async ({ get }: HubSurroundings) =>
  ((await get('/v1/pesan?layanan=disposisiLaporan&batas=200')).body as { data: unknown[] }).data;

describe('whoever prefers to wait', () => {
  test.each([
    { seconds: 20, fault: undefined, is: '201 terkirim' },
    { seconds: 20, fault: { kind: 'slow', delayMs: 300 }, is: '201 terkirim' },
    { seconds: 20, fault: { kind: 'turn-down', times: 1 }, is: '201 ditolak' },
    { seconds: 1, fault: { kind: 'hang' }, is: '202 dikirim' },
    { seconds: 1, fault: DOWN, is: '202 menunggu' },
  ])('$seconds s is told $is while LAPOR suffers from $fault.kind', ({ seconds, fault, is }) =>
    withForwards(async (hub) => {
      if (fault) hub.sandboxes.lapor.fault(fault);
      const answer = await hub.post('/v1/laporan', REPORT, wait(seconds));
      const { id, keadaan } = messageIn(answer);
      expect(`${answer.status} ${keadaan}`).toBe(is);
      expect(answer.headers).toMatchObject({ location: `/v1/pesan/${id}`, 'preference-applied': 'wait' });
      await hub.sandboxes.lapor.heal();
    }),
  );

  test('is told of all messages, or of none', () =>
    withForwards(async (hub) => {
      const path = `/v1/laporan/${await arrivedReport(hub)}/disposisi`;
      hub.sandboxes.lapor.fault({ kind: 'turn-down', path: '/disposisi', times: 1 });
      const body = { instansi: [{ id: '1275-15' }, { id: '1275-07' }] };
      const answer = await hub.post(path, body, wait(1));
      // the second waits behind the first, which was refused
      expect({ status: answer.status, states: messagesIn(answer).map(({ keadaan }) => keadaan) }).toEqual({
        status: 202,
        states: ['ditolak', 'menunggu'],
      });
    }));

  test.each(['0', '31', '300', '-1', '2.5', 'lama', '2, respond-async', '2;x=1', ''])(
    'wait=%s is no preference of this document',
    (seconds) =>
      withForwards(async (hub) => {
        const answer = await hub.post('/v1/laporan', REPORT, wait(seconds));
        expect({ kind: kindOf(answer), at: mistakesOf(answer) }).toEqual({
          kind: '400 permintaan-tidak-sah',
          at: ['header.Prefer'],
        });
        expect(await hub.get('/v1/pesan')).toMatchObject({ body: { data: [] } });
      }),
  );

  test('is answered with what there is when the hub stops', () =>
    withForwards(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'slow', delayMs: 1500 });
      const waiting = hub.post('/v1/laporan', REPORT, wait(30));
      const sent = () => hub.sandboxes.lapor.calls().some(({ method }) => method === 'POST');
      await until('LAPOR is asked', sent);
      const stopped = hub.hub.close();
      const answer = await waiting;
      await stopped;
      expect(`${answer.status} ${messageIn(answer).keadaan}`).toBe('202 dikirim');
      await hub.restart();
      await becomes(hub, messageIn(answer).id, 'terkirim');
      expect(ledger(hub).counts).toMatchObject({ accepted: 1, doubles: 0 });
    }));
});

test('the Location of an accepted forward is its message', () =>
  withForwards(async (hub) => {
    const answer = await hub.post('/v1/laporan', REPORT);
    const { location = '' } = answer.headers;
    expect(messageIn(await hub.get(location))).toMatchObject({ id: messageIn(answer).id, layanan: 'kirimLaporan' });
    expect(answer.headers['preference-applied']).toBeUndefined();
    const path = `/v1/laporan/${reportOf(messageIn(answer))}/disposisi`;
    const several = await hub.post(path, { instansi: [{ id: '1275-15' }, { id: '1275-07' }] });
    const [first] = messagesIn(several);
    expect(messageIn(await hub.get(several.headers.location ?? '')).id).toBe(first?.id);
  }));

/** Every write into these tables fails until it is mended, as on a disk that is full. */
function breakStore({ dataDir }: HubSurroundings, tables: readonly string[]): () => void {
  const run = (sql: string) => {
    const database = new DatabaseSync(`${dataDir}/simpul.db`);
    database.exec(sql);
    database.close();
  };
  const triggers = tables.flatMap((table) => ['insert', 'update'].map((what) => [`no_${what}_${table}`, what, table]));
  for (const [name, what, table] of triggers)
    run(`create trigger ${name} before ${what} on ${table} begin select raise(abort, 'full'); end`);
  return () => {
    for (const [name] of triggers) run(`drop trigger ${name}`);
  };
}

test('while the store cannot be written nothing is accepted, and the same request is taken later', () =>
  withForwards(async (hub) => {
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1 });
    const refused = messageIn(await hub.post('/v1/laporan', REPORT, wait(20)));
    const reports = await reportsHandedOver(hub);
    const key = keyed('kunci-k', wait(1));
    const upload = { headers: { 'Content-Type': 'application/pdf' }, body: '%PDF-1.4\n%%EOF\n' };
    const asks = {
      'a report': () => hub.post('/v1/laporan', REPORT, key),
      'a report without a key': () => hub.post('/v1/laporan', OTHER_REPORT),
      'a file': () => hub.ask('POST', '/v1/lampiran?nama=surat.pdf', upload),
      'a repetition': () => hub.ask('POST', `/v1/pesan/${refused.id}/ulang`),
      'a correction': () => hub.post(`/v1/pesan/${refused.id}/ulang`, OTHER_REPORT),
      'a cancellation': () => hub.ask('POST', `/v1/pesan/${refused.id}/batal`),
    };
    const mend = breakStore(hub, ['messages', 'records']);
    for (const [what, ask] of Object.entries(asks)) {
      const answer = await ask();
      expect({ what, is: kindOf(answer) }).toEqual({ what, is: '503 sibuk' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await hub.get('/v1/pesan')).body).toMatchObject({ data: [{ id: refused.id, keadaan: 'ditolak' }] });
    expect(await reportsHandedOver(hub)).toEqual(reports);
    mend();
    expect(messageIn(await asks['a report']())).toMatchObject({ keadaan: 'terkirim', percobaan: 1 });
    expect(await asks['a correction']()).toMatchObject({ status: 202 });
    await becomes(hub, refused.id, 'terkirim');
    expect(ledger(hub).counts).toMatchObject({ accepted: 2, doubles: 0 });
  }));
