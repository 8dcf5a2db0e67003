import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bankH2h } from '../../../connectors/bank-h2h/connector.ts';
import { bankH2hSandbox } from '../../../connectors/bank-h2h/sandbox/server.ts';
import { createTeller, type DialectName } from '../../../connectors/bank-h2h/sandbox/teller.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { CONFIG, NOP } from '../../connectors/bank-h2h/asked.ts';
import { loadShipped } from '../mapping/shipped.ts';
import { createBankDesk } from './bank-desk.ts';
import { type CallbackSurroundings, withCallbacks } from './with-callbacks.ts';

const START = '2026-02-03T03:15:40Z';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bankPublicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = {
  username: 'bankcontoh',
  password: 'sandi-contoh',
  clientId: 'HUB-CONTOH-001',
  clientSecret: 'rahasia-contoh-42',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  bearerToken: 'token-contoh-0042',
};
const shipped = loadShipped().releases;
const BILLS = [
  { nop: NOP, tahunPajak: '2026', total: 125_000 },
  { nop: NOP, tahunPajak: '2025', total: 124_800 },
];

interface Bank extends CallbackSurroundings {
  readonly desk: ReturnType<typeof createBankDesk>;
  readonly sandbox: SettableSandbox;
  readonly heard: readonly string[];
  teller(dialect: DialectName, instance?: string): ReturnType<typeof createTeller>;
}

interface Options {
  readonly releases?: readonly string[];
  readonly config?: object;
  readonly dialectOf?: (
    release: string,
  ) => (typeof shipped extends ReadonlyMap<string, infer One> ? One : never) | undefined;
}

const RELEASES = ['netral', 'netral-token', 'dialek-a', 'dialek-b', 'dialek-c', 'dialek-d', 'dialek-e'];

/** Two instances of the connector, in all dialects, in front of the same desk; and a bank that calls the first. */
async function withBank(options: Options, use: (bank: Bank) => Promise<void>): Promise<void> {
  const { releases = RELEASES, config = {}, dialectOf = (release) => shipped.get(`bank-h2h/${release}`) } = options;
  const desk = createBankDesk(BILLS);
  const heard: string[] = [];
  const settings = { ...CONFIG, bankPublicKey, ...config };
  const instances = ['bank', 'bank-dua'].map((name) => ({ name, connector: bankH2h as never, settings }));
  const dialectsOf = () => releases.flatMap((release) => dialectOf(release)?.dialect ?? []);
  const heardIn = (instance: string, release: string) => void heard.push(`${instance} ${release}`);
  await withCallbacks({ instances, services: desk.services, dialectsOf, heardIn, start: START }, async (given) => {
    const { now } = given.clock;
    const sandbox = await bankH2hSandbox.start({ now });
    sandbox.set({ cityUrl: `${given.url}/callbacks/bank`, ...keys });
    const teller: Bank['teller'] = (dialect, instance = 'bank') =>
      createTeller({ cityUrl: `${given.url}/callbacks/${instance}`, dialect, keys, bankCode: '117', now });
    try {
      await use({ ...given, desk, sandbox, heard, teller });
    } finally {
      await sandbox.close();
    }
  });
}

interface Entry {
  readonly state: string;
  readonly idPembayaran: string;
  readonly sent: number;
  readonly ntpd?: string;
  readonly code: string;
}
const pay = async ({ sandbox }: Bank, input: object = {}) =>
  (await sandbox.act('pay', { nop: NOP, tahunPajak: '2026', ...input })) as Entry;

const PBB = ['netral', 'netral-token', 'a', 'b', 'c', 'd'] as const;

test.each(PBB)('a payer pays a year of PBB at the counter of a bank that speaks %s', (dialect) =>
  withBank({}, async (bank) => {
    bank.sandbox.set({ dialect });
    const paid = await pay(bank, dialect === 'a' ? { tahunPajak: undefined } : {});
    expect(paid).toMatchObject({ state: 'accepted', sent: 1 });
    const [inquiry, payment] = bank.desk.asked;
    expect(inquiry).toMatchObject({ nop: NOP });
    expect(payment).toMatchObject({ nop: NOP, nominal: 125_000, idPembayaran: paid.idPembayaran });
    expect(bank.desk.paid()).toEqual({ [`${NOP} 2026`]: paid.idPembayaran });
    const ledger = bank.sandbox.ledger() as { payments: object[] };
    expect(ledger.payments).toMatchObject([{ nop: NOP, nominal: 125_000, state: 'accepted' }]);
    expect(bank.troubles).toEqual([]);
  }),
);

test.each(PBB)('a lost answer in %s is followed by the same number, and booked once', (dialect) =>
  withBank({}, async (bank) => {
    bank.sandbox.set({ dialect });
    const paid = await pay(bank, { lost: true, ...(dialect === 'a' ? { tahunPajak: undefined } : {}) });
    expect(paid).toMatchObject({ state: 'accepted', sent: 2 });
    expect(bank.desk.paid()).toEqual({ [`${NOP} 2026`]: paid.idPembayaran });
  }),
);

test('C pays two years in one payment', () =>
  withBank({}, async (bank) => {
    bank.sandbox.set({ dialect: 'c' });
    const paid = await pay(bank, { tahunPajak: undefined });
    expect(paid).toMatchObject({ state: 'accepted', code: '06', nominal: 249_800 });
    expect(Object.keys(bank.desk.paid())).toEqual([`${NOP} 2026`, `${NOP} 2025`]);
  }));

test.each(['netral', 'b'] as const)('%s reverses what it paid, by the number it knows', (dialect) =>
  withBank({}, async (bank) => {
    bank.sandbox.set({ dialect });
    const { idPembayaran } = await pay(bank);
    expect(await bank.sandbox.act('reverse', { reference: idPembayaran })).toMatchObject({ state: 'reversed' });
    expect(bank.desk.paid()).toEqual({});
    expect(await pay(bank, { reference: idPembayaran })).toMatchObject({ state: 'refused' });
  }),
);

test('a reversal before its payment finds nothing, and a status says what became of a number', () =>
  withBank({}, async ({ teller }) => {
    const { reversal, status } = teller('netral');
    expect(await reversal({ nop: NOP, reference: '990000000042' })).toMatchObject({ kind: 'refused', code: '25' });
    expect(await status('990000000042')).toMatchObject({ kind: 'refused', code: '25' });
  }));

const YEAR = { tahunPajak: '2026', pokok: 125_000, denda: 0, total: 125_000 };
const payment = (reference: string, nominal = 125_000) => ({
  ...{ nop: NOP, tahunPajak: '2026', reference, nominal, years: [YEAR] },
  paidAt: new Date(START),
});

test.each([
  { dialect: 'netral', wrong: '13', paid: '88', other: '94' },
  { dialect: 'a', wrong: '16', paid: '13', other: '99' },
  { dialect: 'b', wrong: '13', paid: '88', other: '13' },
  { dialect: 'c', wrong: '15', paid: '99', other: '88' },
  { dialect: 'd', wrong: '1', paid: '2', other: '1' },
] as const)('$dialect: another amount is $wrong, another number on a paid bill $paid, other content $other', (codes) =>
  withBank({}, async ({ teller, desk }) => {
    const counter = teller(codes.dialect);
    expect(await counter.payment(payment('9900000041', 100_000))).toMatchObject({ kind: 'refused', code: codes.wrong });
    expect(desk.paid()).toEqual({});
    expect(await counter.payment(payment('9900000042'))).toMatchObject({ kind: 'ok' });
    expect(await counter.payment(payment('9900000043'))).toMatchObject({ kind: 'refused', code: codes.paid });
    expect(await counter.payment(payment('9900000042', 1))).toMatchObject({ kind: 'refused', code: codes.other });
    expect(desk.paid()).toEqual({ [`${NOP} 2026`]: '9900000042' });
  }),
);

test('two banks at once, each with repeats: one of them has it', () =>
  withBank({}, async ({ teller, desk }) => {
    const tellers = [teller('netral'), teller('b', 'bank-dua')];
    const sent = tellers.flatMap((one, index) => [1, 2, 3].map(() => one.payment(payment(`990000004${index}`))));
    const kinds = (await Promise.all(sent)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'ok')).toHaveLength(3);
    expect(Object.keys(desk.paid())).toEqual([`${NOP} 2026`]);
  }));

test.each([
  { given: 'an altered byte', mishap: { altered: true } },
  { given: 'a clock ten minutes behind', mishap: { driftMs: -600_000 } },
])('with $given the neutral contract books nothing', ({ mishap }) =>
  withBank({}, async ({ teller, desk }) => {
    expect((await teller('netral').payment(payment('9900000042'), mishap)).kind).not.toBe('ok');
    expect(desk.asked).toEqual([]);
  }),
);

test('a bank that is down for a time takes nobody in', () =>
  withBank({}, async (bank) => {
    bank.sandbox.set({ open: 'no' });
    await expect(pay(bank)).rejects.toThrow('the bank is closed');
    bank.sandbox.set({ open: 'yes', dialect: 'netral-token' });
    expect(await pay(bank)).toMatchObject({ state: 'accepted' });
  }));

test.each([
  { input: {}, says: 'needs "nop" or "kodeBayar"' },
  { input: { nop: 42 }, says: 'are texts' },
  { input: { nop: NOP, nominal: 1.5 }, says: '"nominal" is a whole number' },
  { input: [], says: 'takes a JSON object' },
])('a payer who says $input is asked again: $says', ({ input, says }) =>
  withBank({}, async ({ sandbox }) => {
    await expect(sandbox.act('pay', input)).rejects.toThrow(says);
  }),
);

test('from another address than those of the list nobody is answered', () =>
  withBank({ config: { allowedAddresses: ['192.0.2.0/24'] } }, async ({ teller, desk }) => {
    expect(await teller('netral-token').inquiry({ nop: NOP })).toMatchObject({
      kind: 'refused',
      code: '63',
      http: 401,
    });
    expect(await teller('c').inquiry({ nop: NOP })).toMatchObject({ kind: 'refused', code: '04', http: 403 });
    expect(desk.asked).toEqual([]);
  }));

test('an address of no dialect is 404, another method 405, and an instance that nobody has 404', () =>
  withBank({}, async ({ url }) => {
    const statusOf = async (method: string, path: string) =>
      (await fetch(`${url}/callbacks/${path}`, { method })).status;
    expect(await statusOf('POST', 'bank/pbb/lain')).toBe(404);
    expect(await statusOf('PUT', 'bank/pbb/inquiry')).toBe(405);
    expect(await statusOf('POST', 'bank-lain/pbb/inquiry')).toBe(404);
  }));

test('which dialect an instance was asked in is told', () =>
  withBank({}, async ({ teller, heard }) => {
    await teller('a').inquiry({ nop: NOP });
    await teller('c', 'bank-dua').inquiry({ nop: NOP });
    expect(heard).toEqual(['bank dialek-a', 'bank-dua dialek-c']);
  }));

test('one edited line changes what code 13 means, for the next call', async () => {
  const own = await mkdtemp(join(tmpdir(), 'simpul-dialek-'));
  try {
    await cp(join(MAPPINGS, 'bank-h2h'), join(own, 'bank-h2h'), { recursive: true });
    let releases = loadShipped({ own }).releases;
    await withBank({ dialectOf: (release) => releases.get(`bank-h2h/${release}`) }, async ({ teller }) => {
      const counter = teller('a');
      await counter.payment(payment('9900000042'));
      expect(await counter.payment(payment('9900000043'))).toMatchObject({ code: '13' });
      const file = join(own, 'bank-h2h/dialek-a/release.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replace(
          "{ code: '13', is: refused, reason: sudah-lunas }",
          "{ code: '88', is: refused, reason: sudah-lunas }",
        ),
      );
      releases = loadShipped({ own }).releases;
      expect(await counter.payment(payment('9900000044'))).toMatchObject({ code: '88' });
    });
  } finally {
    await rm(own, { recursive: true });
  }
});
