import { expect, test } from '@jest/globals';
import { ossCallbacks } from '../../../connectors/oss/callbacks.ts';
import { callbackAt, cityContext, heard, questionOf, saidBy, token } from './city.ts';
import { CONTOH, documentWith, permitWith } from './documents.ts';
import { NIB } from './wire.ts';

test('the document of section 4 is read whole', () => {
  expect(questionOf(heard('receiveNIB', { body: CONTOH }))).toEqual({
    nib: NIB,
    ...{ dokumen: 'asli', kodeDokumen: '9', statusNib: 'aktif', kodeStatusNib: '01' },
    ...{ tanggalTerbit: '2026-02-03', ossId: 'P02-202602031015300420001', idIzin: 'I-202602031015300420000' },
    ...{ kodeDaerah: '1275000000', kewenangan: 'kabupaten-kota', kodeKewenangan: '02' },
    ...{ pelakuUsaha: 'perseorangan', kodePelakuUsaha: '02' },
    perusahaan: {
      ...{ nama: 'KEDAI CONTOH RINA', jenis: 'perseorangan', kodeJenis: '17' },
      ...{ skala: 'mikro', kodeSkala: '01', umk: true },
    },
    penanggungJawab: [],
    proyek: [
      {
        ...{ idProyek: 'R-202602031015300420001', kbli: '56102', satuLini: false },
        lokasi: [
          {
            kodeDaerah: '1275011001',
            alamat: 'Jl. Contoh No. 42',
            titik: [{ seri: '1', koordinat: { lintang: 3.6, bujur: 98.48 } }],
          },
        ],
      },
    ],
    izin: [
      {
        ...{ idIzin: 'I-202602031015300420001', idProyek: 'R-202602031015300420001', kodeIzin: '033000000001' },
        ...{ jenis: 'sertifikat-standar', kodeJenis: '04', nama: 'Sertifikat Standar Contoh' },
        ...{ kodeDaerah: '1275000000', kewenangan: 'kabupaten-kota', kodeKewenangan: '02' },
        ...{ checklist: 'komitmen', kodeChecklist: 'Y', persyaratan: [], milikKota: true },
      },
    ],
    tidakTerbaca: [],
  });
});

test.each<[string, object, object]>([
  ['a key that ends with a space', { 'tipe_dokumen ': '4' }, { dokumen: 'pembatalan' }],
  ['the key without its space', { 'tipe_dokumen ': undefined, tipe_dokumen: '3' }, { dokumen: 'pencabutan' }],
  ['both, one of them empty', { 'tipe_dokumen ': '', tipe_dokumen: '5' }, { dokumen: 'perubahan' }],
  ['a kind that came with a later guide', { 'tipe_dokumen ': '7' }, { dokumen: 'lain', kodeDokumen: '7' }],
  ['a number in place of a text', { status_nib: 6, kewenangan: 2 }, { statusNib: 'dicabut', kodeStatusNib: '06' }],
  ['a state nobody knows', { status_nib: '77' }, { statusNib: 'lain', kodeStatusNib: '77', tidakTerbaca: [] }],
  ['a region that lost its zero', { kd_daerah: 127500000 }, { kodeDaerah: '0127500000' }],
  ['a tax number of 16 digits', { npwp_perseroan: '9901010101900001' }, { perusahaan: { npwp: '9901010101900001' } }],
  ['a day of eight digits', { tgl_perubahan_nib: '20260205' }, { tanggalPerubahan: '2026-02-05' }],
  ['a day that does not exist', { tgl_perubahan_nib: '2026-02-31' }, { tidakTerbaca: ['tgl_perubahan_nib'] }],
  ['a list that is null', { data_proyek: null }, { proyek: [], tidakTerbaca: [] }],
  ['a list that is a hyphen', { data_proyek: '-' }, { proyek: [], tidakTerbaca: [] }],
  ['an object in place of a list', { data_proyek: { id_proyek: 'R-1' } }, { proyek: [{ idProyek: 'R-1' }] }],
  ['a text in place of a list', { data_proyek: 'x' }, { proyek: [], tidakTerbaca: ['data_proyek[0]'] }],
  ['an object in place of a text', { nama_perseroan: {} }, { tidakTerbaca: ['nama_perseroan'] }],
  ['a member nobody named', { layanan_baru: 'x' }, { nib: NIB, tidakTerbaca: [] }],
])('%s is read for what it says', (_name, members, want) => {
  expect(questionOf(heard('receiveNIB', { body: documentWith({ ...members }) }))).toMatchObject(want);
});

test.each(['-', '', null, ' - ', undefined])('%p is no value', (nothing) => {
  const body = documentWith({ status_nib: nothing, tgl_terbit_nib: nothing, nama_perseroan: nothing });
  const question = questionOf(heard('receiveNIB', { body }));
  expect(question).not.toHaveProperty('statusNib');
  expect(question).not.toHaveProperty('tanggalTerbit');
  expect(question.perusahaan).not.toHaveProperty('nama');
  expect(question.tidakTerbaca).toEqual([]);
});

test.each<[string, object, boolean]>([
  ['of the city', {}, true],
  ['of the province', { kewenangan: '01' }, false],
  ['of the centre', { kewenangan: '00' }, false],
  ['of another city', { kd_daerah: '1276000000' }, false],
  ['of nobody', { kewenangan: '-' }, false],
])('a permit %s is kept, and acted on or not', (_name, members, milikKota) => {
  const { izin } = questionOf(heard('receiveNIB', { body: permitWith({ ...members }) }));
  expect(izin).toMatchObject([{ idIzin: 'I-202602031015300420001', milikKota }]);
});

test('of a permit everything of its papers is read, and a row without its id is told', () => {
  const row = {
    ...{ kd_izin: 33000000001, flag_perpanjangan: 'N', jenis_izin: 'k03', no_izin: '-' },
    data_persyaratan: [{ id_syarat: '1', tgl_dokumen: '2026-02-01', file_dokumen: 'https://x.contoh.invalid/1.pdf' }],
  };
  const { izin } = questionOf(heard('receiveNIB', { body: permitWith(row) }));
  expect(izin).toMatchObject([{ kodeIzin: '033000000001', perpanjangan: false, jenis: 'UMKU', persyaratan: [{}] }]);
  const lost = questionOf(heard('receiveNIB', { body: permitWith({ id_izin: '-' }) }));
  expect(lost).toMatchObject({ izin: [], tidakTerbaca: ['data_checklist[0].id_izin'] });
});

test.each<[string, string | object, string]>([
  ['no JSON', 'nib=1', 'Format data tidak sesuai, gunakan JSON'],
  ['cut JSON', CONTOH.slice(0, 300), 'Format data tidak sesuai, gunakan JSON'],
  ['a list', '[]', 'Format data tidak sesuai, gunakan JSON'],
  ['another envelope', { dataNIBPSE: {} }, 'Format data tidak sesuai, gunakan JSON'],
  ['no NIB, and so no token', documentWith({ nib: undefined }), 'Token tidak sesuai'],
])('%s is answered with status 2 and HTTP 200', (_name, body, keterangan) => {
  expect(saidBy(heard('receiveNIB', { body }))).toBe(JSON.stringify({ responreceiveNIB: { status: '2', keterangan } }));
});

test('a NIB of another length is refused by name, with a token that fits it', () => {
  const received = heard('receiveNIB', { body: documentWith({ nib: '999' }), headers: { token: token('999') } });
  expect(saidBy(received)).toContain('nib tidak sesuai, harus 13 digit');
});

test('a NIB that is a JSON number gets its leading zeros back', () => {
  const body = documentWith({ nib: 42 });
  const headers = { token: token('0000000000042') };
  expect(questionOf(heard('receiveNIB', { body, headers })).nib).toBe('0000000000042');
});

test.each([
  ['a mark of the byte order', `\uFEFF${CONTOH}`],
  ['the document in a list of one', JSON.stringify({ dataNIB: [(JSON.parse(CONTOH) as { dataNIB: object }).dataNIB] })],
])('%s in the body is harmless', (_name, body) => {
  expect(questionOf(heard('receiveNIB', { body })).nib).toBe(NIB);
});

test('depth that breaks a reader is a body that cannot be read', () => {
  const body = `{"dataNIB":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect(saidBy(heard('receiveNIB', { body }))).toContain('"status":"2"');
});

test('a franchise has other codes for whose authority it is', () => {
  const { dataNIB } = permitWith({ kewenangan: '03' }) as { readonly dataNIB: object };
  const body = { dataNIBSTPW: { ...dataNIB, kewenangan: '02', nama_pj: 'BUNGA CONTOH' } };
  expect(questionOf(heard('receiveNIBSTPW', { body }))).toMatchObject({
    ...{ kewenangan: 'provinsi', penanggungJawab: { nama: 'BUNGA CONTOH' } },
    izin: [{ kewenangan: 'kabupaten-kota', milikKota: true }],
  });
});

test('personal data that no permit needs is not handed on', () => {
  const body = documentWith({
    no_id_user_proses: '9901010101900001',
    agama_user_proses: 'X',
    nama_user_proses: 'RINA',
  });
  const question = questionOf(heard('receiveNIB', { body }));
  expect(question.pemohon).toEqual({ nama: 'RINA' });
  expect(JSON.stringify(question)).not.toContain('9901010101900001');
});

const file = (members: object = {}) => ({
  receiveFileDS: { id_izin: 'I-1', nib: NIB, file_izin: 'https://x.contoh.invalid//1.pdf', ...members },
});
test('a file is its permit, its NIB and a link', () => {
  expect(questionOf(heard('receiveFileDS', { body: file() }))).toEqual({
    ...{ nib: NIB, idIzin: 'I-1', berkas: 'https://x.contoh.invalid//1.pdf', tidakTerbaca: [] },
  });
  expect(saidBy(heard('receiveFileDS', { body: file({ id_izin: '-' }) }))).toContain('id_izin belum diisi');
});

test.each([
  ['receiveNIB', 'responreceiveNIB'],
  ['receiveFileDS', 'responreceiveFileDS'],
  ['receiveNIBSTPW', 'responreceiveNIBSTPW'],
  ['receiveNIBKKPR', 'responreceiveNIBKKPR'],
  ['receiveNIBPSE', 'responreceiveNIBPSE'],
])('%s is answered in its own envelope, whatever was decided', (path, envelope) => {
  const { answer } = callbackAt(path);
  const said = (status: string, keterangan: string) => JSON.stringify({ [envelope]: { status, keterangan } });
  expect(answer({ kind: 'done', value: {} }, cityContext())).toMatchObject({
    ...{ status: 200, body: said('1', 'Berhasil menyimpan data') },
  });
  const long = 'x'.repeat(300);
  expect(answer({ kind: 'refused', reason: long }, cityContext()).body).toBe(said('2', long.slice(0, 255)));
  const unavailable = { kind: 'unavailable', reason: 'Coba lagi' } as const;
  expect(answer(unavailable, cityContext())).toMatchObject({ status: 200, body: said('2', 'Coba lagi') });
  expect(answer(unavailable, cityContext({ unavailableStatus: 503 })).status).toBe(503);
});

test('the answer of the guide, byte for byte', () => {
  expect(callbackAt('receiveNIB').answer({ kind: 'done', value: {} }, cityContext()).body).toBe(
    '{"responreceiveNIB":{"status":"1","keterangan":"Berhasil menyimpan data"}}',
  );
});

test('a file is answered with kode where a receiver was seen to do so', () => {
  const context = cityContext({ fileAnswer: 'respon' });
  expect(callbackAt('receiveFileDS').answer({ kind: 'done', value: {} }, context).body).toBe(
    '{"respon":{"kode":"200","keterangan":"Berhasil menyimpan data"}}',
  );
});

test.each([
  [CONTOH, 'oss.nib', 'responreceiveNIB'],
  [JSON.stringify(file()), 'oss.berkas', 'responreceiveFileDS'],
  [JSON.stringify({ dataNIBPSE: { nib: NIB } }), 'oss.pse', 'responreceiveNIBPSE'],
])('one address for every push: the envelope says which it is (%#)', (body, name, envelope) => {
  const received = heard('terima', { body });
  expect(received).toMatchObject({ kind: 'asked', as: { name, writes: true } });
  const answer = received.kind === 'asked' ? received.answer?.({ kind: 'done', value: {} }) : undefined;
  expect(answer?.body).toContain(`"${envelope}":{"status":"1"`);
  expect(ossCallbacks.find((one) => one.path === 'terima')?.names).toContain(name);
});

const identityOf = (body: string | object) => {
  const received = heard('receiveNIB', { body });
  return received.kind === 'asked' ? received.identity : undefined;
};
test('copies have one identity: however they are written, and whatever they leave out', () => {
  const first = identityOf(CONTOH);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(identityOf(JSON.parse(CONTOH) as object)).toBe(first);
  expect(identityOf(documentWith({ fax: '-', kelurahan_perseroan: null }))).toBe(first);
  const { dataNIB } = JSON.parse(CONTOH) as { readonly dataNIB: object };
  expect(identityOf({ dataNIB: Object.fromEntries(Object.entries(dataNIB).toReversed()) })).toBe(first);
});

test.each<[string, object]>([
  ['another state', { status_nib: '05' }],
  ['another kind of document', { 'tipe_dokumen ': '5' }],
  ['a member the city does not read', { nilai_pmdn: '1' }],
  ['another permit', { data_checklist: [] }],
])('%s is another push', (_name, members) => {
  expect(identityOf(documentWith({ ...members }))).not.toBe(identityOf(CONTOH));
});
