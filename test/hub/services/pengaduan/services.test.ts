import { describe, expect, test } from '@jest/globals';
import type { ReadResult } from '../../../../hub/exchange/exchange.ts';
import { createSnapshot } from '../../../../hub/exchange/snapshot.ts';
import { disposisiLaporan, tindakLanjutLaporan } from '../../../../hub/services/pengaduan/follow-ups.ts';
import { kirimLaporan } from '../../../../hub/services/pengaduan/intake.ts';
import { daftarLaporan, getLaporan } from '../../../../hub/services/pengaduan/reading.ts';
import { mergeUpstream, type Report } from '../../../../hub/services/pengaduan/report.ts';
import { settleReports } from '../../../../hub/services/pengaduan/settle.ts';
import type { Plan, ServiceContext } from '../../../../hub/services/service.ts';
import type { Laporan, LaporanHulu, Meta, PermintaanLaporan } from '../../../../openapi/generated/types.ts';
import { ANSWER, AT, complaint, REQUEST, SOURCE } from './samples.ts';
import { type Reports, withReports } from './with-reports.ts';

const idOf = ({ submissions: [first] }: Plan) => first?.about.slice('laporan '.length) ?? '';
const linksFor =
  (...links: readonly string[]) =>
  async () =>
    links;

async function handedIn(given: Reports, request = REQUEST): Promise<string> {
  const plan = await kirimLaporan.plan(request, given.context());
  await given.accept('kirimLaporan', plan);
  return idOf(plan);
}

async function forwarded(given: Reports, trackingId: string): Promise<string> {
  const id = await handedIn(given);
  const links = [{ collection: 'laporan', id, link: trackingId }];
  await given.settle(await given.claim('laporan-kirim'), 'delivered', { along: { links } });
  return id;
}

interface Shown {
  readonly data: Laporan;
  readonly meta: Meta;
}
async function read(given: Reports, id: string, changes: Partial<ServiceContext> = {}): Promise<Shown> {
  const result = await getLaporan.run({ id }, given.context(changes));
  return (result as unknown as { body: Shown }).body;
}
async function list(given: Reports, filter: Parameters<typeof daftarLaporan.run>[0] = {}) {
  const result = await daftarLaporan.run(filter, given.context());
  return (result as unknown as { body: { data: Laporan[]; halaman: { berikutnya: string | null } } }).body;
}

function answering(value: LaporanHulu, keadaan: 'segar' | 'tersimpan' = 'segar') {
  const parts = { value, source: 'lapor', release: 'usulan-1', fetchedAt: AT, freshUntil: AT, staleUntil: AT };
  const snapshot = createSnapshot({ ...parts, warnings: [], subject: '' });
  return { read: async (): Promise<ReadResult> => ({ kind: 'answer', snapshot, keadaan }) };
}

describe('kirimLaporan', () => {
  test('asks in the names of the mappings, with the moment the citizen reported', () =>
    withReports(async ({ context }) => {
      const plan = await kirimLaporan.plan({ ...REQUEST, waktu: '2026-11-20T08:00:00+07:00' }, context());
      expect(plan.submissions[0]).toMatchObject({
        instance: 'lapor',
        orderedBy: plan.submissions[0]?.about,
        asked: {
          ...{ judul: REQUEST.judul, isi: REQUEST.isi, klasifikasi: 'pengaduan', kategori: '13' },
          ...{ anonim: false, rahasia: false, pelapor: REQUEST.pelapor, waktuLapor: '2026-11-20T01:00:00.000Z' },
        },
      });
    }));

  test('of an anonymous report neither the question nor the record nor the audit knows who it was', () =>
    withReports(async (given) => {
      const request = { ...REQUEST, anonim: true };
      const plan = await kirimLaporan.plan(request, given.context());
      await given.accept('kirimLaporan', plan);
      expect(JSON.stringify([plan.submissions, await given.report(idOf(plan))])).not.toMatch(/BUNGA|0812/);
      expect(kirimLaporan.subject?.(request)).toBe('');
    }));

  test.each<{ name: string; given: Partial<PermintaanLaporan>; di: string[] }>([
    { name: 'without a reporter, and not anonymous', given: { pelapor: undefined as never }, di: ['body.pelapor'] },
    { name: 'from the future', given: { waktu: '2026-11-20T10:06:00+07:00' }, di: ['body.waktu'] },
    {
      name: 'with a file nobody has',
      given: { lampiran: [{ id: 'lmp_01jd3v8k2m5q7r9t0w4x' }] },
      di: ['body.lampiran.0.id'],
    },
  ])('is turned down $name', ({ given, di }) =>
    withReports(async ({ context }) => {
      const refusal = kirimLaporan.plan({ ...REQUEST, ...given }, context());
      await expect(refusal).rejects.toMatchObject({
        kind: 'permintaan-tidak-sah',
        mistakes: di.map((one) => ({ di: one, masalah: expect.any(String) })),
      });
    }),
  );

  test('corrected, it is the same report with another text, for its own application only', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      await given.settle(await given.claim('laporan-kirim'), 'refused');
      const better = { ...REQUEST, id, judul: 'Lampu jalan padam sejak Senin' };
      const correcting = given.context({ correcting: true });
      const plan = await kirimLaporan.plan(better, correcting);
      expect(plan.submissions[0]).toMatchObject({ about: `laporan ${id}`, asked: { judul: better.judul } });
      expect((await given.report(id))?.judul).toBe(better.judul);
      const other = { ...correcting, application: { id: 'dashboard', name: 'dashboard', scopes: [] } };
      await expect(kirimLaporan.plan(better, other)).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    }));
});

test('a report that has arrived is not rewritten by a correction that comes too late', () =>
  withReports(async (given) => {
    const id = await forwarded(given, '9900123');
    await kirimLaporan.plan({ ...REQUEST, id, judul: 'Judul yang lain' }, given.context({ correcting: true }));
    expect((await given.report(id))?.judul).toBe(REQUEST.judul);
  }));

describe('what follows a report', () => {
  test('waits for it, and gets its number as late as it leaves', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      const { submissions } = await tindakLanjutLaporan.plan({ id, isi: 'Sudah diganti.' }, given.context());
      const [answer] = submissions;
      expect(answer).toMatchObject({ orderedBy: `laporan ${id}`, asked: { isi: 'Sudah diganti.', tutup: false } });
      const complete = tindakLanjutLaporan.forward.complete;
      const about = `laporan ${id}`;
      expect(await complete?.({ isi: 'x' }, about, linksFor('9900123'))).toEqual({ isi: 'x', trackingId: '9900123' });
      // its report was called off after it had been accepted: turned down, and not tried for ever
      await expect(complete?.({ isi: 'x' }, about, linksFor())).rejects.toMatchObject({ name: 'RangeError' });
    }));

  test.each([
    { name: 'waits', end: undefined, kind: undefined },
    { name: 'was turned down and may be corrected', end: 'refused', kind: undefined },
    { name: 'was called off', end: 'cancelled', kind: 'bentrok' },
  ] as const)('of a report that $name', ({ end, kind }) =>
    withReports(async (given) => {
      const id = await handedIn(given);
      if (end === 'refused') await given.settle(await given.claim('laporan-kirim'), 'refused');
      if (end === 'cancelled') await given.cancel(id);
      await settleReports.run(given.context());
      const plan = async () => tindakLanjutLaporan.plan({ id, isi: 'Sudah diganti.' }, given.context());
      if (kind) await expect(plan()).rejects.toMatchObject({ kind });
      else expect((await plan()).submissions).toHaveLength(1);
    }),
  );

  test('goes the way its report went, or not at all', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      const both = given.context({ instances: ['lapor-baru', 'lapor'] });
      expect((await tindakLanjutLaporan.plan({ id, isi: 'x' }, both)).submissions[0]?.instance).toBe('lapor');
      const other = given.context({ instances: ['lapor-baru'] });
      await expect(tindakLanjutLaporan.plan({ id, isi: 'x' }, other)).rejects.toMatchObject({ kind: 'bentrok' });
    }));

  test('of a report nobody knows is turned down', () =>
    withReports(async ({ context }) => {
      const id = 'lpr_00000000000000000000';
      await expect(tindakLanjutLaporan.plan({ id, isi: 'x' }, context())).rejects.toMatchObject({
        kind: 'tidak-ditemukan',
      });
    }));

  test('to several offices is one message each, and to one office once', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      const instansi = [{ id: '1275-15', catatan: 'Mohon dicek' }, { id: '1275-07' }];
      const { submissions } = await disposisiLaporan.plan({ id, instansi }, given.context());
      expect(submissions.map(({ asked, orderedBy }) => [asked.instansiId, asked.catatan, orderedBy])).toEqual([
        ['1275-15', 'Mohon dicek', `laporan ${id}`],
        ['1275-07', undefined, `laporan ${id}`],
      ]);
      const twice = disposisiLaporan.plan({ id, instansi: [...instansi, { id: '1275-15' }] }, given.context());
      await expect(twice).rejects.toMatchObject({ mistakes: [{ di: 'body.instansi.2.id' }] });
    }));

  const asked = {
    isi: 'Petugas sudah\nmengganti lampunya. ',
    diterimaPada: '2026-11-20T06:00:00Z',
    instansiId: '1275-15',
  };
  test.each<{ name: string; given: Partial<LaporanHulu>; answer: boolean; office: boolean }>([
    { name: 'nothing', given: {}, answer: false, office: false },
    { name: 'the same answer', given: { tindakLanjut: [ANSWER] }, answer: true, office: false },
    { name: 'another answer', given: { tindakLanjut: [{ ...ANSWER, isi: 'Baik.' }] }, answer: false, office: false },
    {
      name: 'the same words of the reporter',
      given: { tindakLanjut: [{ ...ANSWER, peran: 'pelapor' }] },
      answer: false,
      office: false,
    },
    {
      name: 'the same words of last week',
      given: { tindakLanjut: [{ ...ANSWER, waktu: '2026-11-13T13:00:00+07:00' }] },
      answer: false,
      office: false,
    },
    {
      name: 'the same words without a time',
      given: { tindakLanjut: [{ ...ANSWER, waktu: null }] },
      answer: true,
      office: false,
    },
    {
      name: 'the office',
      given: { disposisi: [{ instansi: { id: '1275-15' }, waktu: '2026-11-20T13:00:00+07:00' }] },
      answer: false,
      office: true,
    },
    { name: 'another office', given: { disposisi: [{ instansi: { id: '1275-07' } }] }, answer: false, office: false },
    {
      name: 'the office, last week',
      given: { disposisi: [{ instansi: { id: '1275-15' }, waktu: '2026-11-13T13:00:00+07:00' }] },
      answer: false,
      office: false,
    },
  ])('an answer that was lost is looked for: there is $name', ({ given, answer, office }) => {
    const there = complaint(given);
    expect(tindakLanjutLaporan.forward.inquiry?.shows(there, asked)).toBe(answer);
    expect(disposisiLaporan.forward.inquiry?.shows(there, asked)).toBe(office);
    expect(disposisiLaporan.forward.inquiry?.asking({ ...asked, trackingId: '9900123' })).toEqual({
      trackingId: '9900123',
    });
  });
});

describe('getLaporan', () => {
  test('of a report that waits is what the hub knows, and nobody is asked', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      const { data, meta } = await read(given, id, { read: () => Promise.reject(new Error('asked')) });
      expect(data).toMatchObject({ id, status: 'menunggu-kirim', trackingId: null, pesan: { keadaan: 'menunggu' } });
      expect(meta).toMatchObject({ sumber: 'simpul', keadaan: 'segar' });
    }));

  test('tells what the upstream says now', () =>
    withReports(async (given) => {
      const id = await forwarded(given, '9900123');
      const { data, meta } = await read(
        given,
        id,
        answering(complaint({ status: 'dikerjakan', statusAsli: 'Diproses' })),
      );
      expect(data).toMatchObject({ status: 'dikerjakan', statusAsli: 'Diproses', trackingId: '9900123' });
      expect(meta).toEqual({
        sumber: 'lapor',
        rilis: 'usulan-1',
        diambilPada: '2026-11-20T03:00:00.000Z',
        keadaan: 'segar',
      });
    }));

  test('while the upstream is down tells what the last poll left, and says so', () =>
    withReports(async (given) => {
      const id = await forwarded(given, '9900123');
      expect((await read(given, id)).meta).toMatchObject({ sumber: 'simpul', keadaan: 'usang' });
      const { records } = given.context();
      await records.change<Report>('laporan', id, AT, (one) => mergeUpstream(one, complaint(), SOURCE));
      const { data, meta } = await read(given, id);
      expect(data).toMatchObject({ status: 'terverifikasi', trackingId: '9900123' });
      expect(meta).toEqual({ ...SOURCE, keadaan: 'usang' });
    }));

  test('does not wait long for an upstream that hangs where it has an older answer', () =>
    withReports(async (given) => {
      const id = await forwarded(given, '9900123');
      const { records } = given.context();
      await records.change<Report>('laporan', id, AT, (one) => mergeUpstream(one, complaint(), SOURCE));
      const { meta } = await read(given, id, { read: () => new Promise(() => {}) });
      expect(meta.keadaan).toBe('usang');
    }));

  test('shows the reporter to the application that sent it, and to no other', () =>
    withReports(async (given) => {
      const id = await forwarded(given, '9900123');
      const own = await read(given, id, answering(complaint()));
      expect(own.data.pelapor).toEqual({ nama: 'BUNGA CONTOH', telepon: '081200000002', email: null });
      const application = { id: 'dashboard', name: 'dashboard', scopes: ['laporan:baca'] };
      const other = await read(given, id, { ...answering(complaint()), application });
      expect(JSON.stringify(other)).not.toMatch(/BUNGA|0812/);
    }));

  test('of a report nobody knows is not found', () =>
    withReports(async ({ context }) => {
      const asking = getLaporan.run({ id: 'lpr_00000000000000000000' }, context());
      await expect(asking).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    }));
});

describe('daftarLaporan', () => {
  test('gives every report once, newest first, page by page', () =>
    withReports(async (given) => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.unshift(await handedIn(given));
      const first = await list(given, { batas: 2 });
      const second = await list(given, { batas: 2, kursor: first.halaman.berikutnya ?? '' });
      const third = await list(given, { batas: 2, kursor: second.halaman.berikutnya ?? '' });
      expect([first, second, third].flatMap(({ data }) => data.map(({ id }) => id))).toEqual(ids);
      expect(third.halaman.berikutnya).toBeNull();
      expect(await list(given, { batas: 5 })).toMatchObject({ halaman: { berikutnya: null } });
    }));

  test('never shows a reporter', () =>
    withReports(async (given) => {
      await handedIn(given);
      expect(JSON.stringify(await list(given))).not.toMatch(/BUNGA|0812/);
    }));

  test('filters by category, change and status', () =>
    withReports(async (given) => {
      const id = await handedIn(given);
      await handedIn(given, { ...REQUEST, kategori: '7' });
      const ids = async (filter: Parameters<typeof list>[1]) => (await list(given, filter)).data.map((one) => one.id);
      expect(await ids({ kategori: '13' })).toEqual([id]);
      expect(await ids({ sejak: '2026-11-20T10:00:01+07:00' })).toEqual([]);
      expect(await ids({ status: 'menunggu-kirim' })).toHaveLength(2);
      expect(await ids({ status: 'selesai' })).toEqual([]);
    }));

  test('finds a report by what became of its forward, at the latest when that was written down', () =>
    withReports(async (given) => {
      const id = await forwarded(given, '9900123');
      // never under a status it has no more
      expect((await list(given, { status: 'menunggu-kirim' })).data).toEqual([]);
      expect((await list(given)).data[0]?.status).toBe('terkirim');
      expect((await list(given, { status: 'terkirim' })).data.map((one) => one.id)).toEqual([id]);
      const refused = await handedIn(given);
      await given.settle(await given.claim('laporan-kirim'), 'refused');
      await settleReports.run(given.context());
      expect((await list(given, { status: 'ditolak' })).data.map((one) => one.id)).toEqual([refused]);
    }));

  test.each(['x', 'bDE', Buffer.from('l1; drop').toString('base64url')])(
    'turns down a cursor that is none: %s',
    (kursor) =>
      withReports(async (given) => {
        const asking = list(given, { kursor });
        if (kursor === 'bDE') expect((await asking).data).toEqual([]);
        else
          await expect(asking).rejects.toMatchObject({
            kind: 'permintaan-tidak-sah',
            mistakes: [{ di: 'query.kursor' }],
          });
      }),
  );
});
