import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { ContohJawaban, Rancangan } from '../../../hub/console/views/perubahan.ts';
import { until } from '../until.ts';
import { SITI } from '../with-hub.ts';
import { AT, another, changes, checked, FILE, read, renamed, saved, tried, whole, withNothingOwn } from './mending.ts';
import { problemOf } from './queue.ts';
import { type SignedIn, signedIn } from './signed-in.ts';

const CARD = 'answer: { fields: { nomorKartu: { from: [noKartu, nomorKartu], as: digits, length: 13 } } }';
const COPY = { rilis: 'vclaim-2.1', dasar: 'vclaim-2.0' };
const typed = (text: string, of: object = COPY) => ({ ...of, teks: `operation: peserta-by-nik\n${text}\n` });

async function draftOf(who: SignedIn): Promise<Rancangan> {
  const { rancangan } = await whole(who);
  if (!rancangan) throw new Error('there is nothing to edit');
  return rancangan;
}

test('a renamed field is mended from the report to the next answer', () =>
  withNothingOwn(async (hub, own) => {
    await renamed(hub);
    const operator = await signedIn(hub, 'operator');
    const { laporan, berubah } = await changes(operator);
    expect(laporan[0]).toMatchObject({
      ...{ instansi: 'bpjs', operasi: 'peserta-by-nik', rilis: 'vclaim-2.0', jenis: 'merusak' },
      ...{ di: 'peserta.noKartu', didapat: 'missing', jumlah: 1 },
    });
    expect(berubah).toEqual(['bpjs peserta-by-nik']);

    const { aturan, sumber, ada, rilis, rancangan } = await whole(operator);
    expect(rilis).toBe('vclaim-2.0');
    const [rule] = aturan;
    expect(rule).toMatchObject({ di: 'peserta.noKartu', berkas: 'bpjs/vclaim-1.1/peserta-by-nik.yaml' });
    expect(
      sumber
        .find(({ nama }) => nama === rule?.berkas)
        ?.teks.split('\n')
        [(rule?.baris ?? 0) - 1]?.trim(),
    ).toBe(rule?.teks);
    expect(ada.map(({ nama, kota }) => `${nama} ${kota}`)).toEqual(['vclaim-1.1 false', 'vclaim-2.0 false']);
    expect(rancangan).toMatchObject({ rilis: 'vclaim-2.0-kota-1', dasar: 'vclaim-2.0', berkas: 'peserta-by-nik' });
    expect(rancangan).toMatchObject({ baru: true, tebakan: ['noKartu → nomorKartu'] });

    const samples = (await operator.get(`${AT}/contoh`)).body as readonly ContohJawaban[];
    expect(samples[0]?.pertama).toContain('"nomorKartu": "0000000000000"');
    expect(JSON.stringify(samples)).not.toContain('SITI');

    const draft = await draftOf(operator);
    const trial = await tried(operator, { rilis: draft.rilis, dasar: draft.dasar, teks: draft.teks });
    expect(trial.kesalahan).toEqual([]);
    const own20 = trial.uji?.find(({ operasi }) => operasi === 'peserta-by-nik');
    expect(own20).toMatchObject({ sama: 1, mulai: 1, berhenti: 0, tidakCocok: 0 });
    expect(own20?.perubahan).toContainEqual(
      expect.objectContaining({ jenis: 'starts', field: 'peserta.noKartu', jawaban: 1 }),
    );
    expect(await readdir(own)).toEqual([]); // a try writes nothing

    expect(await saved(operator, { rilis: draft.rilis, dasar: draft.dasar, teks: draft.teks })).toEqual({
      ...{ kesalahan: [], berhenti: 0 },
      dipakai: expect.arrayContaining(['peserta-by-nik', 'peserta-by-kartu']), // which is like it
    });
    await until('traffic recovers', async () => (await read(hub, SITI)) === '200 segar vclaim-2.0-kota-1');
    await until('it is told', async () => (await changes(operator)).berubah.length === 0);
    expect(await readdir(join(own, 'bpjs/vclaim-2.0-kota-1'))).toEqual(['peserta-by-nik.yaml', 'release.yaml']);
    expect((await whole(operator)).riwayat[0]).toMatchObject({ rilis: 'vclaim-2.0-kota-1', oleh: 'uji-operator' });
    expect((await whole(operator, '/perubahan/bpjs/rujukan')).rilis).toBe('vclaim-2.0'); // nothing is otherwise there
    // the next edit is of the copy itself
    expect(await draftOf(operator)).toMatchObject({ rilis: 'vclaim-2.0-kota-1', baru: false, tebakan: [] });
    expect((await draftOf(operator)).teks).toBe(draft.teks);
  }));

test('what is typed is checked line by line, and nothing of it is written', () =>
  withNothingOwn(async (hub, own) => {
    const operator = await signedIn(hub, 'operator');
    const linesOf = async (text: string) =>
      (await checked(operator, typed(text))).kesalahan.map(({ baris, di }) => `${baris} ${di}`);
    expect(await linesOf(CARD)).toEqual([]);
    expect(await linesOf('answer: {')).toEqual([expect.stringMatching(/^[23] $/)]);
    expect(await linesOf('answr: {}')).toEqual(['1 ']);
    expect(await linesOf('answer:\n  fields:\n    nama: nama\n    nomorKartu: { from: a, as: angka }')).toEqual([
      expect.stringMatching(/^5 answer\.fields\.nomorKartu/),
    ]);
    expect(await linesOf('answer: {}\nexamples:\n  - { name: x, given: null, code: "201", verdict: found }')).toEqual([
      expect.stringMatching(/^[34] examples: x/),
    ]);
    expect(await linesOf('answer: { fields: { tidakAda: nama } }')).toEqual([expect.stringMatching(/^2 .*tidakAda/)]);
    expect(await readdir(own)).toEqual([]);
    const mistaken = await saved(operator, typed('answr: {}'));
    expect([mistaken.kesalahan.length, mistaken.dipakai.length]).toEqual([1, 0]);
    expect(await readdir(own)).toEqual([]);
  }));

test.each([
  { given: 'a release that came with the installation', body: { rilis: 'vclaim-2.0', dasar: 'vclaim-1.1' } },
  { given: 'a name that leads elsewhere', body: { rilis: '../../etc', dasar: 'vclaim-2.0' } },
  { given: 'a name in capitals', body: { rilis: 'VClaim', dasar: 'vclaim-2.0' } },
  { given: 'no such parent', body: { rilis: 'vclaim-2.1', dasar: 'vclaim-9' } },
  { given: 'no name', body: { rilis: '', dasar: 'vclaim-2.0' } },
  { given: 'a stranger beside it', body: { ...COPY, lain: 1 } },
])('$given is refused, and nothing is written', ({ body }) =>
  withNothingOwn(async (hub, own) => {
    const operator = await signedIn(hub, 'operator');
    const all = { ...typed(CARD), pakai: true, alasan: '', paksa: false, ...body };
    expect(problemOf(await operator.put(FILE, all))).toBe('400 permintaan-tidak-sah');
    expect(await readdir(own)).toEqual([]);
  }),
);

test('an edit that would stop to read what is read is not taken over, and the file is as it was', () =>
  withNothingOwn(async (hub, own) => {
    const operator = await signedIn(hub, 'operator');
    expect((await saved(operator, typed(CARD))).dipakai).toContain('peserta-by-nik');
    await until('it is used', async () => (await read(hub, another())) === '200 segar vclaim-2.1');
    await until('an answer is kept', async () => {
      const asked = { instance: 'bpjs', operation: 'peserta-by-nik', limit: 1 };
      return (await hub.store.releases.keptAnswers(asked))[0]?.release === 'vclaim-2.1';
    });
    const file = join(own, 'bpjs/vclaim-2.1/peserta-by-nik.yaml');
    const before = await readFile(file, 'utf8');
    const worse = typed('answer: { fields: { nomorKartu: { from: nomor, as: digits, length: 13 } } }');
    const { kesalahan } = await saved(operator, worse);
    expect(kesalahan).toMatchObject([{ sebab: expect.stringContaining('does not read the newest answer of bpjs') }]);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await read(hub, another())).toBe('200 segar vclaim-2.1');
    // as a copy it may be written, and is used only when somebody insists
    const copy = { ...worse, rilis: 'vclaim-2.2', dasar: 'vclaim-2.1' };
    const refused = await saved(operator, copy);
    expect([refused.kesalahan, refused.dipakai]).toEqual([[], []]);
    expect(refused.berhenti).toBeGreaterThan(0);
    expect(await read(hub, another())).toBe('200 segar vclaim-2.1');
    expect((await saved(operator, { ...copy, paksa: true })).dipakai).toContain('peserta-by-nik');
  }));

test('what is typed elsewhere in the meantime is not lost by an edit that is refused', () =>
  withNothingOwn(async (hub, own) => {
    const operator = await signedIn(hub, 'operator');
    await saved(operator, { ...typed(CARD), pakai: false });
    const other = join(own, 'bpjs/vclaim-2.1/rujukan.yaml');
    await writeFile(other, 'operation: rujukan\n');
    expect((await saved(operator, typed('answr: {}'))).kesalahan).toHaveLength(1);
    expect(await readFile(other, 'utf8')).toBe('operation: rujukan\n');
  }));
