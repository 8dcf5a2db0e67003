import { expect, test } from '@jest/globals';
import type { Dialect } from '../../../../connectors/callback.ts';
import { withMappings } from '../with-mappings.ts';

const RELEASE = `
upstream: kota
release: satu
protocol: d
outcomes:
  - { code: '00', is: found }
  - { code: '10', is: found, reason: beberapa-tagihan }
  - { code: '13', says: Tidak terdaftar, is: absent, reason: tidak-ditemukan }
  - { code: '13', http: [401], says: Jumlah beda, is: refused, reason: nominal-beda }
  - { code: '30', is: misasked }
  - { code: '63', http: [401], is: auth }
  - { code: '96', is: unavailable }
facade:
  before: { kode: kode, pesan: pesan? }
  after: { gagal: { from: gagal, as: boolean, codes: { 'true': Ya, 'false': Tidak } } }
`;
const BAYAR = `
operation: bayar
ask:
  method: POST
  path: /bayar/{kunci}
  with: { kunci: { setting: kunci } }
  body:
    JENIS: { value: '0002' }
    NOPTAHUN: { join: [nop, tahunPajak], widths: [18, 4] }
    JUMLAH: { from: nominal, as: rupiah }
    WAKTU: { from: dibayarPada?, as: moment, format: ['dd-MM-yyyy HH:mm:ss', 'yyyy/MM/dd HH.mm.ss'] }
    LOKET: { from: kanal?, nothing: ['-'] }
    RINCI: { from: tagihan, each: { tahun: { from: tahunPajak, as: digits, length: 4 } } }
answer:
  at: data
  becomes: JawabanUntukBank
  fields:
    ntpd: { from: NTPD?, nothing: ['-'] }
    kanal: LOKET?
    dibayarPada: { from: WAKTU?, as: moment, format: 'dd-MM-yyyy HH:mm:ss' }
    baris.keadaan: { from: STATUS, codes: { LUNAS: lunas, BELUM: terbuka }, otherwise: terbuka }
outcomes: [{ code: '06', is: found }]
facade: { words: { found: { says: Berhasil } } }
`;
const kode = (name: string, lengths: string) => `
operation: ${name}
ask: { method: POST, path: /tanya, body: { NOP: { from: ${name}, as: digits, ${lengths} } } }
answer: { becomes: JawabanUntukBank, fields: { kodeBayar: NOP } }
`;
const FILES = {
  'kota/satu/release.yaml': RELEASE,
  'kota/satu/bayar.yaml': BAYAR,
  'kota/satu/kode.yaml': kode('kode', 'lengths: [11, 17]'),
  'kota/satu/nop.yaml': kode('nop', 'length: 18'),
};

const withDialect = (use: (dialect: Dialect) => void) =>
  withMappings(FILES, ({ releases }, said) => {
    expect(said).toEqual([]);
    const release = releases.get('kota/satu');
    expect(release).toMatchObject({ incoming: true });
    expect(release?.facade).toBeUndefined();
    if (!release?.dialect) throw new Error('no dialect');
    use(release.dialect);
  });
const call = (path: string, body: object) => ({ method: 'POST', path, query: new URLSearchParams(), body });
const GOOD = {
  ...{ JENIS: '0002', NOPTAHUN: '1276010001001004202026', JUMLAH: '125000.00', WAKTU: '03-02-2026 10:15:40' },
  ...{ LOKET: '-', RINCI: [{ tahun: '2026' }] },
};

test('a call is recognised in the names that the mapping asks in', () =>
  withDialect(({ recognise }) => {
    expect(recognise(call('/BAYAR/apa-saja/', GOOD))).toEqual({
      operation: 'bayar',
      asked: {
        ...{ nop: '127601000100100420', tahunPajak: '2026', nominal: 125_000, tagihan: [{ tahunPajak: '2026' }] },
        dibayarPada: '2026-02-03T10:15:40+07:00',
      },
      ...{ wrong: [], lacking: [] },
    });
    expect(recognise(call('/lain', GOOD))).toBeUndefined();
  }));

test.each<{ given: string; change: object; wrong?: string[]; lacking?: string[] }>([
  { given: 'another constant', change: { JENIS: '0003' }, wrong: ['JENIS'] },
  { given: 'a join that does not come apart', change: { NOPTAHUN: '12760100010010042026' }, wrong: ['NOPTAHUN'] },
  { given: 'letters in a join', change: { NOPTAHUN: '12760100010010042A2026' }, wrong: ['NOPTAHUN'] },
  { given: 'sen', change: { JUMLAH: '125000.50' }, wrong: ['JUMLAH'] },
  { given: 'a day that is none', change: { WAKTU: '30-02-2026 10:15:40' }, wrong: ['WAKTU'] },
  { given: 'an hour that is none', change: { WAKTU: '03-02-2026 24:15:40' }, wrong: ['WAKTU'] },
  { given: 'a text for a list', change: { RINCI: '2026' }, wrong: ['RINCI'] },
  { given: 'a row that is none', change: { RINCI: [2026] }, wrong: ['RINCI'] },
  { given: 'a wrong row', change: { RINCI: [{ tahun: '26' }] }, wrong: ['RINCI.tahun'] },
  { given: 'a row without its year', change: { RINCI: [{}] }, lacking: ['RINCI.tahun'] },
  { given: 'no rows', change: { RINCI: [] }, lacking: ['RINCI'] },
  { given: 'blanks', change: { JUMLAH: ' ', NOPTAHUN: null }, lacking: ['NOPTAHUN', 'JUMLAH'] },
])('$given is complained of by its place', ({ change, wrong = [], lacking = [] }) =>
  withDialect(({ recognise }) => {
    expect(recognise(call('/bayar/x', { ...GOOD, ...change }))).toMatchObject({ wrong, lacking });
  }),
);

test('another form of a moment that the mapping names is read as well', () =>
  withDialect(({ recognise }) => {
    const asked = recognise(call('/bayar/x', { ...GOOD, WAKTU: '2026/02/03 10.15.40' }))?.asked;
    expect(asked).toMatchObject({ dibayarPada: '2026-02-03T10:15:40+07:00' });
  }));

test.each([
  { NOP: '127601000100100420', operation: 'nop', asked: { nop: '127601000100100420' }, wrong: [] },
  { NOP: '99000000042', operation: 'kode', asked: { kode: '99000000042' }, wrong: [] },
  { NOP: '9900000042', operation: 'kode', asked: {}, wrong: ['NOP'] },
  { NOP: '1276010001001004201', operation: 'kode', asked: {}, wrong: ['NOP'] },
])('of two operations at one address $NOP is $operation', ({ NOP, ...want }) =>
  withDialect(({ recognise }) => {
    expect(recognise(call('/tanya', { NOP }))).toMatchObject(want);
  }),
);

test('words are found by kind and by reason, and a reason is not the word for its kind', () =>
  withDialect(({ word }) => {
    expect(word('kode', 'found')).toEqual({ code: '00' });
    expect(word('kode', 'beberapa-tagihan')).toEqual({ code: '10' });
    expect(word('bayar', 'found')).toEqual({ code: '06', says: 'Berhasil' });
    expect(word('bayar', 'tidak-ditemukan')).toEqual({ code: '13', says: 'Tidak terdaftar' });
    expect(word('bayar', 'nominal-beda')).toEqual({ code: '13', says: 'Jumlah beda', http: 401 });
    expect(word('', 'auth')).toEqual({ code: '63', http: 401 });
    for (const what of ['refused', 'absent', 'lain-lain']) expect(word('bayar', what)).toBeUndefined();
  }));

test('an answer has its envelope around, what the record says, and what was asked', () =>
  withDialect(({ write, word }) => {
    const said = { word: word('bayar', 'found') ?? {}, failed: false };
    const asked = { kanal: 'TELLER', dibayarPada: '2026-02-03T03:15:40Z' };
    const value = { ntpd: null, baris: { keadaan: 'sebagian' } };
    expect(JSON.stringify(write('bayar', { ...said, value }, asked))).toBe(
      '{"kode":"06","pesan":"Berhasil","data":{"NTPD":"-","LOKET":"TELLER","WAKTU":"03-02-2026 10:15:40","STATUS":"BELUM"},"gagal":"Tidak"}',
    );
    const refused = { word: { code: '13' }, failed: true };
    expect(write('bayar', refused, asked)).toEqual({ kode: '13', gagal: 'Ya' });
    expect(write('tidak-ada', { ...refused, value }, asked)).toEqual({ kode: '13', gagal: 'Ya' });
  }));

test('a release whose calls come in must say how it is answered', () =>
  withMappings(
    {
      'kota/satu/release.yaml': 'upstream: kota\nrelease: satu\nprotocol: d\n',
      'kota/dua/release.yaml':
        'upstream: kota\nrelease: dua\nprotocol: d\noutcomes: [{ code: "00", is: found }]\nfacade: { before: { a: { from: b, as: apa } } }\n',
    },
    (_, said) => {
      expect(said.map((one) => one.replace(/;.*/, '')).toSorted()).toEqual([
        'kota/dua/release.yaml facade.before.a: unknown transform "apa"',
        ...['auth', 'misasked', 'unavailable'].map(
          (kind) =>
            `kota/dua/release.yaml facade.words.${kind}: no outcome has a code, a sentence or an HTTP status for it, so write one here`,
        ),
        'kota/satu/release.yaml facade: is missing: calls of "d" come in, and must be answered',
      ]);
    },
  ));
