import { expect, test } from '@jest/globals';
import { generatePeople } from '../../../connectors/sandbox-kit/people.ts';
import { testClock } from '../clock.ts';
import { BUDI, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

// What somebody at the counter gets while BPJS misbehaves: an old answer, marked, for whoever was asked about before,
// a problem that tells who has to act for everybody else, and "no such person" only when BPJS said so.

const PEOPLE = 60;
/** The breaker and the holds have tests of their own; here every row asks. */
const config = { instances: { bpjs: { breaker: { minimumCalls: 10_000 } } } };
const DOWN = '503 hulu-tidak-tersedia';
const CHANGED = '503 hulu-berubah';
const NONE = '404 tidak-ditemukan';

const rows = [
  { fault: { kind: 'refuse' }, known: '200 usang', unknown: `${DOWN} unreachable` },
  { fault: { kind: 'reset' }, known: '200 usang', unknown: `${DOWN} unanswered` },
  { fault: { kind: 'reset-after' }, known: '200 usang', unknown: `${DOWN} unanswered` },
  { fault: { kind: 'cut' }, known: '200 usang', unknown: `${DOWN} unanswered` },
  { fault: { kind: 'status', status: 500 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'status', status: 502 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'status', status: 404 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'status', status: 301 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'status', status: 204 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'html' }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'html', status: 503 }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'maintenance' }, known: '200 usang', unknown: `${DOWN} maintenance` },
  { fault: { kind: 'empty' }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'truncate' }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'prefix' }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'status', status: 429 }, known: '200 usang', unknown: `${DOWN} throttled` },
  { fault: { kind: 'text' }, known: '200 usang', unknown: `${DOWN} quota` }, // "Limits exceeded"
  {
    fault: { kind: 'text', status: 403, body: 'Authentication failed' },
    known: '200 usang',
    unknown: `${DOWN} auth`,
  },
  { fault: { kind: 'code', code: '500' }, known: '200 usang', unknown: `${DOWN} unavailable` },
  { fault: { kind: 'code', code: 429 }, known: '200 usang', unknown: `${DOWN} throttled` },
  { fault: { kind: 'code', code: '999' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'rename', from: 'noKartu', to: 'nomorKartu' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'drop', field: 'nama' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'retype', field: 'nama' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'retype', field: 'noKartu' }, known: '200 usang', unknown: CHANGED }, // its leading zeros are lost
  { fault: { kind: 'null-response' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'empty-text-response' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'no-envelope' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'sealed-for-other-second' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'wrong-key-valid-padding' }, known: '200 usang', unknown: CHANGED },
  { fault: { kind: 'add', field: 'peserta.baru' }, known: '200 segar', unknown: '200 segar' },
  { fault: { kind: 'plain' }, known: '200 segar', unknown: '200 segar' },
  { fault: { kind: 'capital-code' }, known: '200 segar', unknown: '200 segar' },
  { fault: { kind: 'code-as-other-type' }, known: '200 segar', unknown: '200 segar' },
  { fault: { kind: 'escaped-slashes' }, known: '200 segar', unknown: '200 segar' },
  { fault: { kind: 'refuse-201' }, known: NONE, unknown: NONE }, // BPJS itself says so, so nothing old is shown
];

test('each fault of BPJS comes to the answer it should, and passes with its cause', async () => {
  const clock = testClock();
  await withHub({ config, now: clock.now, people: PEOPLE }, async ({ get, sandboxes: { bpjs } }) => {
    const strangers = generatePeople(PEOPLE).map(({ nik }) => nik);
    const seen = [];
    for (const { fault } of rows) {
      await bpjs.heal();
      clock.pass(24 * 60); // holds, and what was remembered of the row before, are over
      expect(outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 segar');
      clock.pass(16);
      bpjs.fault(fault);
      const known = outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`));
      const unknown = outcomeOf(await get(`/v1/jkn/peserta/${strangers.pop()}`));
      seen.push({ fault, known, unknown });
    }
    expect(seen).toEqual(rows);
  });
});

test('an answer that is late is waited for where there is none, and not where there is an older one', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async ({ get, sandboxes: { bpjs } }) => {
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    clock.pass(16);
    bpjs.fault({ kind: 'slow', delayMs: 1500 });
    const asked = [`/v1/jkn/peserta/${BUDI.nik}`, `/v1/jkn/peserta/${BUDI.kartu}`].map((path) => get(path));
    expect((await Promise.all(asked)).map(outcomeOf)).toEqual(['200 usang', '200 segar']);
    // the late answer was not thrown away
    expect(outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 tersimpan');
  });
});

test('what did not fit is told to the operator by place and type, never by value', () =>
  withHub({}, async ({ get, sandboxes: { bpjs }, logs }) => {
    bpjs.fault({ kind: 'rename', from: 'noKartu', to: 'nomorKartu' });
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    const told = logs.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'an answer does not fit its release');
    expect(told).toMatchObject({
      instance: 'bpjs',
      release: 'vclaim-2.0',
      operation: 'peserta-by-nik',
      drift: expect.arrayContaining([expect.objectContaining({ kind: 'breaking', path: 'peserta.noKartu' })]),
    });
  }));
