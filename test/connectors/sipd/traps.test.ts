import { expect, test } from '@jest/globals';
import { encoded } from '../../../connectors/sipd/sandbox/encoding.ts';
import { absent, changed, fault, found } from '../wanted.ts';
import { type Answer, type Question, read } from './reading.ts';
import {
  ENCODED,
  FIREWALL_PAGE,
  grid,
  LOGIN_PAGE,
  MAINTENANCE_PAGE,
  PRICES,
  payment,
  planned,
  price,
  REALISATION,
  realisation,
  subActivity,
  without,
} from './wire.ts';

const prices: Question = {
  release: 'splp',
  operation: 'standar-harga',
  asked: { tahun: 2025, jenis: 'ssh', mulai: 0, jumlah: 10 },
};
const plan: Question = { release: 'splp', operation: 'rencana-kerja', asked: { tahun: 2025, idUnit: '7001' } };
const lines: Question = {
  release: 'splp',
  operation: 'rka',
  asked: { tahun: 2025, idSubKegiatan: '910001', idUnit: '7001' },
};
const spending: Question = { release: 'sesi', operation: 'realisasi', asked: { tanggal: '2025-06-30' } };
const paid: Question = { release: 'sesi', operation: 'sp2d', asked: { halaman: 1, perHalaman: 10 } };
const message = (text: string) => JSON.stringify({ message: text });

interface Trap extends Answer {
  readonly given: string;
  readonly of?: Question;
  readonly body: string;
  readonly want: object;
}
const check = ({ of = spending, body, want, ...answer }: Trap) =>
  read(of, body, answer).then((verdict) => expect(verdict).toMatchObject(want));

// The SIPD notes, section 7, row by row.
test.each<Trap>([
  { given: '404 "Data tidak ditemukan"', status: 404, body: message('Data tidak ditemukan'), want: absent },
  { given: 'the same in other letters', status: 404, body: message('DATA TIDAK DITEMUKAN'), want: absent },
  { given: 'data: []', of: lines, body: planned([]), want: absent },
  { given: 'an empty grid', of: prices, body: grid([]), want: absent },
  { given: 'an empty encoded list', of: plan, body: planned(encoded([])), want: absent },
  { given: 'a bare []', body: '[]', want: absent },
  { given: 'a bare null', body: 'null', want: absent },
  {
    given: 'HTTP 200 with status false and 403',
    of: prices,
    body: '{"status":false,"status_code":403,"message":"Token expired"}',
    want: fault('auth', 'auth_failed'),
  },
  { given: 'HTTP 401', status: 401, body: message('Unauthorized'), want: fault('auth', 'auth_failed') },
  {
    given: 'the leaked Python error',
    of: prices,
    status: 403,
    body: message("'token_key_1'"),
    want: fault('auth', 'auth_failed'),
  },
  {
    given: '500 "Request tidak diperbolehkan"',
    of: prices,
    status: 500,
    body: message('Request tidak diperbolehkan'),
    want: fault('auth', 'auth_failed'),
  },
  { given: '403 "Login dibatasi"', status: 403, body: message('Login dibatasi'), want: fault('auth', 'login_refused') },
  { given: 'a wrong password', status: 403, body: message('Invalid username or password'), want: fault('auth') },
  { given: 'a wrong captcha', status: 400, body: message('invalid captcha'), want: fault('auth') },
  {
    given: '500 "Expecting value"',
    status: 500,
    body: message('Expecting value: line 1 column 1 (char 0)'),
    want: fault('unavailable', 'backend_without_json'),
  },
  {
    given: '500 "cannot scan NULL into *string"',
    of: paid,
    status: 500,
    body: message('sql: Scan error on column index 3: cannot scan NULL into *string'),
    want: fault('unavailable', 'bad_row'),
  },
  { given: '502', status: 502, body: 'Bad Gateway', want: fault('unavailable') },
  { given: '503', status: 503, body: '{"message":"x"}', want: fault('unavailable', 'overloaded') },
  {
    given: '"Gagal memproses permintaan"',
    status: 500,
    body: message('Gagal memproses permintaan'),
    want: fault('unavailable', 'overloaded'),
  },
  { given: 'the same as a sentence with 200', body: 'Gagal memproses permintaan', want: fault('unavailable') },
  { given: 'the firewall with 403', status: 403, body: FIREWALL_PAGE, want: fault('auth', 'blocked') },
  { given: 'the firewall with 200', body: FIREWALL_PAGE, want: fault('auth', 'blocked') },
  { given: 'maintenance with 200', body: MAINTENANCE_PAGE, want: fault('maintenance') },
  { given: 'maintenance with 503', status: 503, body: MAINTENANCE_PAGE, want: fault('maintenance') },
  {
    given: 'a heading that says maintenance',
    body: '<html><h1>Sistem Maintenance</h1></html>',
    want: fault('maintenance'),
  },
  { given: 'the login page with 200', of: prices, body: LOGIN_PAGE, want: fault('auth', 'auth_failed') },
  { given: 'the login page with 404', status: 404, body: LOGIN_PAGE, want: fault('auth', 'auth_failed') },
  { given: 'the firewall with 404', status: 404, body: FIREWALL_PAGE, want: fault('auth', 'blocked') },
  { given: 'maintenance with 404', status: 404, body: MAINTENANCE_PAGE, want: fault('maintenance') },
  { given: 'a redirect to the login', status: 302, headers: { location: '/login' }, body: '', want: fault('auth') },
  { given: 'another page', body: '<html><h1>Halo</h1></html>', want: fault('unavailable', 'html') },
  { given: 'an empty body', body: '', want: fault('unavailable', 'empty_body') },
  { given: 'cut JSON', body: REALISATION.slice(0, 40), want: fault('unavailable', 'broken_json') },
  { given: 'a text that is no list', of: plan, body: planned('Zm9vYmFy'), want: changed },
  { given: 'a text that is an object', of: plan, body: planned(encoded({ a: 1 })), want: changed },
  { given: 'data: null with status true', of: prices, body: planned(null), want: changed },
  { given: 'no data', of: prices, body: '{"status":true,"status_code":200}', want: changed },
  { given: 'rows keyed by number', of: prices, body: planned({ 0: price, 1: price }), want: changed },
  { given: 'rows keyed by number, of the treasury', body: JSON.stringify({ 0: realisation }), want: changed },
  {
    given: 'a renamed field',
    of: prices,
    body: grid([{ ...without(price, 'harga'), harga_satuan: 1 }]),
    want: changed,
  },
  { given: 'a path that is gone', status: 404, body: 'Not Found', want: { kind: 'changed', notDone: true } },
  {
    given: 'a refusal in words nobody knows',
    of: prices,
    body: '{"status":false,"message":"Apa saja"}',
    want: changed,
  },
])('$given: $want.kind', check);

test.each([
  ...Object.keys(price).map((member) => ({ of: prices, row: price, member, wrap: (row: object) => grid([row]) })),
  ...['kode_sub_giat', 'nama_sub_giat', 'pagu'].map((member) => ({
    of: plan,
    row: subActivity,
    member,
    wrap: (row: object) => planned([row]),
  })),
  ...Object.keys(payment).map((member) => ({
    of: paid,
    row: payment,
    member,
    wrap: (row: object) => JSON.stringify([row]),
  })),
  ...Object.keys(realisation).map((member) => ({
    of: spending,
    row: realisation,
    member,
    wrap: (row: object) => JSON.stringify([row]),
  })),
])('$of.operation without $member is a change, and with it is found', async ({ of, row, member, wrap }) => {
  expect(await read(of, wrap(row))).toMatchObject({ kind: 'found' });
  expect(await read(of, wrap(without(row, member)))).toMatchObject(changed);
  expect(await read(of, wrap({ ...row, [member]: null }))).toMatchObject(changed);
});

// What is known and harmless: found, and normalised.
test.each<Trap>([
  {
    given: 'the worked example of prices',
    of: prices,
    body: PRICES,
    want: found([{ id: '990001', harga: 4500, jenis: 'ssh', produkDalamNegeri: true, tkdn: 40, terkunci: false }]),
  },
  {
    given: 'the worked example of realisation',
    body: REALISATION,
    want: found([{ skpd: { id: '7001' }, anggaran: 1250000000, realisasiRencana: 420000000, realisasi: 398500000 }]),
  },
  {
    given: 'status_kode',
    of: lines,
    body: planned([{ kode_akun: '5.1', total_harga: 1 }], { status_kode: 200 }),
    want: found([{ akun: { kode: '5.1' }, jumlah: 1 }]),
  },
  { given: 'a number as text', of: prices, body: grid([{ ...price, harga: '4500' }]), want: found([{ harga: 4500 }]) },
  { given: 'half a rupiah', of: prices, body: grid([{ ...price, harga: 4500.5 }]), want: found([{ harga: 4501 }]) },
  { given: 'less than half', of: prices, body: grid([{ ...price, harga: 4500.49 }]), want: found([{ harga: 4500 }]) },
  {
    given: 'decimals in a text',
    of: prices,
    body: grid([{ ...price, harga: '4500.00' }]),
    want: found([{ harga: 4500 }]),
  },
  { given: 'thousands with a dot', of: prices, body: grid([{ ...price, harga: '4.500' }]), want: changed },
  {
    given: 'a member nobody named',
    of: prices,
    body: grid([{ ...price, baru: 1 }]),
    want: { kind: 'found', drift: [{ kind: 'additive', path: '[].baru' }] },
  },
  {
    given: 'a member of the envelope nobody named',
    of: prices,
    body: planned([price], { status_code: 200, baru: 1 }),
    want: { kind: 'found', drift: [{ kind: 'additive', path: '(envelope).baru' }] },
  },
  { given: 'a list where a grid was', of: prices, body: planned([price]), want: found([{ id: '990001' }]) },
  {
    given: 'an encoded list where a list was',
    of: plan,
    body: planned(ENCODED),
    want: { kind: 'changed', drift: [{ path: '[].nama_sub_giat' }] }, // decoded; the example has no name
  },
  {
    given: 'the year one for no time',
    of: paid,
    body: JSON.stringify([
      { ...payment, transfer_sp_2_d_at: '0001-01-01T00:00:00Z', verifikasi_sp_2_d_at: '0001-01-01 00:00:00' },
    ]),
    want: found([{ tanggal: '2025-02-05', ditransferPada: null, terverifikasiPada: null }]),
  },
  {
    given: 'a blank office',
    of: paid,
    body: JSON.stringify([{ ...payment, kode_skpd: '', nama_skpd: '', kode_sub_skpd: '1.02', nama_sub_skpd: 'SUB' }]),
    want: found([{ skpd: { kode: '1.02', nama: 'SUB' } }]),
  },
  {
    given: 'pajak_potongan null and a bank account',
    of: paid,
    body: JSON.stringify([{ ...payment, pajak_potongan: null, no_rek_bp_bpp: '0000000000' }]),
    want: found([expect.not.objectContaining({ no_rek_bp_bpp: expect.anything() })]),
  },
  {
    given: 'a sum of a sub-activity that is null',
    of: plan,
    body: planned([{ ...subActivity, rincian: null, rinci_giat: null }]),
    want: found([{ pagu: 250000000, rincian: null }]),
  },
  {
    given: 'a line whose product is not its total',
    of: lines,
    body: planned([{ kode_akun: '5.1', vol_1: 2, harga_satuan: 100, pajak: 0, total_harga: 201 }]),
    want: found([{ volume1: 2, hargaSatuan: 100, jumlah: 201 }]),
  },
  {
    given: 'a kind of price nobody knows',
    of: prices,
    body: grid([{ ...price, tipe_standar_harga: 'XYZ' }]),
    want: found([{ jenis: 'tidak-dikenal' }]),
  },
])('$given: $want.kind', check);
