import { beforeAll, expect, test } from '@jest/globals';
import { changed, changedAt, fault, found } from '../../../connectors/wanted.ts';
import { recordOss } from './recorded-oss.ts';
import { type ByHand, runChanges, verdictAfter } from './run.ts';
import { operationsOf, type Subject } from './subject.ts';

let subjects: readonly Subject[] = [];
beforeAll(async () => {
  subjects = await recordOss();
});

test('a good answer is recorded of every operation of every release', () => {
  const recorded = new Set(subjects.map(({ name }) => name.replace('oss/', '').replace(/ \(.*/, '')));
  expect([...recorded].toSorted()).toEqual(operationsOf('oss').toSorted());
});

test('one change to an answer never lies, is never "absent", and is found', () => runChanges('oss', subjects), 600_000);

const additive = (path: string) => [{ kind: 'additive', path }];
const company = 'oss-rba nib';
const status = 'oss-rba izin-cek';
const within = 'responcheckLicenseStatus';

// The same by hand: nothing is worked out from the files here.
test.each<{ of: string; change: ByHand; want: object }>([
  { of: status, change: ['retype', `${within}.kode`], want: { kind: 'found', drift: [] } },
  { of: status, change: ['new-code', `${within}.kode`], want: changedAt('kode') },
  { of: status, change: ['drop', `${within}.kode`], want: changedAt('kode') },
  { of: status, change: ['rename', within], want: { kind: 'found', drift: additive('(envelope)') } },
  { of: status, change: ['rename', within, 2], want: { kind: 'found', drift: [] } }, // a space in front
  { of: status, change: ['rename', within, 3], want: { kind: 'found', drift: [] } }, // in capitals
  { of: status, change: ['new-field', ''], want: { kind: 'found', drift: additive('(envelope).baru') } },
  { of: status, change: ['new-field', within], want: { kind: 'found', drift: additive('baru') } },
  { of: status, change: ['nest', ''], want: changedAt('kode') },
  { of: status, change: ['retype', within, 0], want: changedAt('kode') },
  { of: status, change: ['null', `${within}.dataIZIN`], want: changedAt('dataIZIN') },
  {
    of: status,
    change: ['new-code', `${within}.dataIZIN.kd_status`],
    want: found({ status: 'lain', kodeStatus: 'XQ9' }),
  },
  { of: status, change: ['blank', ''], want: fault('unavailable', 'empty_body') },
  { of: status, change: ['null', ''], want: fault('unavailable', 'not_json') },
  { of: company, change: ['retype', 'responinqueryNIB.dataNIB.nib'], want: { kind: 'found', drift: [] } },
  { of: company, change: ['retype', 'responinqueryNIB.dataNIB.status_nib'], want: changed },
  {
    of: company,
    change: ['rename', 'responinqueryNIB.dataNIB.tipe_dokumen ', 2],
    want: { ...found({ dokumen: 'asli' }), drift: [] },
  },
  { of: company, change: ['retype', 'responinqueryNIB.dataNIB.data_checklist', 3], want: changed },
  { of: company, change: ['drop', 'responinqueryNIB.dataNIB.data_checklist.0.id_izin'], want: changed },
  {
    of: 'oss-1.1 referensi',
    change: ['nest', 'respongetDataReferensi.dataReferensi'],
    want: changedAt('dataReferensi'),
  },
  { of: 'oss-rba proyek', change: ['new-code', 'kode_status'], want: changedAt('kode') },
  { of: 'oss-rba berkas', change: ['blank', 'responInqueryFileDS.url_file_ds'], want: changedAt('url_file_ds') },
  { of: 'oss-rba izin-rinci', change: ['new-code', 'dataLicense.success'], want: changedAt('success') },
  {
    of: 'oss-rba izin-kkpr',
    change: ['rename', 'responreceiveLicenseKKPR '],
    want: { kind: 'found', drift: additive('(envelope)') },
  },
])('$of after $change is $want.kind', async ({ of, change, want }) => {
  expect(await verdictAfter(subjects, `oss/${of}`, change)).toMatchObject(want);
});
