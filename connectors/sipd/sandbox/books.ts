import { type Office, officeOf, type Schedule, schedules } from './offices.ts';
import type { SipdSettingValues } from './settings.ts';

export const REGION = 999;

export interface Price {
  readonly id: number;
  readonly type: number;
  readonly group: string;
  readonly code: string;
  readonly name: string;
  readonly amount: number;
}
export interface Line {
  readonly id: number;
  readonly account: number;
  readonly price: Price;
  readonly volume: number;
  readonly unitPrice: number;
  readonly total: number;
  readonly originalTotal: number;
}
export interface SubActivity {
  readonly index: number;
  readonly id: number;
  readonly office: Office;
  readonly activity: { readonly id: number; readonly code: string; readonly name: string };
  readonly program: { readonly id: number; readonly code: string; readonly name: string };
  readonly subId: number;
  readonly code: string;
  readonly name: string;
  readonly key: string;
}

export const accounts = [
  { id: 601, code: '5.1.02.01.01.0052', name: 'Belanja Makanan dan Minuman Rapat' },
  { id: 602, code: '5.1.02.01.01.0024', name: 'Belanja Alat/Bahan untuk Kegiatan Kantor' },
  { id: 603, code: '5.1.02.02.01.0003', name: 'Honorarium Narasumber' },
] as const;

/** What stands in SIPD: made by number, so that any size of it costs nothing until it is asked for. */
export interface Books {
  /** The budget year: that of the clock. */
  year(): number;
  schedule(): Schedule;
  price(index: number): Price;
  subActivity(index: number): SubActivity;
  subActivitiesOf(officeId: number): readonly SubActivity[];
  linesOf(sub: SubActivity, schedule?: Schedule): readonly Line[];
  /** The ceiling; where it does not reconcile, more than its lines. */
  ceilingOf(sub: SubActivity, schedule?: Schedule): number;
  changePrices(count: number): readonly number[];
  changeLines(count: number): readonly number[];
}

const units = 1_000_000;

export function createBooks(now: () => Date, settings: SipdSettingValues): Books {
  const priceChanges = new Map<number, number>();
  const lineChanges = new Map<number, number>();
  const original = schedules[0] as Schedule;

  const schedule = () => schedules.find(({ kind }) => kind === settings.schedule) ?? original;
  const price = (index: number): Price => {
    const group = `1.1.7.01.03.01.${three(1 + (index % 40))}`;
    return {
      id: 990_001 + index,
      type: index % 4,
      group,
      code: `${group}.${String(1 + index).padStart(5, '0')}`,
      name: `${goods[index % goods.length]} contoh ${index + 1}`,
      amount: baseAmount(index) + 500 * (priceChanges.get(index) ?? 0),
    };
  };
  const subActivity = (index: number): SubActivity => {
    const office = officeOf(index);
    const round = (index - (index % 6)) / 6;
    const nth = round % 20;
    const serial = 1 + (round - nth) / 20;
    const program = { id: 301 + (index % 6), code: `${office.affair}.02`, name: `PROGRAM ${office.affairName}` };
    const activity = {
      id: 401 + (index % 6) * 100 + nth,
      code: `${program.code}.2.${two(1 + nth)}`,
      name: `Kegiatan contoh ${nth + 1}`,
    };
    const subId = 50_001 + index;
    return {
      index,
      id: 910_001 + index,
      office,
      activity,
      program,
      subId,
      code: `${activity.code}.${String(serial).padStart(4, '0')}`,
      name: `Sub kegiatan contoh ${index + 1}`,
      key: `${office.id}.${office.id}.${program.id}.${activity.id}.${subId}`,
    };
  };
  const line = (index: number, of: Schedule): Line => {
    const goodsOf = price(index % Math.max(1, settings.prices));
    const unitPrice = baseAmount(index % Math.max(1, settings.prices));
    const first = 1 + (index % 9);
    const volume = first + more[of.kind] * (index % 2) + (lineChanges.get(index) ?? 0);
    return {
      id: 920_001 + index,
      account: index % accounts.length,
      price: goodsOf,
      volume,
      unitPrice,
      total: volume * unitPrice,
      originalTotal: first * unitPrice,
    };
  };
  const linesOf = (sub: SubActivity, of = schedule()): readonly Line[] => {
    const lines: Line[] = [];
    for (let index = sub.index; index < settings.lines; index += settings.subActivities) lines.push(line(index, of));
    return lines;
  };
  return {
    year: () => now().getUTCFullYear(),
    schedule,
    price,
    subActivity,
    subActivitiesOf(officeId) {
      const found: SubActivity[] = [];
      for (let index = officeId - 7001; index >= 0 && index < settings.subActivities; index += 6)
        found.push(subActivity(index));
      return found;
    },
    linesOf,
    ceilingOf: (sub, of = schedule()) =>
      linesOf(sub, of).reduce((sum, { total }) => sum + total, 0) + (sub.index < settings.unreconciled ? units : 0),
    changePrices: (count) => changed(priceChanges, count, settings.prices),
    changeLines: (count) => changed(lineChanges, count, settings.lines),
  };
}

const goods = ['Pulpen', 'Kertas', 'Kursi', 'Semen', 'Kabel', 'Jasa', 'Obat', 'Buku'] as const;
const more = { murni: 0, pergeseran: 1, perubahan: 2 } as const;

function baseAmount(index: number): number {
  return index === 0 ? 4500 : 500 + ((index * 7919) % 20_000) * 250;
}

/** Spread over all of them, so that no page is the only one with a change. */
function changed(changes: Map<number, number>, count: number, of: number): readonly number[] {
  const found: number[] = [];
  const most = Math.min(count, of);
  const step = most === 0 ? 1 : (of - (of % most)) / most;
  for (let index = 0; found.length < most; index += step) {
    changes.set(index, (changes.get(index) ?? 0) + 1);
    found.push(index);
  }
  return found;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
function three(number: number): string {
  return String(number).padStart(3, '0');
}
