import { expect, test } from '@jest/globals';
import { DOKTER, RELEASE, withMappings } from '../with-mappings.ts';

const WORDS = `
facade:
  words:
    absent: { code: '1' }
    refused: { code: '2' }
    auth: { code: '3' }
    throttled: { code: '4' }
    misasked: { code: '5' }
    unavailable: { code: '6' }
    unmapped: { code: '7' }
`;
const POLI = `
operation: poli
ask: { method: POST, path: /poli, body: { nama: { from: nama, as: part, split: '-', take: 0 } } }
answer:
  becomes: Poli
  fields:
    kodePoli: { join: [a, b] }
    namaPoli: { from: nama, as: first-word }
    kodeSubspesialis: { from: kode?, only: { jenis: ['1'] } }
`;

test('what cannot be read backwards is named with file and path, all at once', () =>
  withMappings(
    {
      'kota/satu/release.yaml': `${RELEASE}facade: { words: { auth: { says: Ditolak } } }\n`,
      'kota/satu/poli.yaml': POLI,
    },
    (_, said) => {
      const missing = ['absent', 'refused', 'throttled', 'misasked', 'unavailable', 'unmapped'];
      expect(said.toSorted()).toEqual([
        'kota/satu/poli.yaml answer.fields.kodePoli: a join without widths and without "between" cannot be read backwards (facade)',
        'kota/satu/poli.yaml answer.fields.kodeSubspesialis: "only" cannot be read backwards (facade)',
        'kota/satu/poli.yaml answer.fields.namaPoli: "first-word" cannot be read backwards (facade)',
        'kota/satu/poli.yaml ask.body.nama: a part of a text cannot be read backwards (facade)',
        ...missing
          .map((kind) => `facade.words.${kind}`)
          .map(
            (path) =>
              `kota/satu/release.yaml ${path}: no outcome has a code or a sentence for it, so one must be written here`,
          )
          .toSorted(),
      ]);
    },
  ));

test('the same mapping has no mistake where the release is not offered, and no façade', () =>
  withMappings({ 'kota/satu/release.yaml': RELEASE, 'kota/satu/poli.yaml': POLI }, ({ releases }, said) => {
    expect(said).toEqual([]);
    expect(releases.get('kota/satu')?.facade).toBeUndefined();
  }));

test('a protocol without a server half can be offered by nobody', () =>
  withMappings(
    {
      'kota/satu/release.yaml': RELEASE.replace('protocol: p', 'protocol: q') + WORDS,
      'kota/satu/dokter.yaml': DOKTER,
    },
    (_, said) =>
      expect(said).toEqual(['kota/satu/release.yaml facade: the connector of kota has no server half of "q"']),
  ));

test('an unknown word is a mistake of the file', () =>
  withMappings(
    {
      'kota/satu/release.yaml': `${RELEASE}facade: { words: { hilang: { code: '1' } } }\n`,
      'kota/satu/dokter.yaml': DOKTER,
    },
    (_, said) =>
      expect(said).toEqual(['kota/satu/release.yaml facade.words: must NOT have additional properties: hilang']),
  ));

test('codes come from the outcomes, and what the release says itself comes before them', () =>
  withMappings(
    {
      'kota/satu/release.yaml':
        RELEASE.replace(
          "[{ code: '200', is: found }]",
          "[{ says: Tutup, code: none, is: maintenance }, { code: ['201', '204'], is: absent }, { code: '200', is: found }]",
        ) + WORDS.replace("absent: { code: '1' }", 'found: { says: OK }'),
      'kota/satu/dokter.yaml': `${DOKTER}facade: { words: { absent: { says: Dokter tidak ada, http: 404 } } }\n`,
    },
    ({ releases }, said) => {
      expect(said).toEqual([]);
      const facade = releases.get('kota/satu')?.facade;
      const [dokter] = facade?.operations ?? [];
      expect(facade?.word('absent')).toEqual({ http: 200, code: '201' });
      expect(dokter?.word('absent')).toEqual({ http: 404, code: '201', says: 'Dokter tidak ada' });
      expect(dokter?.word('found')).toEqual({ http: 200, code: '200', says: 'OK' });
      expect(dokter?.word('maintenance')).toEqual({ http: 200, says: 'Tutup' });
      expect(dokter?.word('quota')).toEqual({ http: 200, code: '6' }); // no word of its own: unavailable
    },
  ));
