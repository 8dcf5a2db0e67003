/** What a statement may tell of a payment. */
export type ColumnName = 'nomor' | 'nominal' | 'waktu' | 'jam' | 'permintaan' | 'va' | 'ntpd' | 'keadaan';

/** Headings that name each of them, in any case and spacing. Whoever imports may name others, and has the last word. */
const KNOWN: Readonly<Record<ColumnName, readonly string[]>> = {
  nomor: [
    ...['nomor bank', 'nomorbank', 'bankreference', 'bank reference', 'reference', 'reference no', 'referenceno'],
    ...['referensi', 'no referensi', 'nomor referensi', 'ntb', 'payment_ntb', 'no. referensi', 'no ref'],
  ],
  nominal: ['nominal', 'amount', 'jumlah', 'total', 'paid amount', 'paidamount', 'payment_amount', 'kredit', 'credit'],
  waktu: [
    ...['waktu', 'tanggal', 'time', 'date', 'paid at', 'paidat', 'tanggal bayar', 'waktu bayar', 'tanggal transaksi'],
    ...['trxdatetime', 'transaction date', 'datetime_payment', 'datetime_payment_iso8601'],
  ],
  jam: ['jam', 'waktu transaksi', 'transaction time'],
  permintaan: ['idpermintaan', 'id permintaan', 'paymentrequestid', 'payment request id', 'requestid', 'request id'],
  va: ['virtual account', 'virtualaccount', 'virtual_account', 'virtualaccountno', 'no va', 'nomor va'],
  ntpd: ['ntpd'],
  keadaan: [], // words of its own at every bank: read only where somebody names the column
};
const NEEDED: readonly ColumnName[] = ['nomor', 'nominal'];
export const COLUMN_NAMES = Object.keys(KNOWN) as readonly ColumnName[];

export type ChosenColumns = Partial<Readonly<Record<ColumnName, string>>>;

/** Where each column stands, from 0. */
export type Places = Partial<Readonly<Record<ColumnName, number>>>;
export type Header =
  | { readonly kind: 'header'; readonly places: Places }
  | { readonly kind: 'none' }
  /** A heading twice, or two headings for the same: nobody knows which is meant. */
  | { readonly kind: 'unclear'; readonly column: ColumnName; readonly headings: readonly string[] };

/** Whether a row is the header, with what was chosen by name or is known by it. */
export function headerIn(row: readonly string[], chosen: ChosenColumns): Header {
  const places: Partial<Record<ColumnName, number>> = {};
  for (const column of COLUMN_NAMES) {
    const heading = chosen[column];
    const names = heading === undefined ? KNOWN[column] : [heading];
    const wanted = new Set(names.map(folded));
    const found = [...row.entries()].filter(([, cell]) => wanted.has(folded(cell)));
    const [first, other] = found;
    if (first === undefined && (heading !== undefined || NEEDED.includes(column))) return { kind: 'none' };
    if (other) return { kind: 'unclear', column, headings: found.map(([, cell]) => cell.trim()) };
    if (first) [places[column]] = first;
  }
  return { kind: 'header', places };
}

function folded(heading: string): string {
  return heading.trim().replace(/\s+/g, ' ').toUpperCase();
}

/** `nomor=Reference,nominal=Amount`; a text is why it cannot be taken. */
export function readChosen(text: string): ChosenColumns | string {
  const chosen: Partial<Record<ColumnName, string>> = {};
  for (const pair of text.split(',')) {
    const [, name = '', heading = ''] = /^\s*([a-z]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (heading === '') return `"${pair.trim()}" is no column=heading`;
    const column = COLUMN_NAMES.find((known) => known === name);
    if (column === undefined) return `there is no column "${name}"; there are ${COLUMN_NAMES.join(', ')}`;
    if (chosen[column] !== undefined) return `"${column}" is there twice`;
    chosen[column] = heading;
  }
  return chosen;
}
