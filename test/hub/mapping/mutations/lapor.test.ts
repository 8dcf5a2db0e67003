import { beforeAll, expect, test } from '@jest/globals';
import { changedAt, fault, found } from '../../../connectors/wanted.ts';
import { recordLapor } from './recorded-lapor.ts';
import { type ByHand, runChanges, verdictAfter } from './run.ts';
import { operationsOf, type Subject } from './subject.ts';

let subjects: readonly Subject[] = [];
beforeAll(async () => {
  subjects = await recordLapor();
});

test('a good answer is recorded of every operation of every release', () => {
  const recorded = new Set(subjects.map(({ name }) => name.replace('lapor/', '').replace(/ \(.*/, '')));
  expect([...recorded].toSorted()).toEqual(operationsOf('lapor').toSorted());
});

test(
  'one change to an answer never lies, is never "absent", and is found',
  () => runChanges('lapor', subjects),
  600_000,
);

const additive = (path: string) => [{ kind: 'additive', path }];
const answered = 'usulan-1 laporan-satu (answered)';

// The same by hand: nothing is worked out from the files here.
test.each<{ of: string; change: ByHand; want: object }>([
  {
    of: answered,
    change: ['new-code', 'data.tindak_lanjut.0.peran'],
    want: {
      ...found({ tindakLanjut: [{ peran: 'tidak-dikenal', oleh: null }, { peran: 'pelapor' }] }),
      drift: additive('tindak_lanjut[].peran'),
    },
  },
  {
    of: answered,
    change: ['new-code', 'data.status'],
    want: {
      ...found({ status: 'tidak-dikenal', statusAsli: 'XQ9', ditutupOleh: null }),
      drift: [{ kind: 'additive', path: 'status', got: 'code XQ9' }],
    },
  },
  { of: answered, change: ['retype', 'data.pelapor.telepon'], want: changedAt('pelapor.telepon') },
  {
    of: answered,
    change: ['new-field', 'data.disposisi.0.instansi'],
    want: { kind: 'found', drift: additive('disposisi[].instansi.baru') },
  },
  {
    of: answered,
    change: ['rename', 'data.kategori.nama'],
    want: { ...found({ kategori: { nama: null } }), drift: additive('kategori.barunama') },
  },
  { of: answered, change: ['null', 'data.tindak_lanjut'], want: { ...found({ tindakLanjut: [] }), drift: [] } },
  { of: answered, change: ['retype', 'data.tindak_lanjut', 3], want: changedAt('tindak_lanjut') },
  {
    of: 'usulan-1 laporan-satu (anonymous)',
    change: ['new-code', 'data.anonim'],
    want: found({ anonim: false, pelapor: null }),
  },
  {
    of: 'usulan-1 laporan-berubah',
    change: ['new-field', 'halaman'],
    want: { kind: 'found', drift: additive('halaman.baru') },
  },
  {
    of: 'usulan-1 laporan-berubah',
    change: ['new-field', 'data.4'],
    want: { kind: 'found', drift: additive('[].baru') },
  },
  { of: 'usulan-1 laporan-kirim', change: ['new-field', 'data'], want: { kind: 'found', drift: additive('baru') } },
  { of: 'usulan-1 laporan-kirim', change: ['new-code', 'sukses'], want: changedAt('(code)') },
  { of: 'usulan-1 tunda', change: ['null', 'data'], want: { ...found({ trackingId: '9900124' }), drift: [] } },
  { of: 'usulan-1 tunda', change: ['new-field', ''], want: { kind: 'found', drift: additive('(envelope).baru') } },
  { of: 'legacy-form kategori', change: ['nest', ''], want: changedAt('(content)') },
  { of: 'legacy-form kategori', change: ['null', ''], want: fault('unavailable', 'not_json') },
  { of: 'legacy-xml laporan-kirim', change: ['nest', 'response.trackingid'], want: changedAt('trackingid') },
  {
    of: 'legacy-xml laporan-kirim',
    change: ['new-field', 'response'],
    want: { kind: 'found', drift: additive('baru') },
  },
  {
    of: 'ekspor-excel baris-laporan (9900133)',
    change: ['new-code', 'Tipe Laporan (Anonim/Rahasia)'],
    want: { ...found({ namaPelapor: null }), drift: [] },
  },
  {
    of: 'ekspor-excel baris-laporan (9900134)',
    change: ['new-code', 'Klasifikasi Laporan'],
    want: { ...found({ klasifikasi: 'lain' }), drift: additive('Klasifikasi Laporan') },
  },
])('$of after $change is $want.kind', async ({ of, change, want }) => {
  expect(await verdictAfter(subjects, `lapor/${of}`, change)).toMatchObject(want);
});
