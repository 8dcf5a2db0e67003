import { expect, test } from '@jest/globals';
import { absent, changed, fault, found } from '../wanted.ts';
import { type Answer, type Question, read } from './reading.ts';
import { FIREWALL_PAGE, LOGIN_PAGE, MAINTENANCE_PAGE, mirrored } from './wire.ts';

const offices: Question = { release: 'wp-sipd', operation: 'skpd', asked: { tahun: 2025 } };
const plan: Question = { release: 'wp-sipd', operation: 'rencana-kerja', asked: { tahun: 2025, idSkpd: '7001' } };
const prices: Question = {
  release: 'wp-sipd',
  operation: 'standar-harga',
  asked: { tahun: 2025, mulai: 0, jumlah: 10 },
};
const office = { id_skpd: '7001', kode_skpd: '2.16.2.20.2.21.01.0000', nama_skpd: 'DINAS CONTOH' };
const sub = {
  kode_sbl: '1.2.3.4.5',
  kode_sub_giat: '2.16.02.2.01.0001',
  nama_sub_giat: '2.16.02.2.01.0001 Sub kegiatan contoh',
  pagu: '116338787',
};
const error = (message: string) => JSON.stringify({ status: 'error', message });

// The SIPD notes, section 8.
test.each<Answer & { given: string; of?: Question; body: string; want: object }>([
  { given: 'a wrong key', body: error('APIKEY tidak sesuai!'), want: fault('auth', 'auth_failed') },
  { given: 'a wrong form', body: error('Format Data Salah'), want: fault('misasked', 'bad_request') },
  { given: 'a missing filter', body: error('Parameter tidak lengkap!'), want: fault('misasked', 'bad_request') },
  { given: 'an unknown action', body: '0', want: fault('misasked', 'unknown_action') },
  { given: 'no permission', body: '-1', want: fault('auth', 'no_permission') },
  { given: 'an error in other words', body: error('Apa saja'), want: changed },
  { given: 'no rows', body: mirrored([]), want: absent },
  { given: 'null rows', body: mirrored(null), want: changed },
  { given: 'rows keyed by number', body: mirrored({ 0: office }), want: changed },
  { given: 'no status', body: '{"data":[]}', want: changed },
  {
    given: 'a site that is gone',
    status: 404,
    body: '<html>Not Found</html>',
    want: { kind: 'changed', notDone: true },
  },
  { given: 'a notice of PHP in front', body: '<br />\n<b>Notice</b>: x in y\n{}', want: fault('unavailable', 'html') },
  { given: 'a maintenance page', status: 503, body: MAINTENANCE_PAGE, want: fault('maintenance') },
  { given: 'the login of WordPress', body: LOGIN_PAGE, want: fault('auth', 'auth_failed') },
  { given: 'a 429', status: 429, body: '', want: fault('throttled') },
  { given: 'status "true"', body: mirrored([office], 'true'), want: found([{ id: '7001', nama: 'DINAS CONTOH' }]) },
  { given: 'status true', body: mirrored([office], true), want: found([{ id: '7001' }]) },
  {
    given: 'texts for numbers, blanks and nulls, and a code in front of a name',
    of: plan,
    body: mirrored([
      {
        ...sub,
        pagumurni: '',
        rincian: null,
        kode_urusan: '1',
        nama_urusan: '1 URUSAN WAJIB',
        sub_keg_indikator: [{}],
      },
    ]),
    want: found([
      {
        pagu: 116338787,
        paguMurni: null,
        rincian: null,
        subKegiatan: { kode: '2.16.02.2.01.0001', nama: 'Sub kegiatan contoh' },
        urusan: { kode: '1', nama: 'URUSAN WAJIB' },
      },
    ]),
  },
  {
    given: 'a name without a code in front',
    of: plan,
    body: mirrored([{ ...sub, nama_sub_giat: 'Rapat 2 hari' }]),
    want: found([{ subKegiatan: { nama: 'Rapat 2 hari' } }]),
  },
  { given: 'a blank ceiling', of: plan, body: mirrored([{ ...sub, pagu: '' }]), want: changed },
  {
    given: 'when it was copied',
    body: mirrored([{ ...office, update_at: '2025-03-04 11:11:21' }]),
    want: found([{ diperbaruiPada: '2025-03-04T11:11:21+07:00' }]),
  },
  {
    given: 'a row that was never copied',
    body: mirrored([{ ...office, update_at: '0000-00-00 00:00:00' }]),
    want: found([{ diperbaruiPada: null }]),
  },
  { given: 'status in capitals', body: mirrored([office], 'SUCCESS'), want: found([{ id: '7001' }]) },
  { given: 'status false', body: mirrored([office], false), want: changed },
  { given: 'a status that is a number', body: mirrored([office], 1), want: changed },
  { given: 'an error around good rows', body: mirrored([office], 'error'), want: changed },
  { given: 'a number with HTTP 400, as WordPress has it now', status: 400, body: '0', want: fault('misasked') },
  { given: 'no permission with HTTP 403', status: 403, body: '-1', want: fault('auth', 'no_permission') },
  { given: 'a bare list', body: JSON.stringify([office]), want: changed },
  { given: 'a bare null', body: 'null', want: changed },
  { given: 'an empty body', body: '', want: fault('unavailable', 'empty_body') },
  { given: 'half of a list', body: mirrored([office]).slice(0, 60), want: fault('unavailable', 'broken_json') },
  { given: 'HTTP 502', status: 502, body: 'Bad Gateway', want: fault('unavailable', 'overloaded') },
  { given: 'the firewall', status: 403, body: FIREWALL_PAGE, want: fault('auth', 'blocked') },
  {
    given: 'amounts that are numbers already, and a decimal',
    of: plan,
    body: mirrored([{ ...sub, pagu: 116338787.5 }]),
    want: found([{ pagu: 116338788 }]),
  },
  { given: 'thousands with dots', of: plan, body: mirrored([{ ...sub, pagu: '116.338.787' }]), want: changed },
  {
    given: 'percent in words beside what is read',
    of: plan,
    body: mirrored([{ ...sub, capaian_kinerja: { tw1: '25%' } }]),
    want: { kind: 'found', drift: [{ kind: 'additive', path: '[].capaian_kinerja' }] },
  },
  {
    given: 'a line whose account repeats its code, with two forms of a fund',
    of: { release: 'wp-sipd', operation: 'rka', asked: { tahun: 2025, kodeSbl: '1.2' } },
    body: mirrored([
      {
        ...{ kode_akun: '5.1.02.01.01.0052', nama_akun: '5.1.02.01.01.0052 Belanja contoh', rincian: '70000' },
        ...{ volum1: '2', volum2: '', volum3: null, harga_satuan: '35000', total_harga: '70000' },
        sumber_dana: [
          { kodedana: '1.1', namadana: 'PAD' },
          { kode_dana: '1.2', nama_dana: 'DAU' },
        ],
      },
    ]),
    want: found([
      {
        ...{ akun: { nama: 'Belanja contoh' }, volume1: 2, volume2: null, hargaSatuan: 35000, jumlah: 70000 },
        sumberDana: [
          { kode: '1.1', nama: 'PAD' },
          { kode: '1.2', nama: 'DAU' },
        ],
      },
    ]),
  },
  {
    given: 'the grid of prices, which has no status',
    of: prices,
    body: JSON.stringify({
      draw: 1,
      recordsTotal: 1,
      recordsFiltered: 1,
      data: [
        {
          id_standar_harga: '1',
          kode_standar_harga: 'a',
          nama_standar_harga: 'b',
          satuan: 'c',
          harga: '4500',
          kelompok: '4',
        },
      ],
    }),
    want: found([{ harga: 4500, jenis: 'sbu' }]),
  },
])('$given: $want.kind', async ({ of = offices, body, want, ...answer }) =>
  expect(await read(of, body, answer)).toMatchObject(want),
);
