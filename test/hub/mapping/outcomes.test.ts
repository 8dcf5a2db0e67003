import { expect, test } from '@jest/globals';
import type { Reply } from '../../../connectors/connector.ts';
import { compileOutcomes } from '../../../hub/mapping/outcomes.ts';
import type { Outcome } from '../../../openapi/generated/mapping.ts';

const judge = (outcomes: readonly Outcome[], reply: Partial<Reply>) =>
  compileOutcomes(outcomes)({ payload: null, httpStatus: 200, ...reply })?.is;

test.each<{ rule: Outcome; reply: Partial<Reply>; want: string | undefined }>([
  { rule: { code: '5', is: 'quota' }, reply: { code: '05' }, want: 'quota' },
  { rule: { code: '05', is: 'quota' }, reply: { code: '5' }, want: 'quota' },
  { rule: { code: '05', is: 'quota' }, reply: { code: '50' }, want: undefined },
  { rule: { code: '0', is: 'found' }, reply: { code: '00' }, want: 'found' },
  { rule: { code: ['1', '200'], is: 'found' }, reply: { code: '200' }, want: 'found' },
  { rule: { code: '5', is: 'quota' }, reply: {}, want: undefined },
  { rule: { code: 'none', is: 'found' }, reply: {}, want: 'found' },
  { rule: { code: 'none', is: 'found' }, reply: { code: '1' }, want: undefined },
  { rule: { code: 'none', is: 'found' }, reply: { code: 'none' }, want: undefined }, // a word of the upstream's own
  { rule: { code: ['none', '1'], is: 'found' }, reply: { code: '01' }, want: 'found' },
  { rule: { says: 'Data Tidak', is: 'absent' }, reply: { message: ' data  TIDAK ditemukan' }, want: 'absent' },
  { rule: { says: 'Data Tidak', is: 'absent' }, reply: { message: 'Maaf, data tidak' }, want: undefined },
  { rule: { says: ['A', 'B'], is: 'absent' }, reply: { message: 'bx' }, want: 'absent' },
  { rule: { says: '', is: 'unavailable' }, reply: { message: 'apa saja' }, want: 'unavailable' },
  { rule: { says: '', is: 'unavailable' }, reply: { message: ' ' }, want: undefined },
  { rule: { says: '', is: 'unavailable' }, reply: {}, want: undefined },
  { rule: { says: 'x', at: 'a.b', is: 'absent' }, reply: { payload: { a: { b: 'X' } } }, want: 'absent' },
  { rule: { says: 'x', at: 'a.b', is: 'absent' }, reply: { message: 'x', payload: { a: 1 } }, want: undefined },
  { rule: { http: [403, 401], is: 'auth' }, reply: { httpStatus: 401 }, want: 'auth' },
  { rule: { http: [403], is: 'auth' }, reply: {}, want: undefined },
  {
    rule: { code: '404', says: 'Gagal', is: 'unavailable' },
    reply: { code: '404', message: 'gagal!' },
    want: 'unavailable',
  },
  { rule: { code: '404', says: 'Gagal', is: 'unavailable' }, reply: { code: '404', message: 'x' }, want: undefined },
  { rule: { code: '404', says: 'Gagal', is: 'unavailable' }, reply: { code: '1', message: 'gagal' }, want: undefined },
  { rule: { is: 'changed' }, reply: { code: '1' }, want: 'changed' },
])('$rule makes $want of $reply', ({ rule, reply, want }) => expect(judge([rule], reply)).toBe(want));

test('the first rule whose every condition holds decides', () => {
  const rules: readonly Outcome[] = [
    { says: 'Signature', is: 'auth' },
    { code: '201', is: 'absent' },
    { code: '201', is: 'refused' },
  ];
  expect(judge(rules, { code: '201', message: 'Signature Service' })).toBe('auth');
  expect(judge(rules, { code: '201', message: 'x' })).toBe('absent');
  expect(judge(rules, { code: '999' })).toBeUndefined();
});
