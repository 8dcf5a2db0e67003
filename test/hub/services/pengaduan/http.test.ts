import { describe, expect, test } from '@jest/globals';
import type { LaporLedger } from '../../../../connectors/lapor/sandbox/ledger.ts';
import type { Lampiran, Laporan, Pesan } from '../../../../openapi/generated/types.ts';
import { until } from '../../until.ts';
import { type HubSurroundings, withHub } from '../../with-hub.ts';
import { REQUEST } from './samples.ts';

const WAIT = { headers: { Prefer: 'wait=20' } };
/** Short steps, so that a test need not wait for what a day would bring. */
const HASTY = { config: { relay: { firstRetryMs: 20, longestRetryMs: 100 } } };

const ledger = ({ sandboxes }: HubSurroundings) => sandboxes.lapor.ledger() as LaporLedger;
const pesanOf = ({ body }: { body: unknown }) => (body as { data: Pesan }).data;
const laporanOf = ({ body }: { body: unknown }) => (body as { data: Laporan }).data;

/** A poll comes with every start. This is its last question: once it is answered the upstream is asked for what a test does. */
const walkEnded = ({ sandboxes }: HubSurroundings) =>
  until('a walk through the changes ended', () =>
    sandboxes.lapor.calls().some(({ path, status }) => path.includes('halaman=2') && status === 200),
  );

async function sent(hub: HubSurroundings, request: object = REQUEST): Promise<Pesan> {
  const answer = await hub.post('/v1/laporan', request, WAIT);
  expect({ status: answer.status, keadaan: pesanOf(answer).keadaan }).toEqual({ status: 201, keadaan: 'terkirim' });
  return pesanOf(answer);
}
const idOf = ({ perihal }: Pesan) => perihal?.id ?? '';

test('a report arrives, is answered and handed to two offices, and reads as the upstream has it', () =>
  withHub(HASTY, async (hub) => {
    const id = idOf(await sent(hub));
    const path = `/v1/laporan/${id}`;
    const offices = { instansi: [{ id: '1275-15', catatan: 'Mohon dicek' }, { id: '1275-07' }] };
    const handed = await hub.post(`${path}/disposisi`, offices, WAIT);
    expect({ status: handed.status, messages: (handed.body as { data: Pesan[] }).data.length }).toEqual({
      status: 201,
      messages: 2,
    });
    const answered = await hub.post(`${path}/tindak-lanjut`, { isi: 'Petugas sudah mengganti lampunya.' }, WAIT);
    expect(answered.status).toBe(201);
    const laporan = laporanOf(await hub.get(path));
    expect(laporan).toMatchObject({
      judul: REQUEST.judul,
      trackingId: ledger(hub).accepted[0]?.trackingId,
      disposisi: [
        { instansi: { id: '1275-15' }, catatan: 'Mohon dicek', keadaan: 'terkirim' },
        { instansi: { id: '1275-07' }, keadaan: 'terkirim' },
      ],
      tindakLanjut: [{ peran: 'instansi', isi: 'Petugas sudah mengganti lampunya.', pesan: pesanOf(answered).id }],
      pelapor: { nama: 'BUNGA CONTOH' },
    });
    expect(ledger(hub)).toMatchObject({
      counts: { accepted: 1, doubles: 0 },
      dispositions: [{ instansiId: '1275-15' }, { instansiId: '1275-07' }],
      followUps: [{ isi: 'Petugas sudah mengganti lampunya.', tutup: false }],
    });
  }));

test('nobody learns from the upstream, the answer or a log who sent an anonymous report', () =>
  withHub(HASTY, async (hub) => {
    const id = idOf(await sent(hub, { ...REQUEST, anonim: true }));
    const answer = await hub.get(`/v1/laporan/${id}`);
    expect(laporanOf(answer)).toMatchObject({ anonim: true, pelapor: null });
    const calls = hub.sandboxes.lapor.calls().map((call) => JSON.stringify(call));
    expect([...calls, answer.text].join()).not.toMatch(/BUNGA|0812/);
  }));

describe('an answer of the upstream that is lost', () => {
  test.each([
    { path: '/laporan', body: REQUEST, of: 'intake', count: ({ counts }: LaporLedger) => counts.accepted },
    {
      path: '/tindak-lanjut',
      body: { isi: 'Sudah diganti.' },
      of: 'answer',
      count: ({ followUps }: LaporLedger) => followUps.length,
    },
    {
      path: '/disposisi',
      body: { instansi: [{ id: '1275-15' }] },
      of: 'disposition',
      count: ({ dispositions }: LaporLedger) => dispositions.length,
    },
  ])('brings no second $of', ({ path, body, count }) =>
    withHub(HASTY, async (hub) => {
      const base = path === '/laporan' ? '/v1/laporan' : `/v1/laporan/${idOf(await sent(hub))}${path}`;
      await walkEnded(hub);
      hub.sandboxes.lapor.fault({ kind: 'reset-after', path, times: 1 });
      const answer = await hub.post(base, body, WAIT);
      const data = (answer.body as { data: Pesan | Pesan[] }).data;
      expect([data].flat()[0]?.keadaan).toBe('terkirim');
      expect(count(ledger(hub))).toBe(1);
    }),
  );
});

test('while the upstream is down a report and what follows it wait, arrive in order, and can be read all the time', () =>
  withHub(HASTY, async (hub) => {
    hub.sandboxes.lapor.fault({ kind: 'refuse', forMs: 600_000 });
    const id = idOf(pesanOf(await hub.post('/v1/laporan', REQUEST)));
    const path = `/v1/laporan/${id}`;
    await hub.post(`${path}/disposisi`, { instansi: [{ id: '1275-15' }] });
    await hub.post(`${path}/tindak-lanjut`, { isi: 'Sudah diganti.' });
    expect(laporanOf(await hub.get(path))).toMatchObject({ status: 'menunggu-kirim', trackingId: null });
    await hub.sandboxes.lapor.heal();
    await until('everything arrived', () => ledger(hub).followUps.length === 1);
    const { accepted, dispositions, followUps } = ledger(hub);
    const times = [accepted, dispositions, followUps].map(([first]) => Date.parse(first?.at ?? ''));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect([accepted, dispositions, followUps].map(({ length }) => length)).toEqual([1, 1, 1]);
  }));

test('a report that was turned down is corrected, and is the same report', () =>
  withHub(HASTY, async (hub) => {
    await walkEnded(hub);
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1 });
    const answer = await hub.post('/v1/laporan', REQUEST, WAIT);
    const { id: message, keadaan, perihal } = pesanOf(answer);
    expect(keadaan).toBe('ditolak');
    const path = `/v1/laporan/${perihal?.id}`;
    expect(laporanOf(await hub.get(path))).toMatchObject({ status: 'ditolak', pesan: { keadaan: 'ditolak' } });
    const better = { ...REQUEST, judul: 'Lampu jalan padam sejak Senin' };
    expect((await hub.post(`/v1/pesan/${message}/ulang`, better)).status).toBe(202);
    await until('it arrived', () => ledger(hub).counts.accepted === 1);
    expect(ledger(hub).accepted[0]?.judul).toBe(better.judul);
    expect(laporanOf(await hub.get(path)).judul).toBe(better.judul);
  }));

test('nothing follows a report that was called off', () =>
  withHub(HASTY, async (hub) => {
    await walkEnded(hub);
    hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1 });
    const { id: message, perihal } = pesanOf(await hub.post('/v1/laporan', REQUEST, WAIT));
    await hub.ask('POST', `/v1/pesan/${message}/batal`);
    const answer = await hub.post(`/v1/laporan/${perihal?.id}/tindak-lanjut`, { isi: 'Sudah diganti.' });
    expect(answer).toMatchObject({ status: 409, body: { type: expect.stringContaining('bentrok') } });
  }));

test('a file travels with its report and can be had again', () =>
  withHub(HASTY, async (hub) => {
    const bytes = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n';
    const uploading = { body: bytes, headers: { 'Content-Type': 'application/pdf' } };
    const uploaded = await hub.ask('POST', '/v1/lampiran?nama=surat.pdf', uploading);
    expect(uploaded.status).toBe(201);
    const { id } = (uploaded.body as { data: Lampiran }).data;
    const laporan = laporanOf(
      await hub.get(`/v1/laporan/${idOf(await sent(hub, { ...REQUEST, lampiran: [{ id }] }))}`),
    );
    expect(laporan.lampiran).toEqual([{ id, nama: 'surat.pdf', jenis: 'application/pdf', ukuran: bytes.length }]);
    const file = await hub.get(`/v1/lampiran/${id}`);
    expect({ status: file.status, text: file.text, type: file.headers['content-type'] }).toEqual({
      status: 200,
      text: bytes,
      type: 'application/pdf',
    });
    const wrong = { ...uploading, headers: { 'Content-Type': 'image/png' } };
    expect((await hub.ask('POST', '/v1/lampiran?nama=surat.png', wrong)).status).toBe(415);
  }));

describe('what the upstream tells by itself', () => {
  const kinds = async (hub: HubSurroundings) => {
    const { body } = await hub.get('/v1/peristiwa?batas=200');
    return (body as { data: { jenis: string; perihal: { id: string } }[] }).data;
  };
  const listed = async (hub: HubSurroundings) => {
    const { body } = await hub.get('/v1/laporan?batas=200');
    return (body as { data: Laporan[] }).data;
  };

  test('its complaints become reports, once, also after a restart, and hold no reporter', () =>
    withHub(HASTY, async (hub) => {
      await walkEnded(hub);
      hub.sandboxes.lapor.forget();
      await hub.restart();
      await walkEnded(hub);
      const reports = await listed(hub);
      const numbers = reports.map(({ trackingId }) => trackingId);
      expect(numbers.length).toBeGreaterThan(5);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(reports.every(({ pesan, pelapor }) => pesan === null && pelapor === undefined)).toBe(true);
      await until('they were told', async () => {
        const told = (await kinds(hub)).filter(({ jenis }) => jenis === 'laporan.masuk');
        return told.length === reports.length;
      });
    }));

  test('an answer given elsewhere reaches the report of an application, as an event and while the upstream is down', () =>
    withHub(HASTY, async (hub) => {
      const id = idOf(await sent(hub));
      const { trackingId } = laporanOf(await hub.get(`/v1/laporan/${id}`));
      await hub.restart(); // a poll comes with every start
      await until('it was heard of', async () =>
        (await kinds(hub)).some(({ jenis, perihal }) => jenis === 'laporan.diperbarui' && perihal.id === id),
      );
      hub.sandboxes.lapor.fault({ kind: 'refuse', forMs: 600_000 });
      const answer = await hub.get(`/v1/laporan/${id}`);
      expect(answer.body).toMatchObject({
        data: { trackingId, statusAsli: expect.any(String) },
        meta: { sumber: 'lapor', keadaan: 'usang' },
      });
    }));
});

test('categories and offices are those of the upstream', () =>
  withHub(HASTY, async (hub) => {
    const kategori = (await hub.get('/v1/pengaduan/kategori')).body as { data: { id: string }[] };
    expect(kategori.data.some(({ id }) => id === '13')).toBe(true);
    const instansi = (await hub.get('/v1/pengaduan/instansi?induk=1275')).body as { data: { indukId: string }[] };
    expect(new Set(instansi.data.map(({ indukId }) => indukId))).toEqual(new Set(['1275']));
  }));
