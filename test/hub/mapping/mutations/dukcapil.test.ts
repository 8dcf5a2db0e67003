import { beforeAll, expect, test } from '@jest/globals';
import { changedAt, fault, found } from '../../../connectors/wanted.ts';
import { recordDukcapil } from './recorded-dukcapil.ts';
import { type ByHand, runChanges, verdictAfter } from './run.ts';
import { operationsOf, type Subject } from './subject.ts';

let subjects: readonly Subject[] = [];
beforeAll(async () => {
  subjects = await recordDukcapil();
});

test('a good answer is recorded of every operation of every release', () => {
  const recorded = new Set(subjects.map(({ name }) => name.replace('dukcapil/', '').replace(/ \(.*/, '')));
  expect([...recorded].toSorted()).toEqual(operationsOf('dukcapil').toSorted());
});

test(
  'one change to an answer never lies, is never "absent", and is found',
  () => runChanges('dukcapil', subjects),
  600_000,
);

const without = (target: string) => expect.not.objectContaining({ [target]: expect.anything() });
const additive = (path: string, more: object = {}) => [{ kind: 'additive', path, ...more }];
const record = 'national call-nik (a record)';
const deceased = 'national verifikasi (deceased)';

// The same by hand: nothing is worked out from the files here.
test.each<{ of: string; change: ByHand; want: object }>([
  {
    of: record,
    change: ['new-code', 'content.0.AGAMA'],
    want: {
      ...found({ agama: 'lainnya', nama: 'BUNGA CONTOH' }),
      drift: additive('AGAMA', { expected: 'one of the listed codes', got: 'code XQ9' }),
    },
  },
  { of: record, change: ['new-code', 'content.0.JENIS_KLMIN'], want: changedAt('JENIS_KLMIN') },
  { of: record, change: ['new-code', 'content.0.RESPONSE_CODE'], want: changedAt('(code)') },
  { of: record, change: ['null', 'content.0.NAMA_LGKP'], want: changedAt('NAMA_LGKP') },
  {
    of: record,
    change: ['rename', 'content.0.AGAMA'],
    want: { ...found(without('agama')), drift: additive('baruAGAMA', { expected: 'nothing', got: 'text' }) },
  },
  { of: record, change: ['new-field', ''], want: { kind: 'found', drift: additive('(envelope).baru') } },
  { of: record, change: ['null', 'content'], want: changedAt('content') },
  { of: record, change: ['drop', 'content.0'], want: changedAt('content') },
  {
    of: 'national call-nik (a number beyond 2^53)',
    change: ['retype', 'content.0.NIK'],
    want: { ...found({ nik: '9471014507929903' }), drift: [] },
  },
  { of: deceased, change: ['reorder', 'content.0'], want: found({ status: 'meninggal', terverifikasi: false }) },
  { of: deceased, change: ['drop', 'content.0.RESPONSE_CODE'], want: fault('unavailable', 'unknown_sentence') },
  { of: deceased, change: ['nest', 'content.0.RESPONSE_CODE'], want: changedAt('RESPONSE_CODE') },
  {
    of: 'national verifikasi (compared)',
    change: ['retype', 'quotaLimiter', 1],
    want: { kind: 'found', drift: additive('quotaLimiter') },
  },
  { of: 'national verifikasi (compared)', change: ['new-code', 'content.0.NAMA_LGKP'], want: changedAt('NAMA_LGKP') },
])('$of after $change is $want.kind', async ({ of, change, want }) => {
  expect(await verdictAfter(subjects, `dukcapil/${of}`, change)).toMatchObject(want);
});
