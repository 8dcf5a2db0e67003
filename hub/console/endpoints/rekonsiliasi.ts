import type { Rekonsiliasi } from '../../../openapi/generated/types.ts';
import { Problem } from '../../api/problems.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import { jakartaDate } from '../../mapping/jakarta.ts';
import type { BankDay, BankDays } from '../../services/pembayaran/bank-days.ts';
import { daysAfter } from '../../services/pembayaran/denda.ts';
import { lastFour } from '../../services/pembayaran/journal.ts';
import { uangOf } from '../content/uang.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { Beda, HariBank, JenisBeda, RincianBeda, SumberDaftar } from '../views/pembayaran.ts';

export interface RekonsiliasiParts {
  readonly bankDays: BankDays;
  readonly now: () => Date;
}

/** A statement is read the day after, or after a long weekend. */
const DAYS_SHOWN = 14;
const MOST_SHOWN = 500;
const SOURCES: readonly string[] = ['laporan-bank', 'rekening-koran'] satisfies SumberDaftar[];

/** What banks say of their days, against what is booked. Nothing is asked of a bank here: whoever wants news asks the API. */
export function createRekonsiliasi({ bankDays, now }: RekonsiliasiParts): readonly Endpoint[] {
  async function overview(): Promise<readonly HariBank[]> {
    const today = jakartaDate(now());
    const days = await bankDays.between(daysAfter(today, 1 - DAYS_SHOWN), today);
    const shown: HariBank[] = [];
    // one after the other: a day may have a hundred thousand payments
    for (const day of days) shown.push(await dayShown(day));
    return shown;
  }

  async function dayShown(day: BankDay): Promise<HariBank> {
    const { instansi, tanggal, list } = day;
    const result = list && (await bankDays.compared(list.sumber, instansi, tanggal));
    return hariOf(day, result);
  }

  async function detail({ params }: ConsoleRequest): Promise<RincianBeda> {
    const { sumber = '', instansi = '', tanggal = '' } = params;
    const unknown = new Problem('tidak-ditemukan', { detail: 'Tidak ada daftar bank untuk hari ini.' });
    if (!SOURCES.includes(sumber) || !/^\d{4}-\d{2}-\d{2}$/.test(tanggal)) throw unknown;
    const days = await bankDays.between(tanggal, tanggal);
    const day = days.find((one) => one.instansi === instansi && one.list?.sumber === sumber);
    const result = day?.list && (await bankDays.compared(day.list.sumber, instansi, tanggal));
    if (!day || !result) throw unknown;
    const beda = differencesIn(result);
    return { hari: hariOf(day, result), beda: beda.slice(0, MOST_SHOWN), lebih: Math.max(0, beda.length - MOST_SHOWN) };
  }

  return [
    endpoint({ method: 'GET', path: '/rekonsiliasi', role: 'pengamat', run: overview }),
    endpoint({
      method: 'GET',
      path: '/rekonsiliasi/:sumber/:instansi/:tanggal',
      role: 'operator',
      action: 'rekonsiliasi-lihat',
      about: ({ params: { sumber = '', instansi = '', tanggal = '' } }) =>
        `${sumber} ${instansi} ${tanggal}`.slice(0, 100),
      run: detail,
    }),
  ];
}

function hariOf({ instansi, tanggal, booked, list }: BankDay, result: Rekonsiliasi | undefined): HariBank {
  const hub = uangOf(booked.filter(({ state }) => state === 'tercatat'));
  if (!list || !result) return { instansi, tanggal, hub, daftar: null };
  const { ringkas, cocok, jumlahCocok, tidakAdaDiBank, tidakAdaDiSini, nominalBeda } = result;
  return {
    ...{ instansi, tanggal, hub },
    daftar: {
      ...list,
      cocok: { jumlah: cocok, nominal: String(jumlahCocok) },
      bank: { jumlah: ringkas.bank.jumlah, nominal: String(ringkas.bank.nominal) },
      tidakAdaDiBank: tidakAdaDiBank.length,
      tidakAdaDiSini: tidakAdaDiSini.length,
      nominalBeda: nominalBeda.length,
    },
  };
}

/** What is missing here first: somebody paid and is still asked to. */
function differencesIn({ tidakAdaDiBank, tidakAdaDiSini, nominalBeda }: Rekonsiliasi): readonly Beda[] {
  const of = (jenis: JenisBeda, rows: Rekonsiliasi['nominalBeda']) => rows.map((row) => bedaOf(jenis, row));
  return [
    ...of('tidak-ada-di-sini', tidakAdaDiSini),
    ...of('nominal-beda', nominalBeda),
    ...of('tidak-ada-di-bank', tidakAdaDiBank),
  ];
}

function bedaOf(jenis: JenisBeda, row: Rekonsiliasi['nominalBeda'][number]): Beda {
  const { nomorBank, nominalBank, nominalHub, pada, ntpd, tagihan } = row;
  const text = (amount: number | null) => (amount === null ? null : String(amount));
  return {
    ...{ jenis, nomorBank: lastFour(nomorBank), nominalBank: text(nominalBank), nominalHub: text(nominalHub), pada },
    ntpd: ntpd === null ? null : inGroups(ntpd),
    tagihan: tagihan === null ? null : withoutLongNumbers(tagihan),
  };
}

/** 4 digits of the region, 6 of the day, 6 that count. */
function inGroups(ntpd: string): string {
  return ntpd.replace(/^(\d{4})(\d{6})(\d{6})$/, '$1-$2-$3');
}
