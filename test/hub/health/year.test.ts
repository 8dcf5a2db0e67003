import { describe, expect, test } from '@jest/globals';
import { answerChart, callChart } from '../../../hub/health/charts.ts';
import { withStore } from '../store/with-store.ts';
import { counted, DAY, HOUR, MIDNIGHT, MINUTE } from './traffic.ts';
import { everyChart, fillYear, INSTANCES, monthlyOf, NOW, SUBJECTS, sizeOf } from './year.ts';

/** Sixty operations and sixty services, each asked in every minute: everything that can be kept is there. */
const MOST_BYTES = 75_000_000;

test(
  'a whole year fits a stated size, is drawn, and is added to and pruned in bites',
  () =>
    withStore(async (store, client) => {
      await fillYear(client);
      // how long each takes is told by `npm run bench -- --only charts`
      for (const draw of Object.values(everyChart(store))) await draw();
      const year = await callChart(store.health, { span: '1y', now: new Date(NOW), instance: 'instance 3' });
      expect(year.filter(({ counts }) => counts.found > 0).length).toBe(365);
      const { layanan, hulu, harian } = await monthlyOf(store).report('2026-10');
      expect([layanan.length, hulu.length, harian.length]).toEqual([SUBJECTS, INSTANCES, 31]);
      expect(await store.health.prune('minute', NOW - 47 * HOUR)).toBe(2 * SUBJECTS * 59); // in as many bites as there are subjects
      const bytes = await sizeOf(client);
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(bytes).toBeGreaterThan(MOST_BYTES / 3); // it is what it says
    }),
  180_000,
);

describe('a chart', () => {
  test.each([
    { span: '1h', points: 60, step: MINUTE, last: MIDNIGHT + 13 * HOUR + 30 * MINUTE },
    { span: '24h', points: 96, step: 15 * MINUTE, last: MIDNIGHT + 13 * HOUR + 30 * MINUTE },
    { span: '7d', points: 168, step: HOUR, last: MIDNIGHT + 13 * HOUR },
    { span: '30d', points: 720, step: HOUR, last: MIDNIGHT + 13 * HOUR },
    { span: '1y', points: 365, step: DAY, last: MIDNIGHT },
  ] as const)('of $span has $points points, with and without calls', ({ span, points, step, last }) =>
    withStore(async ({ health }) => {
      const first = last - (points - 1) * step;
      const row = { kind: 'call', instance: 'bpjs', operation: 'nik', ...counted({ 0: 3, 4: 1 }, { 5: 4 }) } as const;
      const moments = [first - 1, first, first + step - 1, last, NOW, last + step];
      await health.add(moments.map((at) => ({ ...row, at })));
      await health.add([{ ...row, kind: 'answer', instance: '', at: last }]);
      const chart = await callChart(health, { span, now: new Date(NOW), instance: 'bpjs' });
      expect(chart.map(({ at }) => at.getTime())).toEqual(
        Array.from({ length: points }, (_, index) => first + index * step),
      );
      expect(
        chart.flatMap(({ counts }, index) => (counts.found > 0 ? [[index, counts.found, counts.unreachable]] : [])),
      ).toEqual([
        [0, 6, 2],
        [points - 1, 6, 2],
      ]);
      expect(chart[1]).toMatchObject({ p50: undefined, counts: { found: 0 } });
      expect(chart[0]?.p95).toBeCloseTo(10, 0);
      expect(
        (await callChart(health, { span, now: new Date(NOW), instance: 'nobody' })).every(
          ({ counts }) => counts.found === 0,
        ),
      ).toBe(true);
      const answers = await answerChart(health, { span, now: new Date(NOW), service: 'nik' });
      expect(answers.at(-1)?.counts).toMatchObject({ segar: 3, nihil: 1 });
    }),
  );
});
