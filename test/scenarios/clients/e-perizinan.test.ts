import { describe, expect, test } from '@jest/globals';
import type { Answer } from './ask.ts';
import { answered, problem } from './hub-pages.ts';
import { judgeAtOss, judgeNib, judgePermit, type PermitFile } from './permit-judging.ts';
import { routeOf } from './permit-route.ts';
import { onceEach } from './permit-tidings.ts';
import type { Page } from './rotating-server.ts';

const NIB = '9999000000042';
const ID = 'I-202602031015300420001';

/** Three steps of five were handed over, two are known to have arrived. */
function permitFile(): PermitFile {
  const steps = routeOf(0);
  return { idIzin: ID, nib: NIB, steps, offered: 3, arrived: 2, isCancelled: false, number: undefined };
}

const KNOWN = { arrived: 2, isCancelled: false };
const ENDED = { arrived: 2, isCancelled: true };

function answer({ status, body }: Page): Answer {
  return { kind: 'answered', status, body, retryAfter: null, sentAt: Date.now(), ms: 1 };
}

const own = (more: object) =>
  answer(
    answered({
      ...{ idIzin: ID, nib: NIB, milikKota: true, keadaan: 'diproses', nomorIzin: null, dibatalkan: null },
      ...{ statusTerkirim: { status: 'validasi' }, ...more },
    }),
  );

describe('the record of the city', () => {
  test.each([
    { given: 'the last step that arrived', more: {}, known: KNOWN, want: 'benar' },
    { given: 'one that is on its way', more: { statusTerkirim: { status: 'sesuai' } }, known: KNOWN, want: 'benar' },
    {
      given: 'one that was overtaken',
      more: { statusTerkirim: { status: 'dokumen-lengkap' } },
      known: KNOWN,
      want: 'salah',
    },
    {
      given: 'one that nobody sent',
      more: { statusTerkirim: { status: 'minta-pembayaran' } },
      known: KNOWN,
      want: 'salah',
    },
    { given: 'no step', more: { statusTerkirim: null }, known: KNOWN, want: 'salah' },
    { given: 'a decision that nobody took', more: { keadaan: 'disetujui' }, known: KNOWN, want: 'salah' },
    { given: 'another business', more: { nib: '9999000000043' }, known: KNOWN, want: 'salah' },
    { given: 'cancelled without a reason', more: { keadaan: 'dibatalkan' }, known: KNOWN, want: 'salah' },
    { given: 'in force after its cancellation', more: {}, known: ENDED, want: 'salah' },
    {
      given: 'cancelled',
      more: { keadaan: 'dibatalkan', dibatalkan: { karena: 'pencabutan' } },
      known: ENDED,
      want: 'benar',
    },
  ] as const)('$given is $want', ({ more, known, want }) => {
    expect(judgePermit(own(more), permitFile(), known).kind).toBe(want);
  });

  test('a permit that is gone is wrong, a hub that fails is not', () => {
    expect(judgePermit(answer(problem(404, 'pemanggil:tidak-ditemukan')), permitFile(), KNOWN).kind).toBe('salah');
    expect(judgePermit(answer(problem(503, 'hub:sibuk')), permitFile(), KNOWN).kind).toBe('gagal');
  });

  test('a second number is wrong', () => {
    const file = permitFile();
    expect(judgePermit(own({ nomorIzin: '1/OSS' }), file, KNOWN).kind).toBe('benar');
    expect(judgePermit(own({ nomorIzin: null }), file, KNOWN).kind).toBe('benar');
    expect(judgePermit(own({ nomorIzin: '2/OSS' }), file, KNOWN).kind).toBe('salah');
  });
});

describe('the status at OSS', () => {
  test.each([
    { given: 'the last step that arrived', status: 'validasi', keadaan: 'segar', want: 'benar' },
    { given: 'one that is on its way', status: 'persyaratan-terverifikasi', keadaan: 'segar', want: 'benar' },
    { given: 'an earlier one', status: 'dokumen-lengkap', keadaan: 'segar', want: 'salah' },
    { given: 'an earlier one, marked as old', status: 'dokumen-lengkap', keadaan: 'usang', want: 'usang' },
    { given: 'one that nobody sent, marked as old', status: 'disetujui', keadaan: 'usang', want: 'salah' },
    { given: 'a word of another route', status: 'ditolak', keadaan: 'segar', want: 'salah' },
    { given: 'a word that nobody knows', status: 'lain', keadaan: 'segar', want: 'benar' },
  ] as const)('$given is $want', ({ status, keadaan, want }) => {
    const page = answer(answered({ idIzin: ID, status }, keadaan));
    expect(judgeAtOss(page, permitFile(), KNOWN, 900).kind).toBe(want);
  });
});

test.each([
  { given: 'its permit once', ids: [ID], keadaan: 'berlaku', known: KNOWN, want: 'benar' },
  { given: 'its permit twice', ids: [ID, ID], keadaan: 'berlaku', known: KNOWN, want: 'salah' },
  { given: 'no permit', ids: [], keadaan: 'berlaku', known: KNOWN, want: 'salah' },
  { given: 'in force after its end', ids: [ID], keadaan: 'berlaku', known: ENDED, want: 'salah' },
  { given: 'ended', ids: [ID], keadaan: 'dicabut', known: ENDED, want: 'benar' },
  { given: 'ended before that is heard', ids: [ID], keadaan: 'dicabut', known: KNOWN, want: 'benar' },
] as const)('a NIB with $given is $want', ({ ids, keadaan, known, want }) => {
  const data = { nib: NIB, asal: 'dikirim-oss', keadaan, izin: ids.map((idIzin) => ({ idIzin })) };
  expect(judgeNib(answer(answered(data)), permitFile(), known).kind).toBe(want);
});

test('whatever happens once is told once, and begins one file', () => {
  const files: string[] = [];
  const { mistake, told } = onceEach({ applied: (idIzin) => files.push(idIzin), cancelled: () => {} });
  const hear = (jenis: string, data: object) => {
    told?.(jenis, NIB, { nib: NIB, ...data });
    return mistake?.(NIB, { nib: NIB, ...data }, jenis)?.kind;
  };
  const each = [
    ['perizinan.nib-terbit', { keadaan: 'berlaku' }],
    ['perizinan.izin-diajukan', { idIzin: ID, keadaan: 'diajukan' }],
    ['perizinan.berkas', { idIzin: ID, keadaan: 'disetujui' }],
    ['perizinan.dibatalkan', { keadaan: 'dicabut' }],
  ] as const;
  expect(each.map(([jenis, data]) => hear(jenis, data))).toEqual([undefined, undefined, undefined, undefined]);
  expect(each.map(([jenis, data]) => hear(jenis, data))).toEqual(['salah', 'salah', 'salah', 'salah']);
  expect([1, 2].map(() => hear('perizinan.berubah', { keadaan: 'berlaku' }))).toEqual([undefined, undefined]);
  expect(files).toEqual([ID]);
});
