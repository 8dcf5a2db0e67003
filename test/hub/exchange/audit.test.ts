import { expect, test } from '@jest/globals';
import { verifyAudit } from '../../../hub/audit/verify.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { auditedIn } from '../audited.ts';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { BUDI, BUNGA, HUB_SECRET, type HubSurroundings, NOBODY, SITI, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

/** Oldest first, once there are as many. */
async function recordsOf({ store }: HubSurroundings, count: number) {
  await until(`${count} records are written`, async () => (await auditedIn(store)).length >= count);
  return auditedIn(store);
}

test('every read of personal data is recorded: who, for what, under which agreement, about whom, what came of it', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async (hub) => {
    const peserta = `/v1/jkn/peserta/${BUDI.nik}`;
    const first = await hub.get(peserta, { headers: { Keperluan: 'verifikasi-ppdb' } });
    await hub.get(peserta);
    await hub.get('/v1/jkn/peserta/9901%200101%200190%200001');
    await hub.get(`/v1/jkn/peserta/${NOBODY}`);
    await hub.get(`/v1/penduduk/${BUNGA.nik}?bidang=nama,alamat`);
    await hub.post('/v1/penduduk/verifikasi', { nik: BUNGA.nik, nama: BUNGA.nama });
    clock.pass(16);
    hub.sandboxes.bpjs.fault({ kind: 'refuse' });
    await hub.get(peserta);
    await hub.get(`/v1/jkn/peserta/${SITI.nik}`);
    const records = await recordsOf(hub, 8);
    const common = { application: 'demo', purpose: 'pelayanan-publik', agreement: '440/PKS-DEMO/2026' };
    expect(records).toMatchObject([
      { ...common, purpose: 'verifikasi-ppdb', service: 'getPeserta', fields: '*', outcome: 'segar' },
      { ...common, service: 'getPeserta', outcome: 'tersimpan' },
      { ...common, service: 'getPeserta', outcome: 'tersimpan' },
      { ...common, service: 'getPeserta', outcome: 'absent' },
      {
        ...common,
        agreement: '471.1/PKS-DEMO/2026',
        service: 'getPenduduk',
        fields: 'nik,nama,alamat',
        outcome: 'segar',
      },
      { ...common, agreement: '471.1/PKS-DEMO/2026', service: 'verifikasiPenduduk', fields: 'nama', outcome: 'segar' },
      { ...common, service: 'getPeserta', outcome: 'usang' },
      { ...common, service: 'getPeserta', outcome: 'unavailable' },
    ]);
    expect(records[0]?.requestId).toBe(first.headers['x-request-id']);
    expect(records[0]?.at).toBe(Date.parse('2026-11-20T03:00:00Z'));
    const subjects = records.map(({ subject }) => subject);
    const [budi, , , nobody, bunga, , , siti] = subjects;
    expect(subjects).toEqual([budi, budi, budi, nobody, bunga, bunga, budi, siti]);
    expect(new Set(subjects).size).toBe(4);
    expect(JSON.stringify(records)).not.toMatch(/\d{16}|SANTOSO|CONTOH/);
  });
});

test('reading lists that are about nobody is not recorded, and neither is a request that was refused at the door', () =>
  withHub({}, async (hub) => {
    await hub.get('/v1/jkn/poli');
    await hub.get('/v1/status');
    await hub.get(`/v1/jkn/peserta/${BUDI.nik}`, { key: 'kunci-rahasia-unknown' });
    await hub.get(`/v1/jkn/peserta/${BUDI.nik}`);
    expect(await recordsOf(hub, 1)).toMatchObject([{ service: 'getPeserta' }]);
  }));

test('no personal data is handed out while its reading cannot be recorded, and no record is lost by that', () =>
  withHub({}, async (hub) => {
    const { get, store } = hub;
    const ask = async () => outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`));
    const { append } = store.audit;
    Object.assign(store.audit, { append: () => Promise.reject(new Error('disk full')) });
    let answered = 0;
    await until('reads are refused', async () => {
      const refused = (await ask()) === '503 sibuk';
      if (!refused) answered += 1;
      return refused;
    });
    expect(outcomeOf(await get('/v1/jkn/poli'))).toBe('200 segar');
    expect(hub.logs.filter((line) => line.includes('audit cannot be written'))).toHaveLength(1);
    Object.assign(store.audit, { append });
    await until('reads are allowed again', async () => (await ask()) !== '503 sibuk');
    await recordsOf(hub, answered + 1);
    expect(hub.logs.filter((line) => line.includes('audit is written again'))).toHaveLength(1);
  }));

// The edge makes one id for the handler and another one for the problem (hub/api/api.ts).
test('a problem carries the same request id as its record', () =>
  withHub({}, async (hub) => {
    const { headers, body } = await hub.get(`/v1/jkn/peserta/${NOBODY}`);
    const [record] = await recordsOf(hub, 1);
    expect(record?.requestId).toBe(headers['x-request-id']);
    expect(body).toMatchObject({ instance: `urn:simpul:permintaan:${record?.requestId}` });
  }));

test('what several hubs wrote, one after the other and at once, is bound together by the secret of the city', () =>
  withHub({}, async (hub) => {
    const path = `/v1/jkn/peserta/${BUDI.nik}`;
    await hub.get(path);
    await recordsOf(hub, 1);
    await hub.restart();
    const other = await hub.beside();
    await Promise.all([hub.get(path), other.get(path), hub.get(path), other.get(path)]);
    await recordsOf(hub, 5);
    const report = await verifyAudit(hub.store.audit, sealsOf(HUB_SECRET).auditKey);
    expect(report).toMatchObject({ records: 8, chains: 3, unchained: 0, broken: 0 });
  }));
