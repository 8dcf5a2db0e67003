import { expect, test } from '@jest/globals';
import type { DriftReport } from '../../../hub/store/releases.ts';
import { PESERTA } from '../../connectors/bpjs/wire.ts';
import { sealedSample, withCity } from './with-city.ts';

const { nama, ...REST } = PESERTA;
const AT = Date.parse('2026-11-20T03:00:00Z');
const HOUR_MS = 3_600_000;
const NAME: DriftReport = {
  ...{ instance: 'bpjs', operation: 'peserta-by-nik', release: 'vclaim-2.0', kind: 'breaking' },
  ...{ path: 'peserta.nama', expected: 'text', got: 'missing', count: 1200, firstAt: AT, lastAt: AT + HOUR_MS },
  firstSample: sealedSample({ ...REST, namaPeserta: nama }, AT),
  lastSample: sealedSample({ ...REST, namaLengkap: nama }, AT + HOUR_MS),
};
const MORE: DriftReport = {
  ...NAME,
  ...{ kind: 'additive', path: 'peserta.namaPeserta', expected: 'nothing', got: 'text', lastAt: AT + 2 * HOUR_MS },
  lastSample: NAME.firstSample,
};
const RECORD: DriftReport = {
  ...{ ...NAME, instance: 'dukcapil', operation: 'call-nik', release: 'national', path: 'TGL_LHR' },
  ...{ firstSample: null, lastSample: null },
};
/** Every command is a process of its own, on a machine that may have much to do. */
const TIME_OUT_MS = 180_000;

test(
  'drift is listed with what breaks first, how often and since when',
  () =>
    withCity(async ({ run, store }) => {
      expect((await run('drift', 'list')).stdout).toBe('every answer fitted its release\n');
      const many = Array.from({ length: 40 }, (_, index) => ({ ...MORE, path: `peserta.baru${index}` }));
      await store((releases) => releases.addDrift([MORE, NAME, RECORD, ...many]));
      const { stdout } = await run('drift', 'list');
      const [, first = '', second = '', third = ''] = stdout.split('\n');
      expect([first, second].sort()).toEqual([
        expect.stringMatching(
          /^breaking +bpjs +peserta-by-nik +vclaim-2\.0 +peserta\.nama +text +missing +1200 +2026-11-20 03:00:00 +2026-11-20 04:00:00$/,
        ),
        expect.stringMatching(/^breaking +dukcapil +call-nik/),
      ]);
      expect(third).toMatch(/^additive/);
      expect(stdout).toMatch(/\nand 13 more; --all shows them\n$/);
      expect((await run('drift', 'list', '--all')).stdout.trimEnd().split('\n')).toHaveLength(44);
      const some = await run('drift', 'list', '--instance', 'dukcapil', '--operation', 'call-nik');
      expect(some.stdout.trimEnd().split('\n')).toHaveLength(2);
    }),
  TIME_OUT_MS,
);

test(
  'a drift is shown with the line to mend and the first and last answer, and nobody in them',
  () =>
    withCity(async ({ run, store, write }) => {
      await store((releases) => releases.addDrift([NAME, MORE, RECORD]));
      const { code, stdout } = await run('drift', 'show', 'bpjs', 'peserta-by-nik', 'peserta.nama');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^peserta\.nama: expected text, got missing\n {2}breaking, vclaim-2\.0, 1200 answers/);
      expect(stdout).toMatch(/^ {2}rule: \S*mappings\/bpjs\/vclaim-1\.1\/peserta-by-nik\.yaml:\d+: nama: nama$/m);
      expect(stdout).toMatch(
        /first answer, masked:[\s\S]*"namaPeserta": "xxxx xxxxxxx"[\s\S]*last answer, masked:[\s\S]*"namaLengkap"/,
      );
      expect(stdout).not.toMatch(/BUDI|SANTOSO|99010101/);

      const both = await run('drift', 'show', 'bpjs', 'peserta-by-nik');
      expect(both.stdout).toMatch(/rule: none is about this path\n {2}first and last answer, masked:/);
      const record = await run('drift', 'show', 'dukcapil', 'call-nik');
      expect(record.stdout).toMatch(
        /rule: \S*regional\/call-nik\.yaml:\d+: tanggalLahir: .*\n {2}samples: none may be kept/,
      );

      await write({
        'bpjs/vclaim-2.0/release.yaml':
          '{ upstream: bpjs, release: vclaim-2.0, protocol: vclaim-2, service: vclaim, inherits: vclaim-1.1 }',
        'bpjs/vclaim-2.0/peserta-by-nik.yaml':
          'operation: peserta-by-nik\nanswer:\n  fields:\n    nama: { from: [nama, namaBaru] }\n',
      });
      const own = await run('drift', 'show', 'bpjs', 'peserta-by-nik');
      expect(own.stdout).toMatch(
        /^ {2}rule: \S*vclaim-2\.0\/peserta-by-nik\.yaml:4: nama: \{ from: \[nama, namaBaru\] \}$/m,
      );
    }),
  TIME_OUT_MS,
);

test(
  'incidents are told in words, and only those that go on when asked so',
  () =>
    withCity(async ({ run, store }) => {
      expect((await run('incidents', 'list')).stdout).toBe('nothing happened\n');
      const drift = [{ path: 'peserta.nama', expected: 'text', got: 'missing' }];
      const about = { instance: 'bpjs', operation: 'peserta-by-nik' };
      await store(async (releases) => {
        const changed = { id: 'ins_1', kind: 'hulu-berubah', ...about, openedAt: AT };
        await releases.openIncident({ ...changed, detail: JSON.stringify({ tidakCocok: drift }) });
        const detail = JSON.stringify({
          dari: 'vclaim-2.0',
          ke: 'vclaim-1.1',
          sebab: 'peserta.nama: text, got missing',
        });
        await releases.noteIncident({ id: 'ins_2', kind: 'rilis-beralih', ...about, openedAt: AT + 1000, detail });
        const mistakes = [{ file: 'a.yaml', path: 'answer', reason: 'is wrong' }];
        const edit = { id: 'ins_3', kind: 'pemetaan-salah', instance: '', operation: '', openedAt: AT + 2000 };
        await releases.openIncident({ ...edit, detail: JSON.stringify({ kesalahan: mistakes, banyaknya: 3 }) });
      });
      const lines = (await run('incidents', 'list')).stdout.split('\n');
      expect(lines[1]).toMatch(/goes on +- +- +an edit of the mappings .*: a\.yaml: answer: is wrong; and 2 more$/);
      expect(lines[2]).toMatch(
        /03:00:01 +at once +bpjs .*another release is used: vclaim-2\.0 -> vclaim-1\.1; peserta\.nama/,
      );
      expect(lines[3]).toMatch(
        /03:00:00 +goes on +bpjs .*answers fit no release: peserta\.nama: expected text, got missing$/,
      );
      expect((await run('incidents', 'list', '--open')).stdout).not.toContain('at once');
    }),
  TIME_OUT_MS,
);

test.each([
  { args: ['drift', 'show', 'bpjs', 'peserta-by-nik'], code: 1, says: /fitted its release/ },
  { args: ['drift', 'show', 'bpjs', 'peserta'], code: 2, says: /no operation "peserta"/ },
  { args: ['drift', 'show', 'bpsj', 'peserta-by-nik'], code: 2, says: /did you mean "bpjs"/ },
  { args: ['drift', 'show', 'bpjs'], code: 2, says: /missing required argument/ },
  { args: ['drift', 'list', '--instance', 'bpsj'], code: 2, says: /did you mean "bpjs"/ },
  { args: ['drift', 'list', '--operation', 'peserta-by-nk'], code: 2, says: /did you mean "peserta-by-nik"/ },
  { args: ['incidents', 'show'], code: 2, says: /unknown command/ },
])('$args ends with $code and says why', ({ args, code, says }) =>
  withCity(async ({ run }) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  }),
);
