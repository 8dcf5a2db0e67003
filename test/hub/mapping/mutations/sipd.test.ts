import { beforeAll, expect, test } from '@jest/globals';
import { absent, changedAt, fault, found } from '../../../connectors/wanted.ts';
import { recordSipd } from './recorded-sipd.ts';
import { type ByHand, runChanges, verdictAfter } from './run.ts';
import { operationsOf, type Subject } from './subject.ts';

let subjects: readonly Subject[] = [];
beforeAll(async () => {
  subjects = await recordSipd();
});

/** What a file has rows of; the rest of `ekspor` is inherited and cannot be asked of a file. */
const ROWS = ['skpd', 'standar-harga', 'rencana-kerja', 'rka', 'realisasi', 'sp2d'];

test('a good answer is recorded of every operation of every release', () => {
  const recorded = new Set(subjects.map(({ name }) => name.replace('sipd/', '').replace(/ \(.*/, '')));
  const asked = operationsOf('sipd').filter((one) => !one.startsWith('ekspor '));
  expect([...recorded].toSorted()).toEqual([...asked, ...ROWS.map((name) => `ekspor ${name}`)].toSorted());
});

test(
  'one change to an answer never lies, and is found; "absent" is what has no rows',
  () => runChanges('sipd', subjects),
  600_000,
);

const additive = (path: string) => [{ kind: 'additive', path }];
const same = { kind: 'found', drift: [] };
const prices = 'splp standar-harga';
const plan = 'splp rencana-kerja';
const spent = 'sesi realisasi';

// The same by hand: nothing is worked out from the files here.
test.each<{ of: string; change: ByHand; want: object }>([
  { of: prices, change: ['rename', 'data.data.0.harga'], want: changedAt('[].harga') },
  { of: prices, change: ['retype', 'data.data.0.harga'], want: same },
  { of: prices, change: ['nest', 'data.data.2.harga'], want: changedAt('[].harga') },
  { of: prices, change: ['null', 'data'], want: changedAt('data') },
  { of: prices, change: ['retype', 'data.data', 3], want: changedAt('(content)') }, // keyed "0", "1"
  { of: prices, change: ['new-field', 'data'], want: { kind: 'found', drift: additive('data.baru') } },
  { of: prices, change: ['new-field', ''], want: { kind: 'found', drift: additive('(envelope).baru') } },
  { of: prices, change: ['new-code', 'status_code'], want: changedAt('(code)') },
  { of: prices, change: ['drop', 'message'], want: same },
  { of: prices, change: ['null', ''], want: changedAt('(envelope)') },
  {
    of: prices,
    change: ['new-code', 'data.data.0.tipe_standar_harga'],
    want: { ...found([{ jenis: 'tidak-dikenal' }, {}, {}, {}, {}]), drift: additive('[].tipe_standar_harga') },
  },
  { of: plan, change: ['null', 'data'], want: changedAt('data') },
  { of: plan, change: ['nest', 'data'], want: changedAt('data') },
  { of: plan, change: ['rename', 'data.0.pagu'], want: changedAt('[].pagu') },
  { of: plan, change: ['null', 'data.0.rincian'], want: { ...found([{ rincian: null }, {}]), drift: [] } },
  { of: 'splp jadwal-aktif', change: ['drop', 'data.0'], want: absent },
  {
    of: 'splp rka-skpd',
    change: ['rename', 'status_kode'],
    want: { kind: 'found', drift: additive('(envelope).barustatus_kode') },
  },
  { of: spent, change: ['null', ''], want: absent },
  { of: spent, change: ['nest', ''], want: changedAt('(content)') },
  { of: spent, change: ['blank', ''], want: fault('unavailable', 'empty_body') },
  { of: spent, change: ['rename', '0.realisasi_rill'], want: changedAt('[].realisasi_rill') },
  { of: 'wp-sipd skpd', change: ['null', 'data'], want: changedAt('(content)') },
  { of: 'wp-sipd skpd', change: ['new-code', 'status'], want: changedAt('(code)') },
  { of: 'wp-sipd skpd', change: ['drop', 'status'], want: changedAt('status') },
  { of: 'wp-sipd rka', change: ['retype', 'data.0.rincian'], want: same },
  { of: 'wp-sipd sp2d', change: ['retype', 'data.0.nomor_sp_2_d', 1], want: changedAt('[].nomor_sp_2_d') },
  { of: 'ekspor rencana-kerja (headings)', change: ['rename', 'Pagu'], want: changedAt('pagu') },
])('$of after $change is $want.kind', async ({ of, change, want }) => {
  expect(await verdictAfter(subjects, `sipd/${of}`, change)).toMatchObject(want);
});
