import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { type Behaviour, type ForwardingHub, type Meeting, withForwardingHub } from './forwarding-hub.ts';
import { answered, problem } from './hub-pages.ts';
import type { Asked } from './rotating-server.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const OPTIONS = { key: 'kunci-uji', rate: 200, everyMs: 50, run: 'UJI' };

interface Report {
  readonly judul: string;
  readonly isi: string;
}

const reportId = (number: number) => `lpr_${String(number).padStart(20, '0')}`;

/** What was handed over under this number, as it reads back. */
function ownReport({ path }: Asked, stored: readonly { readonly asked: Asked }[]) {
  const id = path.slice('/v1/laporan/'.length);
  const report = stored[Number(id.slice('lpr_'.length)) - 1]?.asked.body as Report | undefined;
  if (!report) throw new Error('a report that was never stored');
  return { id, ...report };
}

const readingOwn: Behaviour['read'] = (asked, stored) => answered(ownReport(asked, stored));

function withHub(
  meetings: readonly Meeting[],
  use: (hub: ForwardingHub) => Promise<void>,
  read = readingOwn,
): Promise<void> {
  const layanan = () => 'kirimLaporan';
  const perihal = (_: Asked, number: number) => ({ jenis: 'laporan', id: reportId(number) });
  return withForwardingHub({ meetings, layanan, perihal, read }, use);
}

const messagesOf = ({ stored }: ForwardingHub) =>
  Object.fromEntries([...stored].map(([key, { message }]) => [key, message]));

test('reports are handed over until they are taken, each with a key and a text of its own', () =>
  withHub(['taken', 'busy', 'lost', 'taken'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('many were taken', () => Object.keys(client.tally().accepted).length >= 40);
    const total = await client.stop();

    for (const [key, message] of Object.entries(total.accepted)) expect(hub.stored.get(key)?.message).toBe(message);
    const unanswered = [...hub.stored.keys()].filter((key) => !(key in total.accepted));
    expect(total.open).toEqual(expect.arrayContaining(unanswered)); // their answer was lost when the client was stopped
    expect(total.handed.length).toBe(Object.keys(total.accepted).length + total.open.length);
    expect(total.unheard.length).toBe(Object.keys(total.accepted).length);
    const texts = [...hub.stored].map(([key, { asked }]) => ({ key, isi: (asked.body as Report).isi }));
    expect(new Set(texts.map(({ isi }) => isi)).size).toBe(texts.length);
    for (const { key, isi } of texts) expect(isi).toContain(`(${key})`);
    expect(total).toMatchObject({
      requests: hub.asked.length,
      usang: 0,
      gagal: hub.count('busy') + hub.count('lost'),
      byProblem: { 'simpul:sibuk': hub.count('busy'), 'sambungan:UND_ERR_SOCKET': hub.count('lost') },
    });
  }));

test('what became of each report is heard once, however often it is told', () =>
  withHub(['taken'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('some were taken', () => Object.keys(client.tally().accepted).length >= 12);
    const outcomes = new Map(
      Object.values(client.tally().accepted).map((message, index) => [
        message,
        index % 3 === 0 ? 'pesan.ditolak' : 'pesan.terkirim',
      ]),
    );
    hub.tell('pesan.terkirim', 'psn_ofsomebodyelse000000');
    for (const [message, jenis] of outcomes) hub.tell(jenis, message);
    await until('all was heard', () => Object.keys(client.tally().heard).length >= outcomes.size);
    const total = await client.stop();
    expect(total.heard).toEqual(Object.fromEntries(outcomes));
    const untold = Object.values(messagesOf(hub)).filter((message) => !outcomes.has(message));
    expect([...total.unheard].sort()).toEqual(untold.sort());
    expect(total).toMatchObject({ requests: hub.asked.length, benar: hub.asked.length, salah: 0 });
  }));

test('when it rests, everything that was begun is handed over and heard to its end', () =>
  withHub(['taken', 'busy', 'lost'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('many were taken', () => Object.keys(client.tally().accepted).length >= 20);
    await client.rest();
    await until('nothing is open', () => client.tally().open.length === 0);
    expect(client.tally().accepted).toEqual(messagesOf(hub));
    for (const { message } of hub.stored.values()) hub.tell('pesan.terkirim', message);
    await until('nothing is unheard', () => client.tally().unheard.length === 0);
    const total = await client.stop();
    expect(total).toMatchObject({ accepted: messagesOf(hub), open: [], unheard: [], salah: 0 });
    expect(total.handed).toHaveLength(hub.stored.size);
  }));

test('what is told last while it stops is heard as well', () =>
  withHub(['taken'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('some were taken', () => Object.keys(client.tally().accepted).length >= 12);
    const messages = Object.values(client.tally().accepted);
    const stopped = client.stop();
    for (const message of messages) hub.tell('pesan.terkirim', message);
    expect(Object.keys((await stopped).heard).sort()).toEqual(messages.sort());
  }));

test('a report that is refused after it had arrived is a wrong answer', () =>
  withHub(['taken'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('one was taken', () => Object.keys(client.tally().accepted).length >= 1);
    const [message = ''] = Object.values(client.tally().accepted);
    hub.tell('pesan.terkirim', message);
    await until('it was heard', () => message in client.tally().heard);
    hub.tell('pesan.ditolak', message);
    await until('it was noticed', () => client.tally().heard[message] === 'pesan.ditolak');
    const total = await client.stop();
    expect(total).toMatchObject({
      salah: 1,
      wrong: [{ about: 'peristiwa', expected: 'nothing after pesan.terkirim', got: 'pesan.ditolak' }],
    });
  }));

test('a report that cannot be right is not offered again, and a wrong receipt is a wrong answer', () =>
  withHub(['taken', 'turned away', 'another service'], async (hub) => {
    const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
    await until('some were turned away', () => Object.keys(client.tally().turnedAway).length >= 5);
    const total = await client.stop();
    expect(total).toMatchObject({
      gagal: hub.count('turned away'),
      byProblem: { 'pemanggil:bentrok': hub.count('turned away') },
      salah: hub.count('another service'),
      accepted: messagesOf(hub),
    });
    expect(Object.keys(total.turnedAway)).toHaveLength(hub.count('turned away'));
    expect(total.open).toHaveLength(hub.count('another service'));
  }));

test('reads its reports back and judges them', () => {
  let reads = 0;
  const read: Behaviour['read'] = (asked, stored) => {
    const own = ownReport(asked, stored);
    const ways = [
      () => answered(own),
      () => answered(own, 'usang', 7200),
      () => answered({ ...own, isi: 'Laporan orang lain.' }),
      () => problem(503, 'hulu:hulu-tidak-tersedia'),
    ];
    return ways[reads++ % 5]?.() ?? problem(404, 'pemanggil:tidak-ditemukan');
  };
  return withHub(
    ['taken'],
    async (hub) => {
      const client = startClient('e-masyarakat', { ...OPTIONS, base: hub.base });
      await until('every way was met', () => client.tally().salah >= 4);
      const total = await client.stop();
      const share = (way: number) => Math.ceil((hub.count('read') - way) / 5);
      expect(total).toMatchObject({
        requests: hub.asked.length,
        benar: hub.count('taken') + hub.count('feed') + share(0),
        usang: share(1),
        salah: share(2) + share(4),
        gagal: share(3),
      });
    },
    read,
  );
});
