import { expect, test } from '@jest/globals';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { laporSandbox } from '../../../connectors/lapor/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { absent, changed, fault, found, refused } from '../wanted.ts';
import { ask, configAt, NOW, type Question } from './reading.ts';
import { call, ledgerOf, overTheWire } from './sandbox-client.ts';
import { KIRIMAN } from './wire.ts';

const withLapor = (
  use: (sandbox: SettableSandbox, asking: (question: Question) => ReturnType<typeof ask>) => Promise<void>,
) =>
  withSandbox(
    laporSandbox,
    (sandbox) => use(sandbox, (question) => ask({ config: configAt(sandbox.url), ...question }, overTheWire)),
    { now: () => NOW },
  );
const satu: Question = { operation: 'laporan-satu', asked: { trackingId: '9900128' } };
const berubah = (halaman: number): Question => ({
  operation: 'laporan-berubah',
  asked: { sejak: '2020-01-01T00:00:00+07:00', halaman, perHalaman: 5 },
});
const kirim: Question = { operation: 'laporan-kirim', asked: KIRIMAN, headers: { 'Idempotency-Key': 'lpr_uji' } };

test.each([
  ['9900123', { status: 'terverifikasi', anonim: true, pelapor: null }],
  ['9900124', { status: 'terkirim', lampiran: [{ nama: 'sampah.jpg', mime: 'image/jpeg' }], waktuVerifikasi: null }],
  ['9900125', { status: 'terverifikasi', statusAsli: 'Belum Ditindaklanjuti' }],
  [
    '9900126',
    { status: 'didisposisikan', disposisi: [{ instansi: { id: '1275-04' } }, { instansi: { id: '1275-09' } }] },
  ],
  ['9900127', { status: 'dikerjakan', pelapor: { nama: 'DEWI ANGGRAINI' } }],
  ['9900128', { status: 'dikerjakan', tindakLanjut: [{ peran: 'instansi', oleh: 'Dinas Perhubungan' }] }],
  ['9900129', { status: 'dijawab-pelapor', tindakLanjut: [{ peran: 'instansi' }, { peran: 'pelapor', oleh: null }] }],
  ['9900130', { status: 'ditunda', klasifikasi: 'aspirasi', alasanTundaArsip: 'Menunggu anggaran tahun depan' }],
  ['9900131', { status: 'dialihkan', disposisi: [] }],
  ['6340753', { status: 'selesai', ditutupOleh: 'admin', rating: 4, klasifikasi: 'permintaan-informasi' }],
  ['9900133', { status: 'selesai', ditutupOleh: 'sistem', rahasia: true }],
  ['9900134', { status: 'diarsipkan', ditutupOleh: 'admin', anonim: true, pelapor: null }],
])('the seeded complaint %s is read whole', (trackingId, want) =>
  withLapor(async (_, asking) => {
    const verdict = await asking({ operation: 'laporan-satu', asked: { trackingId } });
    expect(verdict).toMatchObject({ ...found({ trackingId, ...want }), drift: [] });
  }),
);

test('the changed ones come page by page until an empty one, each of them whole', () =>
  withLapor(async (_, asking) => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => asking(berubah(page))));
    const sizes = pages.map((page) => (page.kind === 'found' ? (page.value as unknown[]).length : page.kind));
    expect(sizes).toEqual([5, 5, 2, 0]);
    expect(pages).toMatchObject([{ drift: [] }, { drift: [] }, { drift: [] }, { drift: [] }]);
  }));

test('a complaint that was sent is there as it was sent', () =>
  withLapor(async (sandbox, asking) => {
    expect(await asking(kirim)).toMatchObject(found({ trackingId: '9910001', transaksiId: 'T-9910001' }));
    expect(await asking({ operation: 'laporan-satu', asked: { trackingId: '9910001' } })).toMatchObject(
      found({
        judul: KIRIMAN.judul,
        isiAwal: KIRIMAN.isi,
        klasifikasi: 'pengaduan',
        kategori: { id: '13', nama: 'Penerangan jalan' },
        pelapor: KIRIMAN.pelapor,
        lokasi: { kecamatan: 'Binjai Utara', lintang: 3.6 },
        lampiran: KIRIMAN.lampiran,
        waktuLapor: KIRIMAN.waktuLapor,
        status: 'terkirim',
      }),
    );
    expect(ledgerOf(sandbox).accepted).toMatchObject([{ idempotencyKey: 'lpr_uji', timesKey: 1 }]);
  }));

test('an answer that is lost after the complaint was taken is given again for the same key', () =>
  withLapor(async (sandbox, asking) => {
    sandbox.fault({ kind: 'reset-after', times: 1 });
    expect(await asking(kirim)).toMatchObject({ kind: 'fault', fault: { outcome: 'unknown' } });
    expect(await asking(kirim)).toMatchObject(found({ trackingId: '9910001' }));
    expect(ledgerOf(sandbox).counts).toMatchObject({ intakes: 2, accepted: 1, repeatedKeys: 1, doubles: 0 });
    expect(await asking({ ...kirim, asked: { ...KIRIMAN, isi: 'Lain.' } })).toMatchObject(refused);
  }));

test.each<{ question: Question; status: string }>([
  {
    question: { operation: 'disposisi', asked: { trackingId: '9900124', instansiId: '1275-09', catatan: 'Segera.' } },
    status: 'didisposisikan',
  },
  {
    question: { operation: 'tindak-lanjut', asked: { trackingId: '9900124', isi: 'Diangkut besok.', tutup: false } },
    status: 'dikerjakan',
  },
  {
    question: { operation: 'tindak-lanjut', asked: { trackingId: '9900124', isi: 'Sudah diangkut.', tutup: true } },
    status: 'selesai',
  },
  { question: { operation: 'tunda', asked: { trackingId: '9900124', alasan: 'Armada rusak' } }, status: 'ditunda' },
  {
    question: { operation: 'bukan-wewenang', asked: { trackingId: '9900124', alasan: 'Milik provinsi' } },
    status: 'dialihkan',
  },
  { question: { operation: 'arsip', asked: { trackingId: '9900124', alasan: 'Laporan ganda' } }, status: 'diarsipkan' },
])('$question.operation makes it $status', ({ question, status }) =>
  withLapor(async (_, asking) => {
    expect(await asking(question)).toMatchObject(found({ trackingId: '9900124' }));
    expect(await asking({ operation: 'laporan-satu', asked: { trackingId: '9900124' } })).toMatchObject(
      found({ status }),
    );
    expect(await asking({ ...question, asked: { ...question.asked, trackingId: '1111111' } })).toMatchObject(absent);
    expect(await asking({ ...question, asked: { ...question.asked, trackingId: '9900134' } })).toMatchObject(refused);
  }),
);

test('an answer is taken twice when it is sent twice, whatever its key: nothing recognises it', () =>
  withLapor(async (sandbox, asking) => {
    const jawab = { operation: 'tindak-lanjut', asked: { trackingId: '9900124', isi: 'Baik.', tutup: false } };
    for (const _ of [1, 2]) await asking({ ...jawab, headers: { 'Idempotency-Key': 'psn_1' } });
    expect(ledgerOf(sandbox).followUps).toMatchObject([{ idempotencyKey: 'psn_1' }, { idempotencyKey: 'psn_1' }]);
  }));

test('categories and offices', () =>
  withLapor(async (_, asking) => {
    const kategori = found(
      expect.arrayContaining([
        { id: '3', indukId: null, nama: 'Perhubungan' },
        { id: '13', indukId: '3', nama: 'Penerangan jalan' },
      ]),
    );
    expect(await asking({ operation: 'kategori' })).toMatchObject(kategori);
    expect(await asking({ operation: 'kategori', release: 'legacy-form' })).toMatchObject(kategori);
    const instansi = await asking({ operation: 'instansi', asked: { induk: '1275' } });
    expect(instansi).toMatchObject(
      found(
        expect.arrayContaining([
          { id: '1275-15', nama: 'Dinas Perhubungan', indukId: '1275', jenis: 'Perangkat Daerah' },
        ]),
      ),
    );
  }));

test.each<{ fault: SandboxFault; question: Question; want: object }>([
  { fault: { kind: 'login-page' }, question: kirim, want: fault('auth', 'login_page') },
  {
    fault: { kind: 'login-page' },
    question: { operation: 'kategori', release: 'legacy-form' },
    want: fault('auth', 'login_page'),
  },
  { fault: { kind: 'login-page' }, question: { ...kirim, release: 'legacy-xml' }, want: fault('auth', 'login_page') },
  { fault: { kind: 'turn-down' }, question: kirim, want: refused },
  { fault: { kind: 'turn-down', status: 401, kode: 'AUTH' }, question: kirim, want: fault('auth') },
  { fault: { kind: 'null-tindak-lanjut' }, question: satu, want: found({ tindakLanjut: [] }) },
  {
    fault: { kind: 'unknown-status' },
    question: satu,
    want: found({ status: 'tidak-dikenal', statusAsli: 'Menunggu Kajian' }),
  },
  { fault: { kind: 'numeric-tracking-id' }, question: satu, want: found({ trackingId: '9900128' }) },
  { fault: { kind: 'numeric-tracking-id' }, question: kirim, want: found({ trackingId: '9910001' }) },
  {
    fault: { kind: 'anonymous-with-reporter' },
    question: { operation: 'laporan-satu', asked: { trackingId: '9900134' } },
    want: found({ pelapor: null }),
  },
  { fault: { kind: 'object-for-list' }, question: satu, want: changed },
  { fault: { kind: 'object-for-list' }, question: berubah(1), want: changed },
  { fault: { kind: 'object-for-list' }, question: { operation: 'kategori', release: 'legacy-form' }, want: changed },
  { fault: { kind: 'rename', from: 'tracking_id', to: 'nomor' }, question: kirim, want: changed },
  {
    fault: { kind: 'rename', from: 'trackingid', to: 'nomor' },
    question: { ...kirim, release: 'legacy-xml' },
    want: changed,
  },
  { fault: { kind: 'drop', field: 'sukses' }, question: kirim, want: changed },
  {
    fault: { kind: 'add', field: 'baru' },
    question: satu,
    want: { kind: 'found', drift: [{ kind: 'additive', path: 'baru' }] },
  },
  { fault: { kind: 'status', status: 429 }, question: kirim, want: fault('throttled') },
  { fault: { kind: 'truncate' }, question: kirim, want: fault('unavailable') },
])('$fault makes $question.operation $want.kind', ({ fault: one, question, want }) =>
  withLapor(async (sandbox, asking) => {
    sandbox.fault(one);
    expect(await asking(question)).toMatchObject(want);
  }),
);

test('changes in no order have one time and every number', () =>
  withLapor(async (sandbox, asking) => {
    const inOrder = await asking(berubah(1));
    sandbox.fault({ kind: 'out-of-order' });
    const bent = await asking(berubah(1));
    const rows = (verdict: typeof bent) =>
      verdict.kind === 'found' ? (verdict.value as { trackingId: string; diubahPada: string }[]) : [];
    expect(rows(bent).map(({ trackingId }) => trackingId)).toEqual(
      rows(inOrder)
        .map(({ trackingId }) => trackingId)
        .toReversed(),
    );
    expect(new Set(rows(bent).map(({ diubahPada }) => diubahPada)).size).toBe(1);
  }));

test('the first generation takes XML, knows no repeat, and shows what it took', () =>
  withLapor(async (sandbox, asking) => {
    const alt = {
      ...kirim,
      release: 'legacy-xml',
      asked: { ...KIRIMAN, judul: 'Jalan & "jembatan" <rusak>', rahasia: true },
    };
    expect(await asking(alt)).toMatchObject(found({ trackingId: '9910001', transaksiId: 'T-9910001' }));
    expect(await asking(alt)).toMatchObject(found({ trackingId: '9910002' }));
    expect(ledgerOf(sandbox)).toMatchObject({
      accepted: [{ via: 'xml', idempotencyKey: null, timesContent: 2 }, { trackingId: '9910002' }],
      counts: { doubles: 1 },
    });
    expect((await call(sandbox.url, 'laporan/9910001')).body.data).toMatchObject({
      isi_awal: `Jalan & "jembatan" <rusak>\n\n${KIRIMAN.isi}`,
      rahasia: true,
      anonim: false,
      pelapor: { nama: 'Bunga Contoh', telepon: '0800000000', email: 'uji@contoh.invalid' },
    });
    sandbox.set({ xmlToken: '{11111111-1111-1111-1111-111111111111}', keyToken: 'lain' });
    expect(await asking(alt)).toMatchObject(fault('auth'));
    expect(await asking({ operation: 'kategori', release: 'legacy-form' })).toMatchObject(fault('auth'));
  }));
