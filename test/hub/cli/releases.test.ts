import { userInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { PESERTA } from '../../connectors/bpjs/wire.ts';
import { type City, withCity } from './with-city.ts';

const { nama, ...REST } = PESERTA;
const RENAMED = { ...REST, namaPeserta: nama };
const BOTH_NAMES = mending('{ from: [nama, namaPeserta] }');
const NEW_NAME = mending('namaPeserta');
/** Every command is a process of its own, on a machine that may have much to do. */
const TIME_OUT_MS = 180_000;

function mending(nama: string) {
  return {
    'bpjs/vclaim-2.1/release.yaml':
      '{ upstream: bpjs, release: vclaim-2.1, protocol: vclaim-2, service: vclaim, inherits: vclaim-2.0 }',
    'bpjs/vclaim-2.1/peserta-by-nik.yaml': `{ operation: peserta-by-nik, answer: { fields: { nama: ${nama} } } }`,
  };
}

const choicesOf = ({ store }: City) =>
  store(async (releases) => {
    const choices = await releases.choices();
    return Object.fromEntries(
      choices.map(({ operation, release, pinned }) => [operation, pinned ? `${release}!` : release]),
    );
  });

test(
  'a dry run says field by field what would change, and names nobody',
  () =>
    withCity(async ({ run, write, keep }) => {
      await write(BOTH_NAMES);
      const nothing = await run('release', 'dry-run', 'bpjs', 'vclaim-2.1', '--operation', 'peserta-by-nik');
      expect(nothing).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^peserta-by-nik: no answer was kept yet/),
      });
      const not = await run('release', 'dry-run', 'dukcapil', 'regional', '--operation', 'call-nik');
      expect(not).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^call-nik: no answer may be kept[\s\S]*all of them hold/),
      });

      await keep('found', [PESERTA, PESERTA], { nik: PESERTA.nik, tanggal: '2026-11-20' });
      await keep('changed', [RENAMED, RENAMED, RENAMED]);
      const both = await run('release', 'dry-run', 'bpjs', 'vclaim-2.1');
      expect(both).toMatchObject({ code: 0, stderr: '' });
      expect(both.stdout).toMatch(
        /^peserta-by-nik +starts to fit +peserta\.nama +3 +expected text, got missing +-> +fits$/m,
      );
      expect(both.stdout).toMatch(/^2 of 5 answers read alike, 3 start to fit, 0 stop$/m);

      await write(NEW_NAME);
      const one = await run('release', 'dry-run', 'bpjs', 'vclaim-2.1', '--json');
      expect(one).toMatchObject({ code: 1, stderr: expect.stringMatching(/does not read 2 of the answers/) });
      expect(JSON.parse(one.stdout)).toMatchObject({ counts: { answers: 5, alike: 0, starts: 3, stops: 2 } });
      const newest = await run('release', 'dry-run', 'bpjs', 'vclaim-2.1', '--last', '3');
      expect(newest).toMatchObject({ code: 0, stdout: expect.stringMatching(/0 of 3 answers/) });
      for (const { stdout, stderr } of [both, one, newest]) expect(stdout + stderr).not.toMatch(/BUDI|SANTOSO|\d{13}/);
    }),
  TIME_OUT_MS,
);

test(
  'an activation that would stop answers from being read takes force, and says so',
  () =>
    withCity(async (city) => {
      const { run, write, keep, store } = city;
      await write(NEW_NAME);
      await keep('found', [PESERTA]);
      const activate = ['release', 'activate', 'bpjs', 'vclaim-2.1'];
      const refused = await run(...activate);
      expect(refused).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/1 of the kept answers.*--force/),
      });
      expect(await choicesOf(city)).toEqual({});
      const forced = await run(...activate, '--force', '--because', 'the old name is gone');
      expect(forced).toMatchObject({ code: 0, stderr: expect.stringMatching(/warning: vclaim-2\.1 does not read 1/) });
      expect(forced.stdout).toMatch(/^bpjs +peserta-by-nik +vclaim-2\.0 +-> +vclaim-2\.1$/m);
      const [said] = await store((releases) => releases.choices());
      expect(said?.reason).toBe('the old name is gone; forced, though 1 kept answers stop to fit');
    }),
  TIME_OUT_MS,
);

test(
  'what was said is listed with its reason, and the last word is taken back of all it was said of',
  () =>
    withCity(async (city) => {
      const { run, write, store } = city;
      await write(BOTH_NAMES);
      const activate = ['release', 'activate', 'bpjs', 'vclaim-2.1'];
      const because = 'BPJS renamed nama for 9901010101900001';
      await run(...activate, '--operation', 'peserta-by-nik', '--because', because);
      const [said] = await store((releases) => releases.choices());
      expect(said).toMatchObject({ by: userInfo().username, reason: 'BPJS renamed nama for 99…01', pinned: false });
      const listed = (await run('release', 'list', '--instance', 'bpjs')).stdout;
      expect(listed).toMatch(
        /^bpjs +peserta-by-nik +vclaim-2\.1 +\S+ +20\S+ \S+ +BPJS renamed .*01 +vclaim-2\.0 vclaim-1\.1$/m,
      );
      expect(listed).toMatch(/^bpjs +rujukan +vclaim-2\.0 +configuration +vclaim-1\.1 vclaim-2\.1$/m);

      expect((await run(...activate)).stdout).not.toContain('peserta-by-nik');
      const all = ['peserta-by-kartu', 'peserta-by-nik', 'referensi-poli', 'rujukan', 'rujukan-by-kartu'];
      expect(await choicesOf(city)).toEqual(Object.fromEntries(all.map((name) => [name, 'vclaim-2.1'])));
      expect((await run(...activate)).stdout).toBe('bpjs is asked so already\n');
      const back = await run('release', 'rollback', 'bpjs');
      expect(back.stdout).toMatch(/^bpjs +rujukan +vclaim-2\.1 +-> +vclaim-2\.0$/m);
      const rest = { 'peserta-by-kartu': '', 'referensi-poli': '', rujukan: '', 'rujukan-by-kartu': '' };
      expect(await choicesOf(city)).toEqual({ 'peserta-by-nik': 'vclaim-2.1', ...rest });
      await run('release', 'rollback', 'bpjs', '--operation', 'peserta-by-nik');
      expect(await choicesOf(city)).toEqual({ 'peserta-by-nik': '', ...rest });
    }),
  TIME_OUT_MS,
);

test(
  'the way back passes over a release that is not there any more',
  () =>
    withCity(async (city) => {
      const word = { instance: 'bpjs', operation: 'rujukan', pinned: false, by: 'simpul', reason: '' };
      await city.store(async (releases) => {
        for (const [since, release] of ['vclaim-1.1', 'vclaim-9', 'vclaim-2.0'].entries())
          await releases.choose([{ ...word, release, since }]);
      });
      await city.run('release', 'rollback', 'bpjs');
      expect(await choicesOf(city)).toEqual({ rujukan: 'vclaim-1.1' });
    }),
  TIME_OUT_MS,
);

test(
  'a pin holds the release in use or the one that is named, until it is taken away',
  () =>
    withCity(async (city) => {
      const { run } = city;
      const only = ['--operation', 'rujukan'];
      expect((await run('release', 'pin', 'bpjs', ...only)).stdout).toMatch(/vclaim-2\.0 +-> +vclaim-2\.0 \(pinned\)/);
      expect(await choicesOf(city)).toEqual({ rujukan: 'vclaim-2.0!' });
      await run('release', 'pin', 'bpjs', 'vclaim-1.1', ...only);
      expect(await choicesOf(city)).toEqual({ rujukan: 'vclaim-1.1!' });
      await run('release', 'unpin', 'bpjs');
      expect(await choicesOf(city)).toEqual({ rujukan: 'vclaim-1.1' });
      expect(await run('release', 'unpin', 'bpjs')).toMatchObject({ code: 1, stderr: expect.stringMatching(/pinned/) });
    }),
  TIME_OUT_MS,
);

test(
  'a shadow is set, shown with what it disagrees in, and taken away',
  () =>
    withCity(async ({ run, store }) => {
      const set = await run('release', 'shadow', 'bpjs', 'vclaim-1.1', '--operation', 'rujukan', 'peserta-by-nik');
      expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/\(rujukan, peserta-by-nik\)/) });
      await store(async (releases) => {
        const [shadow] = (await releases.shadows()).filter(({ operation }) => operation === 'rujukan');
        const counts = { read: 7, agreed: 4, differed: 2, unfit: 1, askedOtherwise: 0, skipped: 0 };
        await releases.addShadowCounts(
          shadow ? [{ ...shadow, ...counts, fields: { 'poli.nama': 2, tanggal: 3 } }] : [],
        );
      });
      const shown = (await run('release', 'shadow', 'bpjs')).stdout;
      expect(shown).toMatch(/^rujukan +vclaim-1\.1 +20\S+ \S+ +7 +4 +2 +1 +0 +0$/m);
      expect(shown).toMatch(/^rujukan +tanggal +3\nrujukan +poli\.nama +2$/m);
      const listed = (await run('release', 'list')).stdout;
      expect(listed).toMatch(/^bpjs +rujukan .*vclaim-1\.1: 7 read \(4 agreed, 2 differed, 1 unfit\)$/m);
      expect(await run('release', 'shadow', 'bpjs', '--off')).toMatchObject({ code: 0 });
      expect(await store((releases) => releases.shadows())).toEqual([]);
      expect(await run('release', 'shadow', 'bpjs', '--off')).toMatchObject({ code: 1 });
    }),
  TIME_OUT_MS,
);

test(
  'half an edit keeps nobody from looking and from going back, and is passed over on the way',
  () =>
    withCity(async (city) => {
      const { run, write, store } = city;
      const word = { instance: 'bpjs', operation: 'peserta-by-nik', pinned: false, by: 'simpul', reason: '' };
      await store(async (releases) => {
        for (const [since, release] of ['vclaim-1.1', 'vclaim-2.1', 'vclaim-2.0'].entries())
          await releases.choose([{ ...word, release, since }]);
      });
      await write(mending('{ form: nama }'));
      for (const words of [
        'release list',
        'drift list',
        'release pin bpjs --operation rujukan',
        'release rollback bpjs',
      ]) {
        const ended = await run(...words.split(' '));
        expect(ended).toMatchObject({
          code: 0,
          stderr: expect.stringMatching(/^warning: 1 mistake .*\n.*form\n.*before\n$/),
        });
      }
      await run('release', 'rollback', 'bpjs', '--operation', 'peserta-by-nik');
      expect(await choicesOf(city)).toEqual({ 'peserta-by-nik': 'vclaim-1.1', rujukan: '' });
      for (const words of ['activate bpjs vclaim-2.0', 'pin bpjs vclaim-2.0', 'shadow bpjs vclaim-1.1'])
        expect(await run('release', ...words.split(' '))).toMatchObject({ code: 2, stdout: '' });
    }),
  TIME_OUT_MS,
);
