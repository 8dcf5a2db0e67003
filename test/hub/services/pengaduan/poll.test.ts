import { describe, expect, test } from '@jest/globals';
import { kirimLaporan } from '../../../../hub/services/pengaduan/intake.ts';
import { pollReports } from '../../../../hub/services/pengaduan/poll.ts';
import { adoptedId } from '../../../../hub/services/pengaduan/report.ts';
import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import { ANSWER, AT, complaint, REQUEST } from './samples.ts';
import { listing, type Reports, withReports } from './with-reports.ts';

const poll = ({ context }: Reports) => pollReports.run(context());
const kindsOf = ({ told }: Reports) => told.map(({ kind, application }) => `${kind} ${application}`);
const adopted = ({ context }: Reports) => context().records.count({ collection: 'laporan', owner: '' });
const minutesAfter = (minutes: number) => new Date(AT + minutes * 60_000).toISOString();

/** One of ours that the upstream has taken, under its number. */
async function forwarded(given: Reports, trackingId: string): Promise<string> {
  const plan = await kirimLaporan.plan(REQUEST, given.context());
  await given.accept('kirimLaporan', plan);
  const about = plan.submissions[0]?.about ?? '';
  const along = kirimLaporan.forward.delivered?.({ value: { trackingId }, asked: {}, id: 'psn_1', at: 0, about }) ?? {};
  await given.settle(await given.claim('laporan-kirim'), 'delivered', { along });
  return about.slice('laporan '.length);
}

test('a complaint of the upstream becomes a report of nobody, and everybody who reads reports is told once', () =>
  withReports(async (given) => {
    given.upstream.answer = listing(() => [complaint()]);
    await poll(given);
    await poll(given);
    expect(kindsOf(given)).toEqual(['laporan.masuk loket', 'laporan.masuk dashboard']);
    expect(given.told[0]).toMatchObject({
      about: `laporan ${adoptedId('9900123')}`,
      data: { trackingId: '9900123', status: 'terverifikasi' },
    });
    expect(JSON.stringify(given.told)).not.toMatch(/BUNGA|0812|Lampu/);
  }));

test('a report of ours follows the upstream, and its application is told once also where it reads reports', () =>
  withReports(async (given) => {
    const id = await forwarded(given, '9900123');
    given.upstream.answer = listing(() => [complaint({ tindakLanjut: [ANSWER], status: 'dikerjakan' })]);
    await poll(given);
    await poll(given);
    expect(kindsOf(given)).toEqual(['laporan.diperbarui loket', 'laporan.diperbarui dashboard']);
    expect(await given.context().records.get('laporan', id)).toMatchObject({ state: 'dikerjakan', watchAt: null });
    expect(await adopted(given)).toBe(0);
  }));

test('the application a report came from is told also where it may not read reports', () =>
  withReports(async (given) => {
    await forwarded(given, '9900123');
    given.upstream.answer = listing(() => [complaint()]);
    await pollReports.run(given.context({ applicationsWith: () => ['dashboard'] }));
    expect(kindsOf(given)).toEqual(['laporan.diperbarui loket', 'laporan.diperbarui dashboard']);
  }));

describe('every change is seen', () => {
  const many = (count: number, momentOf: (index: number) => string): readonly LaporanHulu[] =>
    Array.from({ length: count }, (_, index) =>
      complaint({ trackingId: String(9_900_000 + index), diubahPada: momentOf(index) }),
    );

  test.each([
    { name: 'over many pages', complaints: many(120, minutesAfter), perPage: 50 },
    { name: 'of one and the same moment', complaints: many(120, () => minutesAfter(1)), perPage: 50 },
    { name: 'where pages are shorter than they might be', complaints: many(30, minutesAfter), perPage: 7 },
    {
      name: 'of one moment that goes over the end of a page',
      complaints: many(120, (index) => minutesAfter(Math.floor(index / 40))),
      perPage: 50,
    },
    {
      name: 'of two moments, one full page each',
      complaints: many(100, (index) => minutesAfter(index < 50 ? 1 : 2)),
      perPage: 50,
    },
  ])('$name', ({ complaints, perPage }) =>
    withReports(async (given) => {
      given.upstream.answer = listing(() => complaints, { perPage });
      await poll(given);
      expect(await adopted(given)).toBe(complaints.length);
      expect(given.told).toHaveLength(complaints.length * 2);
    }),
  );

  test('where the upstream lists the newest first, and says "there is none" at the end', () =>
    withReports(async (given) => {
      const complaints = many(120, minutesAfter).toReversed();
      given.upstream.answer = (_operation, { halaman, sejak }) => {
        const changed = complaints.filter(
          ({ diubahPada }) => Date.parse(diubahPada ?? '') >= Date.parse(String(sejak)),
        );
        const page = changed.slice((Number(halaman) - 1) * 50, Number(halaman) * 50);
        return page.length === 0 ? { kind: 'absent' } : { kind: 'found', value: page, drift: [] };
      };
      await poll(given);
      expect(await adopted(given)).toBe(120);
      given.upstream.asked.length = 0;
      await poll(given);
      expect(given.upstream.asked[0]).toMatchObject({ sejak: minutesAfter(119 - 5) });
    }));

  test('where all bear the time of the newest, in no order', () =>
    withReports(async (given) => {
      const complaints = many(120, minutesAfter);
      const answer = listing(() => complaints);
      given.upstream.answer = async (operation, asked) => {
        const page = await answer(operation, asked);
        const rows = page.kind === 'found' ? (page.value as LaporanHulu[]) : [];
        const value = rows.map((row) => ({ ...row, diubahPada: minutesAfter(500) })).toReversed();
        return { kind: 'found', value, drift: [] };
      };
      await poll(given);
      expect(await adopted(given)).toBe(120);
    }));

  test('where complaints change during the walk and move all others up', () =>
    withReports(async (given) => {
      let complaints = many(120, minutesAfter);
      const answer = listing(() => complaints);
      let pages = 0;
      given.upstream.answer = (operation, asked) => {
        const page = answer(operation, asked);
        pages += 1;
        // after the first page ten of it change, and go to the end
        if (pages === 1)
          complaints = complaints.map((one, index) => (index < 10 ? { ...one, diubahPada: minutesAfter(500) } : one));
        return page;
      };
      await poll(given);
      expect(await adopted(given)).toBe(120);
    }));

  test('where the one that was polled before changed a little earlier than another', () =>
    withReports(async (given) => {
      const early = complaint({ trackingId: '9900001', diubahPada: minutesAfter(10) });
      const late = complaint({ trackingId: '9900002', diubahPada: minutesAfter(7) });
      given.upstream.answer = listing(() => [early]);
      await poll(given);
      given.upstream.answer = listing(() => [early, late]);
      await poll(given);
      expect(await adopted(given)).toBe(2);
    }));

  test('after a fault in the middle of a walk', () =>
    withReports(async (given) => {
      const complaints = many(120, minutesAfter);
      const answer = listing(() => complaints);
      let calls = 0;
      given.upstream.answer = (operation, asked) => {
        calls += 1;
        return calls === 2
          ? { kind: 'fault', fault: { trouble: 'unavailable', outcome: 'unknown' } }
          : answer(operation, asked);
      };
      await poll(given);
      expect(await adopted(given)).toBe(50);
      await poll(given);
      expect(await adopted(given)).toBe(120);
      expect(given.told).toHaveLength(240);
    }));
});

test('what nobody was told because the hub died is told by the next walk', () =>
  withReports(async (given) => {
    given.upstream.answer = listing(() => [complaint()]);
    const dying = { tell: () => Promise.reject(new Error('killed')) };
    await expect(pollReports.run(given.context(dying))).rejects.toThrow('killed');
    expect(await adopted(given)).toBe(1);
    given.upstream.answer = listing(() => [complaint({ status: 'dikerjakan', diubahPada: minutesAfter(9) })]);
    await poll(given);
    expect(kindsOf(given)).toEqual(['laporan.masuk loket', 'laporan.masuk dashboard']);
  }));

test('a quiet minute costs one question, from a little before what is known', () =>
  withReports(async (given) => {
    given.upstream.answer = listing(() => [complaint({ diubahPada: minutesAfter(60) })]);
    await poll(given);
    given.upstream.asked.length = 0;
    given.upstream.answer = listing(() => []);
    await poll(given);
    expect(given.upstream.asked).toEqual([{ sejak: minutesAfter(55), halaman: 1, perHalaman: 50 }]);
  }));

test.each(['changed', 'absent'] as const)('an upstream whose list is %s changes nothing', (kind) =>
  withReports(async (given) => {
    given.upstream.answer = () => ({ kind, drift: [] });
    await poll(given);
    expect(given.told).toEqual([]);
    expect(given.upstream.asked).toHaveLength(1);
  }),
);

test('an instance that has no list is left alone', () =>
  withReports(async (given) => {
    await pollReports.run(given.context({ ask: async () => undefined }));
    expect(given.told).toEqual([]);
  }));

describe('a complaint that may be one of ours', () => {
  const unknown = complaint({ diubahPada: minutesAfter(2) });
  const other = complaint({ trackingId: '9900777', diubahPada: minutesAfter(3) });

  test.each([
    { name: 'is on its way', unsure: undefined },
    { name: 'is unsure and waits for its next attempt', unsure: true },
  ])('is not adopted while a forward of ours $name, and is ours when that arrives', ({ unsure }) =>
    withReports(async (given) => {
      const plan = await kirimLaporan.plan(REQUEST, given.context());
      await given.accept('kirimLaporan', plan);
      let claimed = await given.claim('laporan-kirim');
      if (unsure) await given.settle(claimed, 'waiting', { unsure });
      given.upstream.answer = listing(() => [unknown]);
      given.clock.at += 120_000;
      await poll(given);
      await poll(given);
      expect(await adopted(given)).toBe(0);
      if (unsure) claimed = await given.claim('laporan-kirim');
      const about = plan.submissions[0]?.about ?? '';
      const along =
        kirimLaporan.forward.delivered?.({ value: { trackingId: '9900123' }, asked: {}, id: 'psn_1', at: 0, about }) ??
        {};
      await given.settle(claimed, 'delivered', { along });
      await poll(given);
      expect(await adopted(given)).toBe(0);
      expect(kindsOf(given)).toEqual(['laporan.diperbarui loket', 'laporan.diperbarui dashboard']);
    }),
  );

  test('is ours when the answer to its forward came while it was looked at', () =>
    withReports(async (given) => {
      given.upstream.answer = listing(() => [unknown]);
      const unsettledSince = async () => {
        await forwarded(given, '9900123');
        return undefined;
      };
      await pollReports.run(given.context({ unsettledSince }));
      expect(await adopted(given)).toBe(0);
      expect(kindsOf(given)).toEqual(['laporan.diperbarui loket', 'laporan.diperbarui dashboard']);
    }));

  test('does not keep the others from being known, and comes by again', () =>
    withReports(async (given) => {
      const ours = await forwarded(given, '9900777');
      await given.accept('kirimLaporan', await kirimLaporan.plan(REQUEST, given.context()));
      const claimed = await given.claim('laporan-kirim');
      given.upstream.answer = listing(() => [unknown, other]);
      given.clock.at += 60_000;
      await poll(given);
      expect((await given.report(ours))?.hulu?.laporan.status).toBe('terverifikasi');
      // an hour passes, and with it every overlap
      given.upstream.answer = listing(() => [
        unknown,
        other,
        complaint({ trackingId: '9900888', diubahPada: minutesAfter(90) }),
      ]);
      await poll(given);
      expect(await adopted(given)).toBe(0);
      await given.settle(claimed, 'refused');
      await poll(given);
      expect(await adopted(given)).toBe(2);
    }));

  test('is adopted where it was there before whatever is on its way now: a busy hub does not wait for ever', () =>
    withReports(async (given) => {
      await given.accept('kirimLaporan', await kirimLaporan.plan(REQUEST, given.context()));
      await given.accept('kirimLaporan', await kirimLaporan.plan(REQUEST, given.context()));
      const first = await given.claim('laporan-kirim');
      given.upstream.answer = listing(() => [unknown]);
      given.clock.at += 60_000;
      await poll(given);
      expect(await adopted(given)).toBe(0);
      given.clock.at += 60_000;
      await given.settle(first, 'delivered');
      await given.claim('laporan-kirim');
      await poll(given);
      expect(await adopted(given)).toBe(1);
    }));
});
