import { beforeAll, expect, test } from '@jest/globals';
import { changedAt, fault, found } from '../../../connectors/wanted.ts';
import { recordBpjs } from './recorded-bpjs.ts';
import { type ByHand, runChanges, verdictAfter } from './run.ts';
import { operationsOf, type Subject } from './subject.ts';

let subjects: readonly Subject[] = [];
beforeAll(async () => {
  subjects = await recordBpjs();
});

test('a good answer is recorded of every operation of every release', () => {
  const recorded = new Set(subjects.map(({ name }) => name.replace('bpjs/', '').replace(/ \(.*/, '')));
  expect([...recorded].toSorted()).toEqual(operationsOf('bpjs').toSorted());
});

test(
  'one change to an answer never lies, is never "absent", and is found',
  () => runChanges('bpjs', subjects),
  600_000,
);

const without = (target: string) => expect.not.objectContaining({ [target]: expect.anything() });
const additive = (path: string) => [{ kind: 'additive', path }];
const member = 'vclaim-2.0 peserta-by-nik';

// The same by hand: nothing is worked out from the files here.
test.each<{ of: string; change: ByHand; want: object }>([
  { of: member, change: ['rename', 'response.peserta.noKartu'], want: changedAt('peserta.noKartu') },
  {
    of: member,
    change: ['rename', 'response.peserta.mr'],
    want: { ...found({ nama: 'BUDI SANTOSO', telepon: null }), drift: additive('peserta.barumr') },
  },
  { of: member, change: ['drop', 'response.peserta.tglTMT'], want: { ...found(without('mulaiBerlaku')), drift: [] } },
  { of: member, change: ['retype', 'response.peserta.mr.noMR'], want: changedAt('peserta.mr.noMR') },
  { of: member, change: ['retype', 'response.peserta.hakKelas', 1], want: changedAt('peserta.hakKelas') },
  {
    of: member,
    change: ['nest', 'response.peserta.hakKelas'],
    want: { kind: 'found', drift: additive('peserta.hakKelas.data') },
  },
  {
    of: member,
    change: ['new-field', 'response.peserta.hakKelas'],
    want: { ...found({ hakKelas: { kode: '3' } }), drift: additive('peserta.hakKelas.baru') },
  },
  { of: member, change: ['new-field', ''], want: { kind: 'found', drift: additive('(envelope).baru') } },
  { of: member, change: ['new-field', 'metaData'], want: { kind: 'found', drift: additive('metaData.baru') } },
  {
    of: member,
    change: ['retype', 'metaData.message', 1],
    want: { kind: 'found', drift: additive('metaData.message') },
  },
  { of: member, change: ['new-code', 'metaData.code'], want: changedAt('(code)') },
  {
    of: member,
    change: ['new-code', 'response.peserta.statusPeserta.kode'],
    want: { ...found({ aktif: false, status: { kode: 'XQ9' } }), drift: [] },
  },
  { of: member, change: ['null', 'response'], want: changedAt('peserta') },
  { of: member, change: ['nest', ''], want: changedAt('(envelope)') },
  { of: member, change: ['blank', ''], want: fault('unavailable') },
  { of: 'antrean-rs ref-poli', change: ['null', 'response'], want: changedAt('(content)') },
  { of: 'antrean-rs ref-poli', change: ['nest', 'response'], want: changedAt('(content)') },
  { of: 'antrean-rs ref-poli', change: ['nest', 'response', 2], want: { kind: 'found', drift: [] } },
  {
    of: 'antrean-rs ref-poli',
    change: ['new-field', 'response.1'],
    want: { kind: 'found', drift: additive('[].baru') },
  },
  { of: 'antrean-rs ref-poli', change: ['rename', 'response.1.kdpoli'], want: changedAt('[].kdpoli') },
  { of: 'vclaim-1.1 rujukan', change: ['retype', 'response.rujukan.diagnosa', 2], want: changedAt('rujukan.diagnosa') },
  {
    of: 'antrean-rs antrean-tambah',
    change: ['new-field', ''],
    want: { ...found({ kodeBooking: '20261120INT012' }), drift: additive('(envelope).baru') },
  },
])('$of after $change is $want.kind', async ({ of, change, want }) => {
  expect(await verdictAfter(subjects, `bpjs/${of}`, change)).toMatchObject(want);
});
