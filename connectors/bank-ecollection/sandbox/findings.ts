/** What comes of a request before it is put on the wire. */
export type Finding =
  | { readonly kind: 'done'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly status: string; readonly message: string };

export type Refusal = Extract<Finding, { readonly kind: 'refused' }>;

/** The sentences of section 6 of the eCollection notes, as BNI words them or near to it. */
const SENTENCES: Readonly<Record<string, string>> = {
  '001': 'Incomplete/invalid Parameter(s).',
  '002': 'IP address not allowed or wrong Client ID.',
  '004': 'Service not found.',
  '006': 'Invalid VA Number.',
  '007': 'Invalid Billing Number.',
  '009': 'Unexpected Error.',
  '011': 'Billing Type and Amount do not match.',
  '012': 'Invalid Expiry Date/Time.',
  '013': 'IDR currency cannot have billing amount with decimal fraction.',
  '016': 'Invalid Billing Type.',
  '100': 'Billing has been paid.',
  '101': 'Billing not found.',
  '102': 'VA Number is in use.',
  '103': 'Billing has been expired.',
  '105': 'Duplicate Billing ID.',
  '107': 'Amount can not be changed.',
  '201': 'SMS only for fixed payment.',
  '801': 'Billing type is not supported.',
  '996': 'Too many inquiry request per hour.',
  '998': 'Content-Type header not defined as it should be.',
};

export function refuse(status: string): Refusal {
  return { kind: 'refused', status, message: SENTENCES[status] ?? 'Error.' };
}
