/** How a member of a call is read. Lengths are the most (the SNAP notes, sections 6 to 8). */
export interface WireField {
  readonly as: 'digits' | 'account' | 'text' | 'number' | 'amount' | 'moment' | 'list' | 'object';
  readonly most?: number;
  readonly required?: true;
  /** Another spelling of the name that is met. */
  readonly or?: string;
  /** What it is called in the question to the city; absent: read for its form only. */
  readonly asked?: string;
}
export type WireFields = Readonly<Record<string, WireField>>;

const accountNumber: WireFields = {
  partnerServiceId: { as: 'account', most: 8, required: true },
  customerNo: { as: 'digits', most: 20, required: true, asked: 'nomorPelanggan' },
  virtualAccountNo: { as: 'account', most: 28, required: true, asked: 'virtualAccount' },
};
const source: WireFields = {
  channelCode: { as: 'number', most: 4, asked: 'kanal' },
  hashedSourceAccountNo: { as: 'text', most: 32 },
  sourceBankCode: { as: 'text', most: 11 },
};

/** Section 7.1. */
export const inquiryFields: WireFields = {
  ...accountNumber,
  inquiryRequestId: { as: 'text', most: 128, required: true, asked: 'idPermintaan' },
  trxDateInit: { as: 'moment', or: 'txnDateInit' },
  ...source,
  language: { as: 'text', most: 2 },
  amount: { as: 'amount' },
  passApp: { as: 'text', most: 64 },
  additionalInfo: { as: 'object' },
};

/** Section 7.2. */
export const paymentFields: WireFields = {
  ...accountNumber,
  paymentRequestId: { as: 'text', most: 128, required: true, asked: 'idPembayaran' },
  paidAmount: { as: 'amount', required: true, asked: 'nominal' },
  virtualAccountName: { as: 'text', most: 255 },
  virtualAccountEmail: { as: 'text', most: 255 },
  virtualAccountPhone: { as: 'text', most: 30 },
  trxId: { as: 'text', most: 64, asked: 'trxId' },
  ...source,
  cumulativePaymentAmount: { as: 'amount' },
  paidBills: { as: 'text', most: 6 },
  totalAmount: { as: 'amount' },
  trxDateTime: { as: 'moment', asked: 'dibayarPada' },
  referenceNo: { as: 'text', most: 64, asked: 'nomorBank' },
  journalNum: { as: 'text', most: 6 },
  paymentType: { as: 'text', most: 1 },
  flagAdvise: { as: 'text', most: 1, asked: 'ulangan' },
  subCompany: { as: 'text', most: 5 },
  billDetails: { as: 'list' },
  freeTexts: { as: 'list' },
  additionalInfo: { as: 'object' },
};

/** Section 7.6, service 34. It has no amount of its own; some senders put one in. */
export const intrabankFields: WireFields = {
  ...accountNumber,
  inquiryRequestId: { as: 'text', most: 128 },
  paymentRequestId: { as: 'text', most: 128, asked: 'idPembayaran' },
  partnerReferenceNo: { as: 'text', most: 128 },
  referenceNo: { as: 'text', most: 64, asked: 'nomorBank' },
  trxId: { as: 'text', most: 64, asked: 'trxId' },
  trxDateTime: { as: 'moment', asked: 'dibayarPada' },
  paymentStatus: { as: 'text', most: 20, asked: 'keadaan' },
  paidAmount: { as: 'amount', asked: 'nominal' },
  totalAmount: { as: 'amount', asked: 'nominalTagihan' },
  paymentFlagReason: { as: 'object' },
  additionalInfo: { as: 'object' },
};

/** Section 8, service 52. */
export const qrFields: WireFields = {
  originalReferenceNo: { as: 'text', most: 64, required: true, asked: 'nomorBank' },
  latestTransactionStatus: { as: 'text', most: 2, required: true, asked: 'keadaan' },
  originalPartnerReferenceNo: { as: 'text', most: 64, asked: 'trxId' },
  transactionStatusDesc: { as: 'text', most: 50 },
  customerNumber: { as: 'text', most: 64 },
  destinationAccountName: { as: 'text', most: 25 },
  amount: { as: 'amount', asked: 'nominal' },
  sessionId: { as: 'text', most: 25 },
  bankCode: { as: 'text', most: 11 },
  additionalInfo: { as: 'object' },
};

/** `latestTransactionStatus` (section 8). Only `00` is money that came in. */
export const qrStates: ReadonlyMap<string, string> = new Map([
  ['00', 'berhasil'],
  ['01', 'menunggu'],
  ['02', 'menunggu'],
  ['03', 'menunggu'],
  ['04', 'dikembalikan'],
  ['05', 'dibatalkan'],
  ['06', 'gagal'],
  ['07', 'menunggu'],
]);

/** `paymentStatus` of service 34, whose words no document gives (unverified). None at all is a payment that came in. */
export const intrabankStates: ReadonlyMap<string, string> = new Map([
  ['', 'berhasil'],
  ['00', 'berhasil'],
  ['success', 'berhasil'],
  ['successful', 'berhasil'],
  ['sukses', 'berhasil'],
  ['berhasil', 'berhasil'],
  ['paid', 'berhasil'],
  ['failed', 'gagal'],
  ['gagal', 'gagal'],
  ['cancelled', 'dibatalkan'],
  ['refunded', 'dikembalikan'],
]);
