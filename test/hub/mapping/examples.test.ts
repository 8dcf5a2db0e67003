import { expect, test } from '@jest/globals';
import { runExamples } from '../../../hub/mapping/examples.ts';

import { loadShipped } from './shipped.ts';
import { DOKTER, RELEASE, withMappings } from './with-mappings.ts';

test('every example of the releases that come with the hub holds', async () => {
  const { releases, mistakes } = loadShipped();
  expect(mistakes).toEqual([]);
  const { run, mistakes: failed } = await runExamples(releases.values());
  expect(failed).toEqual([]);
  expect(run).toBeGreaterThan(30);
});

const good = "given: { kode: 1, nama: SARI }, code: '200'";
test.each([
  { example: `${good}, want: { kodeDokter: '1' }`, says: undefined },
  { example: `${good}, want: { kodeDokter: '1', namaDokter: SARI }`, says: undefined },
  { example: `${good}, want: { kodeDokter: 1 }`, says: 'becomes {"kodeDokter":"1","namaDokter":"SARI"}' },
  { example: `${good}, want: { gelar: null }`, says: 'becomes {"kodeDokter":"1","namaDokter":"SARI"}' },
  { example: `${good}, verdict: absent`, says: 'is found, not absent: ' },
  { example: `${good}, want: { kodeDokter: '1' }, verdict: found`, says: undefined },
  { example: "given: { kode: 1 }, code: '200'", says: 'is changed, not found: nama: text, got missing' },
  { example: "given: { kode: 1 }, code: '200', verdict: changed", says: undefined },
  { example: "code: '7', verdict: changed", says: undefined },
  {
    example: "code: '7', verdict: refused",
    says: 'is changed, not refused: (code): an outcome the release knows, got code 7',
  },
  { example: "asked: { kode: '7' }, call: { path: /dokter/7 }", says: undefined },
  { example: "asked: { kode: '7' }, call: { path: /dokter/8 }", says: 'asks /dokter/7' },
  { example: "asked: { kode: '7' }, call: { body: { a: 1 } }", says: 'asks with nothing' },
  { example: 'call: { path: /dokter/7 }', says: 'cannot be asked: the question lacks "kode" (text)' },
  { example: "want: { kodeDokter: '1' }", says: 'gives nothing to read' },
  { example: "asked: { kode: '7' }", says: 'gives nothing to read' },
])('the example { $example } fails with: $says', ({ example, says }) =>
  withMappings(
    {
      'kota/satu/release.yaml': RELEASE,
      'kota/satu/dokter.yaml': `${DOKTER}examples: [{ name: contoh, ${example} }]\n`,
    },
    async ({ releases, mistakes }) => {
      expect(mistakes).toEqual([]);
      const { run, mistakes: failed } = await runExamples(releases.values());
      expect(run).toBe(1);
      const wanted = { path: 'examples: contoh (kota/satu)', reason: says };
      expect(failed).toMatchObject(says === undefined ? [] : [wanted]);
    },
  ),
);
