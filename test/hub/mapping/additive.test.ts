import { expect, test } from '@jest/globals';
import type { Reply } from '../../../connectors/connector.ts';
import { RELEASE, withMappings } from './with-mappings.ts';

const NOW = new Date('2026-11-20T02:00:00Z');

/** What is told of one answer, as `path: expected, got`; the verdict's kind where it is not found. */
async function told(answer: string, payload: unknown, more: Partial<Reply> = {}): Promise<readonly string[] | string> {
  let said: readonly string[] | string = 'not read';
  const file = `operation: satu\nask: { method: GET, path: /satu }\nanswer: { ${answer} }\n`;
  await withMappings(
    { 'kota/satu/release.yaml': RELEASE, 'kota/satu/satu.yaml': file },
    async ({ releases, mistakes }) => {
      expect(mistakes).toEqual([]);
      const operation = releases.get('kota/satu')?.operations.get('satu');
      const reply = { payload, httpStatus: 200, code: '200', ...more };
      const verdict = await operation?.read(reply, { asked: {}, now: NOW });
      if (verdict?.kind !== 'found' && verdict?.kind !== 'changed') return;
      const lines = verdict.drift.map(({ path, expected, got }) => `${path}: ${expected}, got ${got}`);
      said = verdict.kind === 'found' ? lines : `changed: ${lines.join('; ')}`;
    },
  );
  return said;
}

const DOKTER = 'becomes: Dokter, fields: { kodeDokter: kode, namaDokter: nama';
const good = { kode: '1', nama: 'SARI' };
const unlisted = (got: string) => [`kode: one of the listed codes, got ${got}`];

test.each<{ code: unknown; otherwise?: string; want: readonly string[] | string }>([
  { code: 'A', want: [] },
  { code: 'XQ9', want: unlisted('code XQ9') },
  { code: ' XQ9 ', want: unlisted('code XQ9') },
  { code: 7, want: unlisted('code 7') },
  { code: 'a sentence that is no code at all', want: unlisted('another code') },
  { code: '9901010101900001', want: unlisted('another code') },
  { code: 'XQ9', otherwise: 'otherwise: lain, open: true', want: [] },
  { code: 'XQ9', otherwise: 'match: prefix, otherwise: lain', want: unlisted('code XQ9') },
  { code: 'XQ9', otherwise: 'match: word', want: 'changed: kode: one of A, got text' },
])('$code beside $otherwise is told as $want', async ({ code, otherwise = 'otherwise: lain', want }) => {
  const fields = `fields: { kodeDokter: { from: kode, codes: { A: a }, ${otherwise} }, namaDokter: nama }`;
  expect(await told(`becomes: Dokter, ${fields}`, { ...good, kode: code })).toEqual(want);
});

test.each<{ answer: string; payload: unknown; want: readonly string[] | string }>([
  { answer: `${DOKTER} }`, payload: { ...good, baru: 1 }, want: ['baru: nothing, got number'] },
  { answer: `${DOKTER} }, ignore: [baru]`, payload: { ...good, baru: { a: 1 } }, want: [] },
  {
    answer: `${DOKTER} }, ignore: [baru.a]`,
    payload: { ...good, baru: { a: 1, b: 2 } },
    want: ['baru.b: nothing, got number'],
  },
  { answer: `${DOKTER} }, ignore: [baru.a]`, payload: { ...good, baru: 'x' }, want: [] },
  { answer: `${DOKTER} }`, payload: { ...good, '9901010101900001': 1 }, want: ['99…01: nothing, got number'] },
  {
    answer: `many: true, ${DOKTER} }`,
    payload: [good, { ...good, baru: 1 }, { ...good, baru: 1 }],
    want: ['[].baru: nothing, got number'],
  },
  // another form of the answer has other names
  {
    answer: `at: ['', list], many: true, ${DOKTER} }`,
    payload: { list: [good], kode: '1' },
    want: ['kode: nothing, got text'],
  },
  {
    answer: `at: ['', list], many: true, ${DOKTER} }`,
    payload: [{ ...good, list: 1 }],
    want: ['[].list: nothing, got number'],
  },
  {
    answer: `many: true, ${DOKTER} }`,
    payload: [good, 'x'],
    want: 'changed: [].kode: text, got missing; [].nama: text, got missing',
  },
  // a record on the way to what may be missing
  {
    answer: 'becomes: Dokter, fields: { kodeDokter: kode, namaDokter: [nama, orang.nama?] }'
      .replace(': [', ': { from: [')
      .replace('] }', '] } }'),
    payload: { ...good, orang: 'x' },
    want: [],
  },
  {
    answer: 'becomes: Poli, fields: { kodePoli: kode, namaPoli: nama, kodeSubspesialis: sub.kode? }',
    payload: { ...good, sub: ['x'] },
    want: 'changed: sub: an object, got list',
  },
  {
    answer: 'becomes: Poli, fields: { kodePoli: kode, namaPoli: nama, kodeSubspesialis: sub.kode? }',
    payload: { ...good, sub: null },
    want: [],
  },
])('$answer of $payload tells $want', async ({ answer, payload, want }) => {
  expect(await told(answer, payload)).toEqual(want);
});

test('what the envelope holds beside is told with what is found, and not of what is not', async () => {
  const extra = [{ kind: 'additive', path: '(envelope).baru', expected: 'nothing', got: 'text' }] as const;
  expect(await told(`${DOKTER} }`, { ...good, x: '' }, { extra })).toEqual([
    '(envelope).baru: nothing, got text',
    'x: nothing, got empty text',
  ]);
  expect(await told(`${DOKTER} }`, { nama: 'SARI' }, { extra })).toBe('changed: kode: text, got missing');
});

test('twenty new fields are enough to know, and codes count among them', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, nth) => [`baru${nth}`, nth]));
  expect(await told(`${DOKTER} }`, { ...good, ...many })).toHaveLength(20);
});

test('a list is open only where something becomes of what it does not list', () =>
  withMappings(
    {
      'kota/satu/release.yaml': RELEASE,
      'kota/satu/satu.yaml':
        'operation: satu\nask: { method: GET, path: /satu }\nanswer: { becomes: Dokter, fields: { kodeDokter: { from: a, codes: { A: a }, open: true }, namaDokter: b } }\n',
    },
    (_, said) => expect(said).toEqual(['kota/satu/satu.yaml answer.fields.kodeDokter: "open" needs otherwise']),
  ));
