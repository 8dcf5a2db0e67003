import { expect, test } from '@jest/globals';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { edited } from '../../../connectors/sandbox-kit/json-edits.ts';
import { wireJson } from '../../../connectors/sandbox-kit/wire-json.ts';

const payload = {
  peserta: { nik: '9901010101900001', status: { kode: '0' }, kelas: { kode: '3' } },
  rujukan: [{ nomor: 1n }],
};

test.each<{ fault: SandboxFault; want: string }>([
  {
    fault: { kind: 'rename', from: 'kode', to: 'code' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"code":"0"},"kelas":{"code":"3"}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'rename', from: 'status.kode', to: 'code' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"code":"0"},"kelas":{"kode":"3"}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'drop', field: 'status' },
    want: '{"peserta":{"nik":"9901010101900001","kelas":{"kode":"3"}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'retype', field: 'nik' },
    want: '{"peserta":{"nik":9901010101900001,"status":{"kode":"0"},"kelas":{"kode":"3"}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'retype', field: 'nomor' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"kode":"0"},"kelas":{"kode":"3"}},"rujukan":[{"nomor":"1"}]}',
  },
  {
    fault: { kind: 'nullify', field: 'kode' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"kode":null},"kelas":{"kode":null}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'nullify', field: 'peserta.status' },
    want: '{"peserta":{"nik":"9901010101900001","status":null,"kelas":{"kode":"3"}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'nest', field: 'kelas.kode', as: 'nilai' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"kode":"0"},"kelas":{"kode":{"nilai":"3"}}},"rujukan":[{"nomor":1}]}',
  },
  {
    fault: { kind: 'nest', field: 'rujukan', as: 'rujukan' },
    want: '{"peserta":{"nik":"9901010101900001","status":{"kode":"0"},"kelas":{"kode":"3"}},"rujukan":{"rujukan":[{"nomor":1}]}}',
  },
  {
    fault: { kind: 'add', field: 'rujukan.baru', value: { a: true } },
    want: '{"peserta":{"nik":"9901010101900001","status":{"kode":"0"},"kelas":{"kode":"3"}},"rujukan":[{"nomor":1,"baru":{"a":true}}]}',
  },
])('$fault', ({ fault, want }) => {
  expect(wireJson(edited(payload, [fault]))).toBe(want);
});

test('faults are carried out in the order they were given, and the original stays as it is', () => {
  const before = wireJson(payload);
  const faults = [
    { kind: 'rename', from: 'status', to: 'keadaan' },
    { kind: 'nest', field: 'keadaan', as: 'data' },
    { kind: 'nullify', field: 'data.kode' },
    { kind: 'drop', field: 'status' }, // gone already
  ];
  expect(wireJson(edited(payload, faults))).toContain('"keadaan":{"data":{"kode":null}},"kelas"');
  expect(wireJson(payload)).toBe(before);
});

test('integers beyond 2^53 keep every digit', () => {
  expect(wireJson({ NIK: 9471014507929903n, none: undefined, list: [null, 'a"b'] })).toBe(
    '{"NIK":9471014507929903,"list":[null,"a\\"b"]}',
  );
});
