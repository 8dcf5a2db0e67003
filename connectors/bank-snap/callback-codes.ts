/** HTTP status and case of a response code, and its sentence (the SNAP notes, sections 3, 7.3, 8 and 9). */
export interface Case {
  readonly status: number;
  readonly case: string;
  /** `{name}` is the member or header in question. */
  readonly says: string;
}

export const cases = {
  done: { status: 200, case: '00', says: 'Successful' },
  'bad-request': { status: 400, case: '00', says: 'Bad Request' },
  malformed: { status: 400, case: '01', says: 'Invalid Field Format {name}' },
  missing: { status: 400, case: '02', says: 'Invalid Mandatory Field {name}' },
  signature: { status: 401, case: '00', says: 'Unauthorized. [Signature]' },
  stale: { status: 401, case: '00', says: 'Unauthorized. [X-TIMESTAMP]' },
  client: { status: 401, case: '00', says: 'Unauthorized. [Unknown Client]' },
  token: { status: 401, case: '01', says: 'Invalid Token (B2B)' },
  'not-allowed': { status: 403, case: '01', says: 'Feature Not Allowed' },
  'invalid-status': { status: 404, case: '00', says: 'Invalid Transaction Status' },
  'no-transaction': { status: 404, case: '01', says: 'Transaction Not Found' },
  unknown: { status: 404, case: '12', says: 'Invalid Bill/Virtual Account' },
  amount: { status: 404, case: '13', says: 'Invalid Amount' },
  paid: { status: 404, case: '14', says: 'Paid Bill' },
  repeated: { status: 404, case: '18', says: 'Inconsistent Request' },
  expired: { status: 404, case: '19', says: 'Bill Expired' },
  conflict: { status: 409, case: '00', says: 'Conflict' },
  timeout: { status: 504, case: '00', says: 'Timeout' },
} as const satisfies Readonly<Record<string, Case>>;

export type CaseName = keyof typeof cases;

/** What the city's refusals are called (section 7.3). One that is not here is `bad-request`. */
export const refusals: Readonly<Record<string, CaseName>> = {
  'tidak-ditemukan': 'unknown',
  'sudah-lunas': 'paid',
  kedaluwarsa: 'expired',
  'nomor-luar-terpakai': 'conflict',
  'nominal-beda': 'amount',
  format: 'malformed',
  // 404 18 would be right by its name, but counts as success where the first payment was one (section 7.3)
  'nomor-sama-isi-beda': 'invalid-status',
  'sudah-dibalik': 'invalid-status',
};

/** Where the same refusal has another code: a QR payment is a transaction and no bill (section 8). */
export const qrRefusals: Readonly<Record<string, CaseName>> = { ...refusals, 'tidak-ditemukan': 'no-transaction' };
