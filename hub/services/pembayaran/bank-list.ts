import { MOST_RUPIAH, type Rupiah, toRupiah } from '../../../connectors/rupiah.ts';
import type { TransaksiBank } from '../../../openapi/generated/types.ts';
import type { Figure } from '../../store/records.ts';
import type { Keep, SealedRecords } from '../../store/sealed-records.ts';

/** One payment as a bank lists it. What it does not say is `null`. */
export interface BankRow {
  readonly nomorBank: string;
  /** What the bank called the payment by when it spoke to the city. */
  readonly idPermintaan: string | null;
  /** The whole number of the account, digits only. */
  readonly virtualAccount: string | null;
  readonly nominal: Rupiah;
  /** ISO 8601 with an offset. */
  readonly dibayarPada: string | null;
  /** The city's own number, where the bank lists it. */
  readonly ntpd: string | null;
}

/** A bank's payments of one day. */
export interface BankList {
  readonly rows: readonly BankRow[];
  /** Since when it is so (Unix, milliseconds): what was paid after it cannot be in it. */
  readonly pada: number;
}

/** `laporan-bank`: the bank was asked. `rekening-koran`: somebody took in a file of the bank's. */
export type ListSource = 'laporan-bank' | 'rekening-koran';

type Records = Pick<SealedRecords, 'get' | 'put'>;

export function listId(instansi: string, tanggal: string): string {
  return `${instansi} ${tanggal}`;
}

/** The collections have the names of the sources. */
export async function keptList(
  source: ListSource,
  instansi: string,
  tanggal: string,
  records: Pick<Records, 'get'>,
): Promise<BankList | undefined> {
  return (await records.get<BankList>(source, listId(instansi, tanggal)))?.value;
}

export function listRecord(source: ListSource, instansi: string, tanggal: string, list: BankList): Keep<BankList> {
  return {
    ...{ collection: source, id: listId(instansi, tanggal), owner: '', state: '', group: instansi },
    ...{ createdAt: list.pada, updatedAt: list.pada, watchAt: null, value: list },
    figure: listFigure(instansi, tanggal, list),
  };
}

/** A bank's list of a day with what it sums up to; its kind is the moment as of which it is (ISO 8601, UTC). */
export function listFigure(instansi: string, tanggal: string, { rows, pada }: BankList): Figure {
  const amount = rows.reduce((sum, { nominal }) => sum + BigInt(nominal), 0n);
  return { day: tanggal, place: instansi, kind: new Date(pada).toISOString(), amount: Number(amount) };
}

/** Money that is not on its way any more, and did arrive. Throws a RangeError for more than a day can bring. */
export function rowsOf(payments: readonly TransaksiBank[]): readonly BankRow[] {
  const paid = payments.filter(({ keadaan }) => keadaan === undefined || keadaan === 'berhasil');
  const rows = paid.map(({ nomorBank, idPermintaan, virtualAccount, nominal, dibayarPada }) => ({
    ...{ nomorBank, idPermintaan: idPermintaan ?? null, virtualAccount: virtualAccount ?? null },
    ...{ nominal: toRupiah(nominal), dibayarPada: dibayarPada ?? null, ntpd: null },
  }));
  if (isTooMuch(rows)) throw new RangeError('more money than a day can bring');
  return rows;
}

/** Beyond what an amount can hold: the list is not what it is taken for. */
export function isTooMuch(rows: readonly Pick<BankRow, 'nominal'>[]): boolean {
  return rows.reduce((sum, { nominal }) => sum + BigInt(nominal), 0n) > BigInt(MOST_RUPIAH);
}
