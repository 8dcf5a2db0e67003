import { expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { BUNGA, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

const PEOPLE = 60;
const config = { instances: { dukcapil: { breaker: { minimumCalls: 10_000 } } } };
const DOWN = '503 hulu-tidak-tersedia';
const CHANGED = '503 hulu-berubah';
const NONE = '404 tidak-ditemukan';
const FRESH = '200 segar';

/** `record`: asked before, and all the same never answered from memory. `verdict`: a verification that was made before. */
const rows = [
  { fault: { kind: 'refuse' }, record: `${DOWN} unreachable`, verdict: '200 usang', unknown: `${DOWN} unreachable` },
  { fault: { kind: 'reset' }, record: `${DOWN} unanswered`, verdict: '200 usang', unknown: `${DOWN} unanswered` },
  { fault: { kind: 'html' }, record: `${DOWN} unavailable`, verdict: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'truncate' }, record: `${DOWN} unavailable`, verdict: '200 usang', unknown: `${DOWN} unavailable` },
  {
    fault: { kind: 'status', status: 500 },
    record: `${DOWN} unavailable`,
    verdict: '200 usang',
    unknown: `${DOWN} unavailable`,
  },
  { fault: { kind: 'code', code: '03' }, record: `${DOWN} auth`, verdict: '200 usang', unknown: `${DOWN} auth` },
  { fault: { kind: 'code', code: '04' }, record: `${DOWN} auth`, verdict: '200 usang', unknown: `${DOWN} auth` },
  { fault: { kind: 'code', code: '16' }, record: `${DOWN} auth`, verdict: '200 usang', unknown: `${DOWN} auth` },
  { fault: { kind: 'code', code: '05' }, record: `${DOWN} quota`, verdict: '200 usang', unknown: `${DOWN} quota` },
  { fault: { kind: 'code', code: 5 }, record: `${DOWN} quota`, verdict: '200 usang', unknown: `${DOWN} quota` },
  { fault: { kind: 'quota-zero' }, record: `${DOWN} quota`, verdict: '200 usang', unknown: `${DOWN} quota` },
  {
    fault: { kind: 'sentence', text: 'KUOTA AKSES HARI INI TELAH HABIS (100000)' },
    record: `${DOWN} quota`,
    verdict: '200 usang',
    unknown: `${DOWN} quota`,
  },
  {
    fault: { kind: 'code', code: '06' },
    record: `${DOWN} maintenance`,
    verdict: '200 usang',
    unknown: `${DOWN} maintenance`,
  },
  {
    fault: { kind: 'code', code: '07' },
    record: `${DOWN} misasked`,
    verdict: '200 usang',
    unknown: `${DOWN} misasked`,
  },
  {
    fault: { kind: 'sentence', text: 'Hubungi admin' },
    record: `${DOWN} unavailable`,
    verdict: '200 usang',
    unknown: `${DOWN} unavailable`,
  },
  { fault: { kind: 'unknown-code' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  { fault: { kind: 'content-null' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  { fault: { kind: 'content-missing' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  { fault: { kind: 'content-empty' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  { fault: { kind: 'content-object' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  { fault: { kind: 'wrapped' }, record: CHANGED, verdict: '200 usang', unknown: CHANGED },
  {
    fault: { kind: 'rename', from: 'NAMA_LGKP', to: 'NAMA' },
    record: CHANGED,
    verdict: '200 usang',
    unknown: CHANGED,
  },
  { fault: { kind: 'add', field: 'BARU' }, record: FRESH, verdict: FRESH, unknown: FRESH },
  { fault: { kind: 'code', code: '13' }, record: NONE, verdict: NONE, unknown: NONE },
];

test('each fault of Dukcapil comes to the answer it should; a record is never served from memory', async () => {
  const clock = testClock();
  await withHub({ config, now: clock.now, people: PEOPLE }, async ({ get, post, sandboxes: { dukcapil } }) => {
    const strangers = generatePeople(PEOPLE);
    const verify = (nik: string, nama: string) => post('/v1/penduduk/verifikasi', { nik, nama });
    const seen = [];
    for (const { fault } of rows) {
      await dukcapil.heal();
      clock.pass(24 * 60 + 1); // another day: quota, holds and older verdicts are over
      expect(outcomeOf(await get(`/v1/penduduk/${BUNGA.nik}`))).toBe(FRESH);
      expect(outcomeOf(await verify(BUNGA.nik, BUNGA.nama))).toBe(FRESH);
      clock.pass(16);
      dukcapil.fault(fault);
      const record = outcomeOf(await get(`/v1/penduduk/${BUNGA.nik}`));
      const verdict = outcomeOf(await verify(BUNGA.nik, BUNGA.nama));
      const stranger = strangers.pop();
      const unknown = outcomeOf(await verify(stranger?.nik ?? '', stranger?.nama ?? ''));
      seen.push({ fault, record, verdict, unknown });
    }
    expect(seen).toEqual(rows);
  });
});
