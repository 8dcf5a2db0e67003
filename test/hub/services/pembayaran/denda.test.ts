import { expect, test } from '@jest/globals';
import { toRupiah } from '../../../../connectors/rupiah.ts';
import { daysAfter, dendaOf, monthsOverdue, nextDendaDay, rateFor } from '../../../../hub/services/pembayaran/denda.ts';

const TWO = [{ persenPerBulan: 2, palingLamaBulan: 24 }];
const ONE = [{ persenPerBulan: 1, palingLamaBulan: 24 }];
const BY_LAW = [...TWO, { sejakTahunPajak: '2024', persenPerBulan: 1, palingLamaBulan: 24 }];
const due = (jatuhTempo: string, tahunPajak: string | null = null) => ({ jatuhTempo, tahunPajak });

// the H2H notes, section 3
test.each([
  [125000, '2026-08-31', '2026-08-31', 0, 0, 0],
  [125000, '2026-08-31', '2026-09-01', 1, 2500, 1250],
  [125000, '2026-08-31', '2026-09-30', 1, 2500, 1250],
  [125000, '2026-08-31', '2026-10-01', 2, 5000, 2500],
  [125000, '2024-09-30', '2024-10-30', 1, 2500, 1250],
  [125000, '2024-09-30', '2024-10-31', 2, 5000, 2500],
  [125000, '2024-09-30', '2026-11-20', 24, 60000, 30000],
  [33333, '2026-08-31', '2026-09-15', 1, 666, 333],
])('%d due %s, paid %s: %d months, %d or %d', (pokok, dueDay, paid, months, two, one) => {
  expect(monthsOverdue(dueDay, paid, 24)).toBe(months);
  expect(dendaOf(toRupiah(pokok), due(dueDay), paid, TWO)).toBe(two);
  expect(dendaOf(toRupiah(pokok), due(dueDay), paid, ONE)).toBe(one);
});

test.each([
  ['2023', 2],
  ['2024', 1],
  ['2026', 1],
])('a bill of %s costs %d per cent a month', (year, percent) => {
  expect(rateFor(due('2026-08-31', year), BY_LAW).persenPerBulan).toBe(percent);
});

test('without a tax year the year it fell due decides; without rates nothing is charged', () => {
  expect(rateFor(due('2023-08-31'), BY_LAW).persenPerBulan).toBe(2);
  expect(dendaOf(toRupiah(125000), due('2020-01-01'), '2026-01-01', [])).toBe(0);
});

test('the day on which the penalty grows next is the first on which it is another', () => {
  for (const dueDay of ['2026-08-31', '2026-01-29', '2024-02-29', '2026-12-15'])
    for (let day = daysAfter(dueDay, -3), count = 0; count < 800; count += 1, day = daysAfter(day, 1)) {
      const next = nextDendaDay(due(dueDay), day, ONE);
      const now = monthsOverdue(dueDay, day, 24);
      if (now === 24) expect(next).toBeUndefined();
      else {
        expect(monthsOverdue(dueDay, next ?? '', 24)).toBeGreaterThan(now);
        expect(monthsOverdue(dueDay, daysAfter(next ?? '', -1), 24)).toBe(now);
      }
    }
});
