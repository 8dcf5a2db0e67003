import { expect, test } from '@jest/globals';
import { bankEcollection } from '../../../connectors/bank-ecollection/connector.ts';
import { type Question, requestFor } from './reading.ts';
import { BILL, CONFIG, KEYS, NOW, SECONDS, sealed, unsealed } from './wire.ts';

interface Sent {
  readonly client_id: string;
  readonly prefix?: string;
  readonly data: string;
}

async function sent(question: Question): Promise<{ readonly envelope: Sent; readonly content: unknown }> {
  const { body = '' } = await requestFor(question);
  const envelope = JSON.parse(body) as Sent;
  return { envelope, content: JSON.parse(unsealed(envelope.data).json) };
}

test('one address, one type of content, and the action inside the data', async () => {
  const request = await requestFor({ operation: 'va-inquiry', headers: { 'Idempotency-Key': 'psn_1' } });
  expect(request).toMatchObject({
    method: 'POST',
    url: 'http://127.0.0.1:1/',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'psn_1' },
  });
  expect(JSON.parse(request.body ?? '')).toEqual({
    client_id: '00777',
    data: sealed('{"type":"inquirybilling","client_id":"00777","trx_id":"PBB-2026-0042"}'),
  });
});

test('the prefix is sent where the contract has one, and only there', async () => {
  expect((await sent({ operation: 'va-create' })).envelope).not.toHaveProperty('prefix');
  const config = { ...CONFIG, clientId: '777', prefix: '988' };
  const { body = '' } = await requestFor({ operation: 'va-inquiry', config });
  const envelope = JSON.parse(body) as Sent;
  expect(envelope).toMatchObject({ client_id: '777', prefix: '988' });
  expect(unsealed(envelope.data, { ...KEYS, clientId: '777' }).json).toContain('"client_id":"777"');
});

test('the time inside is that of the call, in whole seconds', async () => {
  const { envelope } = await sent({ operation: 'va-inquiry', now: () => new Date(NOW.getTime() + 999) });
  expect(unsealed(envelope.data).time).toBe(String(SECONDS));
});

const created = {
  type: 'createbilling',
  client_id: '00777',
  trx_id: 'PBB-2026-0042',
  trx_amount: '125000',
  billing_type: 'c',
  customer_name: 'RINA CONTOH',
  customer_email: '',
  customer_phone: '',
  virtual_account: '8007770000000042',
  datetime_expired: '2026-12-31T23:59:59+07:00',
  description: 'PBB 2026',
};
const { virtual_account: _number, billing_type: _type, ...others } = created;
const updated = { ...others, type: 'updatebilling' };

test.each<{ given: string; question: Question; want: object }>([
  { given: 'the bill of section 4.1', question: { operation: 'va-create' }, want: created },
  {
    given: 'instalments',
    question: { operation: 'va-create', asked: { ...BILL, jenis: 'cicil' } },
    want: { ...created, billing_type: 'i' },
  },
  {
    given: 'an open bill, which has no amount (011)',
    question: { operation: 'va-create', asked: { ...BILL, jenis: 'terbuka' } },
    want: { ...created, billing_type: 'o', trx_amount: '0' },
  },
  {
    given: 'a bill without an end',
    question: { operation: 'va-create', asked: { ...BILL, berlakuSampai: null } },
    want: { ...created, datetime_expired: undefined },
  },
  {
    given: 'fractions of a second, which BNI does not write',
    question: { operation: 'va-create', asked: { ...BILL, berlakuSampai: '2026-12-31T16:59:59.250Z' } },
    want: created,
  },
  {
    given: 'a name and a description that are too long',
    question: { operation: 'va-create', asked: { ...BILL, nama: 'N'.repeat(256), keterangan: `${'K'.repeat(99)} K` } },
    want: { ...created, customer_name: 'N'.repeat(255), description: 'K'.repeat(99) },
  },
  {
    given: 'a name whose last character is two units',
    question: { operation: 'va-create', asked: { ...BILL, nama: `${'N'.repeat(254)}😀N` } },
    want: { ...created, customer_name: `${'N'.repeat(254)}😀` },
  },
  {
    given: 'the largest amount, 14 digits',
    question: { operation: 'va-create', asked: { ...BILL, nominal: 99_999_999_999_999 } },
    want: { ...created, trx_amount: '99999999999999' },
  },
  {
    given: 'a change: every value again, without type and number of the account',
    question: { operation: 'va-update', asked: { ...BILL, email: 'rina@contoh.invalid', telepon: '6280000000000' } },
    want: { ...updated, customer_email: 'rina@contoh.invalid', customer_phone: '6280000000000' },
  },
  {
    given: 'a change of an open bill',
    question: { operation: 'va-update', asked: { ...BILL, jenis: 'terbuka' } },
    want: { ...updated, trx_amount: '0' },
  },
  {
    given: 'a withdrawal: every value again, and the expiry a minute ahead',
    question: { operation: 'va-delete' },
    want: { ...updated, datetime_expired: '2026-02-03T10:16:30+07:00' },
  },
  {
    given: 'a withdrawal as the instance has it',
    question: { operation: 'va-delete', config: { ...CONFIG, closeAfterSeconds: 600 } },
    want: { ...updated, datetime_expired: '2026-02-03T10:25:30+07:00' },
  },
  {
    given: 'a withdrawal of a newer contract',
    question: { operation: 'va-delete', release: 'ecollection-3' },
    want: {
      ...{ type: 'inactivebilling', client_id: '00777' },
      ...{ trx_id: 'PBB-2026-0042', virtual_account: '8007770000000042' },
    },
  },
  {
    given: 'a change of a newer contract, which inherits it',
    question: { operation: 'va-update', release: 'ecollection-3' },
    want: updated,
  },
])('$given', async ({ question, want }) => {
  expect((await sent(question)).content).toEqual(JSON.parse(JSON.stringify(want)));
});

test.each([
  { asked: { ...BILL, nominal: 125000.5 }, lacks: 'nominal' },
  { asked: { ...BILL, jenis: 'lain' }, lacks: 'jenis' },
  { asked: { ...BILL, nomor: '80077700000042' }, lacks: 'nomor' },
  { asked: { ...BILL, nama: '' }, lacks: 'nama' },
])('a question with a bad $lacks is never sent', async ({ asked, lacks }) => {
  await expect(requestFor({ operation: 'va-create', asked })).rejects.toThrow(lacks);
});

test.each([
  { given: { clientId: '00777', prefix: '8' }, before: '800777', digits: '10' },
  { given: { clientId: '777', prefix: '988' }, before: '988777', digits: '10' },
  { given: { clientId: '00777' }, before: '800777', digits: '10' },
  { given: { clientId: '77', numberPrefix: '988' }, before: '98877', digits: '11' },
])('account numbers of $given begin with $before', ({ given, before, digits }) => {
  expect(bankEcollection.settingsOf({ ...CONFIG, ...given })).toEqual({
    virtualAccountPrefix: before,
    customerDigits: digits,
    virtualAccountIssuer: 'bank',
  });
});
