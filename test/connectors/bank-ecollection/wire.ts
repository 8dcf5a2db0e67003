import type { BankEcollectionConfig } from '../../../openapi/generated/config.ts';

/** The moment, the keys and the bill of the eCollection notes, sections 3.3 and 4.1. */
export const NOW = new Date('2026-02-03T10:15:30+07:00');
export const SECONDS = 1770088530;
export const KEYS = { clientId: '00777', secretKey: '00112233445566778899aabbccddeeff' };

export const CONFIG: BankEcollectionConfig = {
  baseUrl: 'http://127.0.0.1:1',
  ...KEYS,
  numberPrefix: '8',
  clockWindowSeconds: 480,
  closeAfterSeconds: 60,
  noticeStatus: { contentType: '998', body: '001', client: '002', data: '009', refused: '999' },
};

export const BILL = {
  trxId: 'PBB-2026-0042',
  nomorPelanggan: '0000000042',
  nomor: '8007770000000042',
  nama: 'RINA CONTOH',
  nominal: 125000,
  jenis: 'tetap',
  berlakuSampai: '2026-12-31T23:59:59+07:00',
  keterangan: 'PBB 2026',
};

/** The answer of section 4.2, to the letter. */
export const INQUIRY =
  '{"client_id":"00777","trx_id":"PBB-2026-0042","trx_amount":"125000","virtual_account":"8007770000000042","customer_name":"RINA CONTOH","customer_phone":null,"customer_email":null,' +
  '"datetime_created":"2026-02-03 10:15:31","datetime_expired":"2026-12-31 23:59:59","datetime_payment":null,"datetime_last_updated":"2026-02-03 10:15:31","payment_ntb":null,"payment_amount":"0",' +
  '"va_status":"1","billing_type":"c","description":"PBB 2026","datetime_created_iso8601":"2026-02-03T10:15:31+07:00","datetime_expired_iso8601":"2026-12-31T23:59:59+07:00",' +
  '"datetime_payment_iso8601":null,"datetime_last_updated_iso8601":"2026-02-03T10:15:31+07:00"}';

/** The notification of section 5, to the letter. */
export const NOTICE = {
  trx_id: 'PBB-2026-0042',
  virtual_account: '8007770000000042',
  customer_name: 'RINA CONTOH',
  trx_amount: '125000',
  payment_amount: '125000',
  cumulative_payment_amount: '125000',
  payment_ntb: '990042',
  datetime_payment: '2026-02-04 09:00:10',
  datetime_payment_iso8601: '2026-02-04T09:00:10+07:00',
};

interface Sealing {
  readonly at?: number;
  readonly secretKey?: string;
  readonly clientId?: string;
  /** The left part as it stands, in place of the reversed time. */
  readonly time?: string;
}

/** ASCII text encoded by the rule of section 3.1 alone: no line is shared with the connector or the sandbox. */
export function sealed(json: string, { at = SECONDS, time = backwards(`${at}`), ...keys }: Sealing = {}): string {
  const { clientId, secretKey } = { ...KEYS, ...keys };
  const sums = Array.from(`${time}.${json}`, (character, index) => {
    return (character.charCodeAt(0) + sumOfKeys([clientId, secretKey], index)) % 128;
  });
  return Buffer.from(sums).toString('base64url');
}

/** Every plain byte as a character. */
export function plainOf(data: string, { clientId, secretKey } = KEYS): string {
  const letters = Array.from(Buffer.from(data, 'base64url'), (byte, index) => {
    const sum = sumOfKeys([clientId, secretKey], index);
    return String.fromCharCode((byte + 256 - (sum % 128)) % 128);
  });
  return letters.join('');
}

/** What stands inside, unchecked. */
export function unsealed(data: string, keys = KEYS): { readonly time: string; readonly json: string } {
  const plain = plainOf(data, keys);
  const dot = plain.indexOf('.');
  return { time: backwards(plain.slice(0, dot)), json: plain.slice(dot + 1) };
}

function sumOfKeys(keys: readonly string[], index: number): number {
  return keys.reduce((total, key) => total + (key.at((index % key.length) - 1) ?? '').charCodeAt(0), 0);
}

function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

/** One byte of the data raised, as anybody on the way can. */
export function shifted(data: string, at: number, by: number): string {
  const bytes = Buffer.from(data, 'base64url');
  bytes[at] = ((bytes[at] ?? 0) + by) % 128;
  return bytes.toString('base64url');
}

export function good(json: string, sealing: Sealing = {}): string {
  return JSON.stringify({ status: '000', data: sealed(json, sealing) });
}

export function bad(status: string, message = 'Pesan bank.'): string {
  return JSON.stringify({ status, message });
}

/** The object with some members replaced or, with `undefined`, left out. */
export function changedJson(json: string, members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(json) as object), ...members });
}
