import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { testClock } from '../clock.ts';
import { BUDI, BUNGA, DEMO_KEY, type HubSurroundings, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

// What stays on disk of the people who were asked about. Every test looks into the files of a stopped hub.

async function rawFiles({ dataDir }: HubSurroundings): Promise<string> {
  const files = await readdir(dataDir);
  const contents = await Promise.all(files.map((file) => readFile(join(dataDir, file), 'latin1')));
  const text = contents.join('\n');
  expect(text).toContain('pelayanan-publik'); // the audit: what is looked for below would be found like this
  return text;
}

function snapshotsIn({ dataDir }: HubSurroundings): readonly { key: string; expires_at: number; fetched_at: number }[] {
  const database = new DatabaseSync(join(dataDir, 'simpul.db'), { readOnly: true });
  try {
    return database.prepare('select key, fetched_at, expires_at from snapshots').all() as never;
  } finally {
    database.close();
  }
}

test('a population record is handed on and never kept', () =>
  withHub({}, async (hub) => {
    const ask = async () => outcomeOf(await hub.get(`/v1/penduduk/${BUNGA.nik}`));
    expect([await ask(), await ask()]).toEqual(['200 segar', '200 segar']);
    expect(hub.sandboxes.dukcapil.calls()).toHaveLength(2);
    hub.sandboxes.dukcapil.fault({ kind: 'refuse' });
    expect(await ask()).toBe('503 hulu-tidak-tersedia unreachable');
    await hub.stop();
    expect(snapshotsIn(hub)).toEqual([]);
    const raw = await rawFiles(hub);
    for (const secret of [BUNGA.nik, BUNGA.nama, 'BUNGA', 'KEBUN LADA', '1275010101209901', DEMO_KEY])
      expect(raw).not.toContain(secret);
  }));

test('of a verification only the verdict stays, for a day at most', () =>
  withHub({}, async (hub) => {
    const asked = { nik: BUNGA.nik, nama: 'Bunga Contoh', namaIbu: 'Mawar Contoh', tanggalLahir: '1990-08-15' };
    expect(outcomeOf(await hub.post('/v1/penduduk/verifikasi', asked))).toBe('200 segar');
    await hub.stop();
    const [kept, ...others] = snapshotsIn(hub);
    expect(others).toEqual([]);
    expect((kept?.expires_at ?? 0) - (kept?.fetched_at ?? 0)).toBe(24 * 3_600_000);
    const raw = await rawFiles(hub);
    for (const secret of [BUNGA.nik, 'Bunga', 'BUNGA', 'Mawar', 'MAWAR', '1990-08-15', '"terverifikasi"'])
      expect(raw).not.toContain(secret);
  }));

test('a verdict older than a day is not served, however long Dukcapil is down', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async ({ post, restart, sandboxes: { dukcapil } }) => {
    const ask = async () => outcomeOf(await post('/v1/penduduk/verifikasi', { nik: BUNGA.nik, nama: BUNGA.nama }));
    expect(await ask()).toBe('200 segar');
    dukcapil.fault({ kind: 'refuse' });
    clock.pass(23 * 60);
    expect(await ask()).toBe('200 usang');
    await restart();
    expect(await ask()).toBe('200 usang');
    clock.pass(61);
    expect(await ask()).toBe('503 hulu-tidak-tersedia unreachable');
  });
});

test('a membership survives a restart, sealed: it is answered while BPJS is away, and no file names the person', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async (hub) => {
    const ask = () => hub.get(`/v1/jkn/peserta/${BUDI.nik}`);
    const before = await ask();
    await hub.get(`/v1/jkn/peserta/${BUDI.kartu}/rujukan`);
    hub.sandboxes.bpjs.fault({ kind: 'refuse' });
    await hub.restart();
    const kept = await ask();
    expect(outcomeOf(kept)).toBe('200 tersimpan');
    expect((kept.body as { data: object }).data).toEqual((before.body as { data: object }).data);
    expect(kept.headers.etag).toBe(before.headers.etag);
    await hub.restart();
    clock.pass(29 * 24 * 60);
    expect(outcomeOf(await ask())).toBe('200 usang');
    clock.pass(2 * 24 * 60);
    expect(outcomeOf(await ask())).toBe('503 hulu-tidak-tersedia unreachable');
    await hub.stop();
    expect(snapshotsIn(hub)).toHaveLength(2);
    const raw = await rawFiles(hub);
    for (const secret of [BUDI.nik, BUDI.kartu, BUDI.nama, 'SANTOSO', '081200000001', '990101011126P', DEMO_KEY])
      expect(raw).not.toContain(secret);
  });
});

test('an agreement may allow less to be kept than is usual', async () => {
  const clock = testClock();
  const simpan = { 'peserta-by-nik': { keep: 'tidak' }, 'peserta-by-kartu': { keep: 'penuh', maxAgeHours: 1 } };
  await withHub({ config: { instances: { bpjs: { simpan } } }, now: clock.now }, async (hub) => {
    const ask = async (nomor: string) => outcomeOf(await hub.get(`/v1/jkn/peserta/${nomor}`));
    for (const nomor of [BUDI.nik, BUDI.kartu]) expect(await ask(nomor)).toBe('200 segar');
    expect([await ask(BUDI.nik), await ask(BUDI.kartu)]).toEqual(['200 segar', '200 tersimpan']);
    hub.sandboxes.bpjs.fault({ kind: 'refuse' });
    clock.pass(59);
    expect([await ask(BUDI.nik), await ask(BUDI.kartu)]).toEqual(['503 hulu-tidak-tersedia unreachable', '200 usang']);
    clock.pass(2);
    expect(await ask(BUDI.kartu)).toBe('503 hulu-tidak-tersedia unreachable');
    await hub.stop();
    expect(snapshotsIn(hub)).toHaveLength(1);
  });
});
