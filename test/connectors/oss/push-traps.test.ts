import { describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { heard, questionOf, token, withCity } from './city.ts';
import { CONTOH, documentWith, permitWith } from './documents.ts';
import { NIB } from './wire.ts';

const asked = (members: object, method = 'receiveNIB') =>
  questionOf(heard(method, { body: documentWith(members as Readonly<Record<string, unknown>>) }));
const project = (members: object) => asked({ data_proyek: [{ id_proyek: 'R-1', ...members }] });
const place = (lat_lng: unknown) =>
  project({ data_lokasi_proyek: [{ alamat_usaha: 'Jl. Contoh', data_lokasi_proyek: [{ serial: '1', lat_lng }] }] });
const at = 'data_proyek[0].';

describe('"number in the table, but sent as text in practice" (section 4)', () => {
  test.each<[string, object, object]>([
    ['kbli as a text keeps its zero', { kbli: '01111' }, { kbli: '01111' }],
    ['kbli as a number gets its zero back', { kbli: 1111 }, { kbli: '01111' }],
    ['kbli of seven digits, the length of the table', { kbli: '0111101' }, { kbli: '0111101' }],
    ['money as a text', { jumlah_investasi: '25000000' }, { investasi: 25000000 }],
    ['money as a number', { jumlah_investasi: 25000000 }, { investasi: 25000000 }],
    ['money with two decimals that are none', { jumlah_investasi: '25000000.00' }, { investasi: 25000000 }],
    ['a surface as a text', { luas_tanah: '120.5' }, { luasTanah: 120.5 }],
    ['a surface as a number', { luas_tanah: 120.5 }, { luasTanah: 120.5 }],
    ['a project code of one digit, as a number', { jenis_proyek: 3 }, { jenis: 'kantor-cabang', kodeJenis: '03' }],
    ['satu_lini, since 4.3.22', { satu_lini: 'Y' }, { satuLini: true }],
  ])('%s', (_name, members, want) => {
    expect(project(members)).toMatchObject({ proyek: [want], tidakTerbaca: [] });
  });

  test.each<[string, object, string]>([
    ['money with sen', { jumlah_investasi: '25000000.50' }, `${at}jumlah_investasi`],
    ['money in thousands', { jumlah_investasi: '25.000.000' }, `${at}jumlah_investasi`],
    ['a debt', { jumlah_investasi: -1 }, `${at}jumlah_investasi`],
    ['a flag that is neither Y nor N', { satu_lini: 'X' }, `${at}satu_lini`],
    ['letters in a KBLI', { kbli: 'A01' }, `${at}kbli`],
  ])('%s is not guessed at: its place is told, and the push is taken', (_name, members, where) => {
    expect(project(members)).toMatchObject({ proyek: [{ idProyek: 'R-1' }], tidakTerbaca: [where] });
  });
});

test.each<[string, unknown, object]>([
  ['lat,lng', '3.6000,98.4800', { titik: [{ koordinat: { lintang: 3.6, bujur: 98.48 } }] }],
  ['with a space', '3.6, 98.48', { titik: [{ koordinat: { lintang: 3.6, bujur: 98.48 } }] }],
  ['south of the equator', '-6.2,106.8', { titik: [{ koordinat: { lintang: -6.2, bujur: 106.8 } }] }],
  ['nothing', '-', { titik: [{ seri: '1' }] }],
])('the list that is nested in itself, with a place that is %s (section 4)', (_name, lat_lng, want) => {
  expect(place(lat_lng)).toMatchObject({ proyek: [{ lokasi: [want] }], tidakTerbaca: [] });
});

test('a place with decimal commas is told, not guessed', () => {
  const where = `${at}data_lokasi_proyek[0].data_lokasi_proyek[0].lat_lng`;
  expect(place('3,6000,98,4800').tidakTerbaca).toEqual([where]);
});

describe('rows of a checklist (section 4)', () => {
  test.each<[string, object, object]>([
    ['kd_izin of 12', { kd_izin: '033000000001' }, { kodeIzin: '033000000001' }],
    ['kd_izin of 13, the length of checklists', { kd_izin: '0330000000011' }, { kodeIzin: '0330000000011' }],
    ['kd_izin that lost its zero', { kd_izin: 33000000001 }, { kodeIzin: '033000000001' }],
    ['an empty product', { id_produk: '' }, { idIzin: 'I-202602031015300420001' }],
    ['data_produk_halal as an object', { data_produk_halal: { flag_self_declare: 'Y' } }, { milikKota: true }],
    ['data_produk_halal as a list', { data_produk_halal: [{ flag_self_declare: 'Y' }] }, { milikKota: true }],
    ['a permit from before OSS', { no_izin: '503/01/2017', tgl_izin: '2017-05-04' }, { tanggalLama: '2017-05-04' }],
    [
      'a day of a paper in the form of the table, eight digits',
      { data_persyaratan: [{ id_syarat: '1', tgl_dokumen: '20260201' }] },
      { persyaratan: [{ tanggal: '2026-02-01' }] },
    ],
    [
      'a day of a paper in its real form',
      { data_persyaratan: [{ id_syarat: '1', tgl_dokumen: '2026-02-01' }] },
      { persyaratan: [{ tanggal: '2026-02-01' }] },
    ],
    ['a kind of a later guide', { jenis_izin: 'K09' }, { jenis: 'lain', kodeJenis: 'K09' }],
    ['a member of a later guide', { jangka_layanan: '5 hari' }, { milikKota: true }],
  ])('%s', (_name, members, want) => {
    const question = questionOf(heard('receiveNIB', { body: permitWith({ ...members }) }));
    expect(question).toMatchObject({ izin: [want], tidakTerbaca: [] });
  });
});

test.each<[string, object, object]>([
  ['npwp of 15 digits', { npwp_perseroan: '990101010190000' }, { perusahaan: { npwp: '990101010190000' } }],
  ['npwp that lost its zero', { npwp_perseroan: 10101010190000 }, { perusahaan: { npwp: '010101010190000' } }],
  ['a flag that is null', { flag_umk: null }, { tidakTerbaca: [] }],
  ['foreign workers as an empty list', { data_rptka: [] }, { tidakTerbaca: [] }],
  ['both dates', { tgl_perubahan_nib: '2026-02-05' }, { tanggalTerbit: '2026-02-03', tanggalPerubahan: '2026-02-05' }],
  ['a date with a time behind it', { tgl_perubahan_nib: '2026-02-05 10:00:00' }, { tanggalPerubahan: '2026-02-05' }],
])('the company: %s (section 4)', (_name, members, want) => {
  expect(asked(members)).toMatchObject({ nib: NIB, ...want });
});

test('when a document of KKPR left OSS is handed on as it came (section 5)', () => {
  expect(asked({ tgl_terkirim_oss: '03-02-2026 10:15' }, 'receiveNIBKKPR').tanggalKirim).toBe('03-02-2026 10:15');
});

test.each([
  ['receiveNIB', 'dataNIB'],
  ['receiveNIBKKPR', 'dataNIB'],
  ['receiveNIBSTPW', 'dataNIBSTPW'],
  ['receiveNIBPSE', 'dataNIBPSE'],
  ['receiveFileDS', 'receiveFileDS'],
])('the token of %s is made with the NIB of %s (section 3.1)', (method, envelope) => {
  const body = { [envelope]: { nib: '9999000000055', id_izin: 'I-1', file_izin: 'https://x.contoh.invalid/1.pdf' } };
  expect(heard(method, { body, headers: { token: token('9999000000055') } }).kind).toBe('asked');
  expect(heard(method, { body, headers: { token: token(NIB) } }).kind).toBe('answered');
});

test.each([
  ['Token', 200],
  ['token', 200],
  ['TOKEN', 200],
])('the header %s is the token, whatever its case (section 3.1)', (name, status) =>
  withCity(async (city) => {
    const headers = { [name]: token(NIB), 'content-type': 'application/json' };
    const answer = await request(`${city.url}/receiveNIB`, { method: 'POST', headers, body: CONTOH });
    expect(await answer.body.json()).toMatchObject({ responreceiveNIB: { status: '1' } });
    expect([answer.statusCode, city.asked.length]).toEqual([status, 1]);
  }),
);

test.each(['checkKomitmen', 'receivenib', 'sendLicense', 'validateLicense'])(
  '%s is no method of this guide, and names are case-sensitive (sections 1 and 5)',
  (method) =>
    withCity(async (city) => {
      const answer = await request(`${city.url}/${method}`, { method: 'POST', body: CONTOH });
      expect([answer.statusCode, city.asked]).toEqual([404, []]);
      await answer.body.dump();
    }),
);
