import { Problem } from '../../api/problems.ts';
import { jakartaDate } from '../../mapping/jakarta.ts';
import { BILLS, type BillState } from '../../services/pembayaran/bill.ts';
import { daysAfter } from '../../services/pembayaran/denda.ts';
import { RECEIPTS } from '../../services/pembayaran/receipt.ts';
import { undecidedPayments } from '../../services/pembayaran/undecided.ts';
import type { FigureSum } from '../../store/records.ts';
import type { SealedRecords } from '../../store/sealed-records.ts';
import { masukOf, uangOf } from '../content/uang.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import { seldom } from '../seldom.ts';
import type { BarisMasuk, HariMasuk, Pembayaran } from '../views/pembayaran.ts';

export interface PembayaranParts {
  readonly records: Pick<SealedRecords, 'figures' | 'watched'>;
  readonly now: () => Date;
}

const RECEIPTS_MS = 1000;
const UNDECIDED_MS = 4000;
/** A city has as many bills as it has objects and years: they are counted seldom. */
const BILLS_MS = 30_000;
const SPANS = ['7', '30', '90'];
const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/** What came in today, held against yesterday and the same weekday, and how it went over weeks. */
export function createPembayaran({ records, now }: PembayaranParts) {
  const receipts = (from: string, to: string) => records.figures({ collection: RECEIPTS, from, to });
  const days = seldom(async () => {
    const hari = comparedDays(now());
    return { hari, sums: (await Promise.all(hari.map((day) => receipts(day, day)))).flat() };
  }, RECEIPTS_MS);
  const bills = seldom(() => records.figures({ collection: BILLS, from: FIRST_DAY, to: LAST_DAY }), BILLS_MS);
  const undecided = seldom(() => undecidedPayments(records, now()), UNDECIDED_MS);

  async function today(): Promise<Pembayaran> {
    const { hari, sums } = await days();
    const { count, andMore } = await undecided();
    return {
      hari,
      semua: lineOf('', sums, hari),
      perBank: linesBy('place', sums, hari),
      perJenis: linesBy('kind', sums, hari),
      belumPasti: { jumlah: count, lebih: andMore },
      tagihan: billsOf(await bills(), hari[0]),
    };
  }

  async function trend(span: number): Promise<readonly HariMasuk[]> {
    const last = jakartaDate(now());
    const sums = Map.groupBy(await receipts(daysAfter(last, 1 - span), last), ({ day }) => day);
    return Array.from({ length: span }, (_, index) => daysAfter(last, index + 1 - span)).map((tanggal) => ({
      ...{ tanggal, ...masukOf(sums.get(tanggal) ?? []) },
    }));
  }

  const endpoints: readonly Endpoint[] = [
    endpoint({ method: 'GET', path: '/pembayaran', role: 'pengamat', run: today }),
    endpoint({
      method: 'GET',
      path: '/pembayaran/tren',
      role: 'pengamat',
      query: ['hari'],
      async run({ query: { hari = '30' } }) {
        if (!SPANS.includes(hari))
          throw new Problem('permintaan-tidak-sah', { detail: `Rentang yang ada: ${SPANS.join(', ')} hari.` });
        return trend(Number(hari));
      },
    }),
  ];
  const topic: Topic = async () => ({ value: await today(), urgent: '' });
  return { endpoints, topics: { pembayaran: topic } };
}

type Days = Pembayaran['hari'];

function comparedDays(now: Date): Days {
  const today = jakartaDate(now);
  return [today, daysAfter(today, -1), daysAfter(today, -7)];
}

function lineOf(nama: string, sums: readonly FigureSum[], [today, yesterday, weekBefore]: Days): BarisMasuk {
  const of = (day: string) => masukOf(sums.filter((one) => one.day === day));
  return { nama, hariIni: of(today), kemarin: of(yesterday), pekanLalu: of(weekBefore) };
}

function linesBy(what: 'place' | 'kind', sums: readonly FigureSum[], hari: Days): readonly BarisMasuk[] {
  const lines = [...Map.groupBy(sums, (one) => one[what])].map(([nama, some]) => lineOf(nama, some, hari));
  return lines.sort((one, other) => (one.nama < other.nama ? -1 : 1));
}

function billsOf(sums: readonly FigureSum[], today: string): Pembayaran['tagihan'] {
  const of = (state: BillState) => sums.filter((one) => one.state === state);
  const [open, begun] = [of('terbuka'), of('sebagian')];
  const payable = (some: readonly FigureSum[]) => some.filter(({ day }) => day >= today);
  return {
    terbuka: uangOf(payable(open)),
    sebagian: uangOf(payable(begun)).jumlah,
    lewat: uangOf([...open, ...begun].filter(({ day }) => day < today)).jumlah,
  };
}
