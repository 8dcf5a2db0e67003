import { expect, test } from '@jest/globals';
import { forwards } from '../../../hub/services/services.ts';
import { loadShipped } from './shipped.ts';
import { DOKTER, RELEASE, withMappings } from './with-mappings.ts';

const probing = (probe: string) => `${RELEASE}\nprobe: ${probe}`;
const PENDUDUK = `
operation: penduduk
ask: { method: GET, path: '/penduduk' }
answer: { becomes: Penduduk, fields: { nik: nik, nama: nama, status: status } }
`;
const BECAUSE = 'because: a list of doctors';

test('a probe of a release is compiled into its operation, taken over by who inherits, and taken away by null', () =>
  withMappings(
    {
      'kota/satu/release.yaml': probing(`{ operation: dokter, asked: { kode: 1 }, ${BECAUSE} }`),
      'kota/satu/dokter.yaml': DOKTER,
      'kota/dua/release.yaml': RELEASE.replace('satu', 'dua\ninherits: satu'),
      'kota/tiga/release.yaml': RELEASE.replace('satu', 'tiga\ninherits: satu\nprobe: null'),
    },
    ({ releases }, said) => {
      expect(said).toEqual([]);
      const of = (name: string) => releases.get(`kota/${name}`)?.operations.get('dokter');
      expect(of('satu')?.probe).toEqual({ kode: 1 });
      expect(of('dua')?.probe).toEqual({ kode: 1 });
      expect(of('tiga')?.probe).toBeUndefined();
      expect(of('dua')?.definition).not.toBe(of('tiga')?.definition); // an edit of a probe is heard of
    },
  ));

test.each([
  { probe: `{ operation: doktr, ${BECAUSE} }`, said: 'probe.operation: there is no operation "doktr"' },
  { probe: `{ operation: dokter, ${BECAUSE} }`, said: 'probe.asked: the question lacks "kode" (text)' },
  {
    probe: `{ operation: dokter, asked: { kode: '9901010101900001' }, ${BECAUSE} }`,
    said: "probe.asked.kode: is a number as long as somebody's",
  },
  { probe: `{ operation: hapus, asked: { kode: 1 }, ${BECAUSE} }`, said: 'probe.operation: "hapus" changes something' },
  { probe: `{ operation: kirim, asked: { kode: 1 }, ${BECAUSE} }`, said: 'probe.operation: "kirim" changes something' },
  { probe: `{ operation: penduduk, ${BECAUSE} }`, said: 'probe.operation: "penduduk" answers about people (nik)' },
])('a probe that would not do is a mistake: $said', ({ probe, said: wanted }) =>
  withMappings(
    {
      'kota/satu/release.yaml': probing(probe),
      'kota/satu/dokter.yaml': DOKTER,
      'kota/satu/penduduk.yaml': PENDUDUK,
      'kota/satu/hapus.yaml': DOKTER.replace('dokter', 'hapus').replace('GET', 'DELETE'),
      'kota/satu/kirim.yaml': DOKTER.replace('dokter', 'kirim\nwhenUnknown: resend').replace('GET', 'POST'),
    },
    (_, said) => expect(said).toContainEqual(`kota/satu/release.yaml ${wanted}`),
  ),
);

test('a probe says why it is harmless, and is no use where calls come in', () =>
  withMappings(
    {
      'kota/satu/release.yaml': probing('{ operation: dokter, asked: { kode: 1 } }'),
      'kota/satu/dokter.yaml': DOKTER,
      'kota/dua/release.yaml': probing(`{ operation: dokter, asked: { kode: 1 }, ${BECAUSE} }`)
        .replace('satu', 'dua')
        .replace('protocol: p', 'protocol: d'),
      'kota/dua/dokter.yaml': DOKTER,
    },
    (_, said) => {
      expect(said).toContainEqual(expect.stringContaining("probe: must have required property 'because'"));
      expect(said).toContainEqual('kota/dua/release.yaml probe: is of no use: calls of this release come in');
    },
  ));

test('nothing that the hub itself sends is a probe', () => {
  const sent = new Set(forwards.map(({ connector, operation }) => `${connector} ${operation}`));
  const probed = [...loadShipped().releases.values()].flatMap(({ upstream, operations }) =>
    [...operations.values()].filter(({ probe }) => probe).map(({ name }) => `${upstream} ${name}`),
  );
  expect(probed.length).toBeGreaterThan(0);
  expect(probed.filter((one) => sent.has(one))).toEqual([]);
});
