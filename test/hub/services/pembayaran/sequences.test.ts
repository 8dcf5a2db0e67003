import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CallbackAnswer } from '../../../../connectors/callback.ts';
import { BILLS, type Bill, receivedOf } from '../../../../hub/services/pembayaran/bill.ts';
import { batalPembayaran } from '../../../../hub/services/pembayaran/cancelling.ts';
import { hear } from '../../../../hub/services/pembayaran/hearing.ts';
import { inquire } from '../../../../hub/services/pembayaran/inquiry.ts';
import { pay } from '../../../../hub/services/pembayaran/paying.ts';
import { type KeptPayment, PAYABLE, PAYMENTS, type Payment } from '../../../../hub/services/pembayaran/payment.ts';
import { terbitkanTagihan } from '../../../../hub/services/pembayaran/publishing.ts';
import { type KeptReceipt, RECEIPTS, type Receipt } from '../../../../hub/services/pembayaran/receipt.ts';
import { mintaPembayaran } from '../../../../hub/services/pembayaran/requesting.ts';
import { reverse } from '../../../../hub/services/pembayaran/reversing.ts';
import { Refusal } from '../../../../hub/services/refusal.ts';
import type { Pembayaran, PermintaanTagihan } from '../../../../openapi/generated/types.ts';
import { fakeBank } from './fake-bank.ts';
import { BNI, billOf, type Money, SUMUT, withMoney } from './with-money.ts';

/** `SIMPUL_SEQUENCES=5000` for a long run. A failure prints seed and path: give them back as SIMPUL_SEED, SIMPUL_PATH. */
const RUNS = Number(process.env.SIMPUL_SEQUENCES ?? 250);
const SEED = Number(process.env.SIMPUL_SEED ?? Date.now() % 2 ** 31);

const BEGINNING = Date.parse('2026-02-03T03:15:30Z');

/** What can happen to a bill. Numbers of banks come from a small pool, so that they come again. */
type Act =
  | { readonly do: 'inquire' }
  | { readonly do: 'pay'; readonly id: number; readonly share: number; readonly bank: string; readonly copies: number }
  | { readonly do: 'reverse'; readonly id: number; readonly bank: string; readonly copies: number }
  | { readonly do: 'account'; readonly instansi: string }
  | { readonly do: 'pay-account'; readonly id: number; readonly which: number; readonly copies: number }
  | {
      readonly do: 'paid-at-bank';
      readonly which: number;
      readonly share: number;
      readonly strong: boolean;
      readonly copies: number;
    }
  | { readonly do: 'amend'; readonly pokok: number }
  | { readonly do: 'cancel'; readonly which: number }
  | { readonly do: 'lose'; readonly operation: string; readonly done: boolean }
  | { readonly do: 'wait'; readonly minutes: number };

const copies = fc.integer({ min: 1, max: 3 });
const id = fc.integer({ min: 0, max: 4 });
const which = fc.integer({ min: 0, max: 3 });
const share = fc.constantFrom(100, 100, 100, 50, 130);
const bank = fc.constantFrom(SUMUT, SUMUT, 'bank-lain');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('inquire' as const) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), id, share, bank, copies }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), id, bank, copies }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('account' as const), instansi: fc.constantFrom(SUMUT, BNI) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay-account' as const), id, which, copies }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('paid-at-bank' as const), which, share, strong: fc.boolean(), copies }),
  },
  fc.record({ do: fc.constant('amend' as const), pokok: fc.constantFrom(125000, 150000, 90000) }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({
    do: fc.constant('lose' as const),
    operation: fc.constantFrom('va-create', 'va-update', 'va-delete', 'va-inquiry'),
    done: fc.boolean(),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10, 700, 1500, 45_000) }),
);

const rule = fc.record({
  aturanBayar: fc.constantFrom('tetap' as const, 'tetap' as const, 'cicil' as const, 'terbuka' as const),
  kelebihan: fc.constantFrom('tolak' as const, 'terima' as const),
});

/** What the banks believe: the money that each number brought, and whether it was taken back. */
type Ledger = Map<string, { nominal: number; reversed: boolean }>;

interface World {
  readonly money: Money;
  readonly bank: ReturnType<typeof fakeBank>;
  /** How it may be paid. */
  readonly terms: Pick<PermintaanTagihan, 'aturanBayar' | 'kelebihan'>;
  readonly bill: string;
  readonly nop: string;
  readonly ledger: Ledger;
  readonly payments: string[];
  serial: number;
}

const many = <Result>(count: number, run: () => Promise<Result>) => Promise.all(Array.from({ length: count }, run));
const allowed = (run: Promise<unknown>) =>
  run.catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });

async function owed(world: World): Promise<number> {
  const answer = await world.money.call(inquire, { nop: world.nop, tahunPajak: '2026' });
  return answer.kind === 'done' ? Number(answer.value.total) : 125000;
}

function note(
  world: World,
  bankName: string,
  number: string,
  answers: readonly CallbackAnswer[],
  nominal: number,
): void {
  const done = answers.filter((one) => one.kind === 'done');
  const firsts = done.filter((one) => one.kind === 'done' && one.value.ulang === false);
  expect(answers.every(({ kind }) => kind !== 'unavailable')).toBe(true);
  expect(firsts.length).toBeLessThanOrEqual(1);
  const key = `${bankName} ${number}`;
  if (firsts.length === 1) {
    expect(world.ledger.has(key)).toBe(false); // booked twice under one number
    world.ledger.set(key, { nominal, reversed: false });
  }
  if (done.length > 0) expect(world.ledger.get(key)?.nominal).toBe(nominal);
}

async function play(one: Act, world: World): Promise<void> {
  const { money, bill, nop, ledger, payments } = world;
  const payment = (index: number) => payments[index % Math.max(1, payments.length)];
  switch (one.do) {
    case 'inquire':
      await owed(world);
      return;
    case 'pay': {
      const number = `${bill} NTB-${one.id}`;
      const nominal = Math.floor(((await owed(world)) * one.share) / 100);
      const asked = { nop, tahunPajak: '2026', idPembayaran: number, nomorBank: number, nominal };
      note(world, one.bank, number, await many(one.copies, () => money.call(pay, asked, one.bank)), nominal);
      return;
    }
    case 'reverse': {
      const number = `${bill} NTB-${one.id}`;
      const answers = await many(one.copies, () => money.call(reverse, { idPembayaran: number }, one.bank));
      const there = ledger.get(`${one.bank} ${number}`);
      if (answers.some(({ kind }) => kind === 'done')) {
        expect(there).toBeDefined();
        if (there) there.reversed = true;
      } else expect(there?.reversed ?? false).toBe(false);
      return;
    }
    case 'account': {
      const result = await allowed(money.run(mintaPembayaran, { tagihan: bill, cara: 'va', instansi: one.instansi }));
      const id = (result as { body?: { data: Pembayaran } } | undefined)?.body?.data.id;
      if (id !== undefined && !payments.includes(id)) payments.push(id);
      return;
    }
    case 'pay-account': {
      const there = await kept(payment(one.which), world);
      if (there?.value.instansi !== SUMUT) return;
      const number = `${bill} VA-${one.id}`;
      const asked = {
        nomorPelanggan: there.value.nomorPelanggan,
        idPembayaran: number,
        nomorBank: number,
        nominal: await owed(world),
      };
      note(world, SUMUT, number, await many(one.copies, () => money.call(pay, asked)), asked.nominal);
      return;
    }
    case 'paid-at-bank':
      return paidAtBank(one, world);
    case 'amend':
      await allowed(money.run(terbitkanTagihan, billFor(world, one.pokok)));
      return;
    case 'cancel': {
      const chosen = payment(one.which);
      if (chosen) await allowed(money.run(batalPembayaran, { id: chosen }));
      return;
    }
    case 'lose':
      world.bank.fail(one.operation, 'lost', one.done && one.operation !== 'va-inquiry');
      return;
    case 'wait':
      money.clock.pass(one.minutes);
      await money.tend();
      return;
    default:
      one satisfies never;
  }
}

/** Somebody pays at the machine of a bank that holds the account itself, and the bank says so in several copies. */
async function paidAtBank(one: Act & { readonly do: 'paid-at-bank' }, world: World): Promise<void> {
  const { money, bank, ledger, payments } = world;
  const there = await kept(payments[one.which % Math.max(1, payments.length)], world);
  const account = there && bank.accounts.get(there.value.trxId);
  if (there?.value.instansi !== BNI || !account?.aktif) return;
  world.serial += 1;
  const nomorBank = `${world.bill} ${990000 + world.serial}`;
  const nominal = Math.floor((account.nominal * one.share) / 100);
  bank.pay(there.value.trxId, nominal, nomorBank);
  ledger.set(`${BNI} ${nomorBank}`, { nominal, reversed: false });
  const asked = {
    trxId: there.value.trxId,
    nomorBank,
    nominal,
    keadaan: 'berhasil',
    bukti: one.strong ? 'kuat' : 'lemah',
  } as const;
  const answers = await many(one.copies, () => money.call(hear, asked, BNI));
  expect(answers.every(({ kind }) => kind === 'done')).toBe(true);
}

const kept = (id: string | undefined, { money }: World): Promise<KeptPayment | undefined> =>
  id === undefined ? Promise.resolve(undefined) : money.records.get<Payment>(PAYMENTS, id);

function billFor({ bill, nop, terms }: World, pokok: number) {
  return billOf({ id: bill, objek: { nop }, pokok, ...terms });
}

async function receiptsOf(payments: readonly string[], bill: string, { records }: Money) {
  const found: KeptReceipt[] = [];
  for (let before: number | undefined; ; ) {
    const page = await records.list<Receipt>({
      collection: RECEIPTS,
      limit: 200,
      ...(before === undefined ? {} : { before }),
    });
    found.push(...page.filter(({ value }) => value.tagihan === bill));
    const last = page.at(-1);
    if (page.length < 200 || !last || payments.length > 1e6) return found;
    before = last.sequence;
  }
}

/** Nothing is lost or booked twice, and what is paid cannot be paid. */
async function checkWorld(world: World): Promise<void> {
  const { money, bill: id, ledger, nop } = world;
  const bill = await money.records.get<Bill>(BILLS, id);
  if (!bill) throw new Error('the bill is gone');
  const receipts = await receiptsOf(world.payments, id, money);
  const standing = receipts.filter(({ state }) => state === 'tercatat');
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  expect(sum(standing.map(({ value }) => value.nominal))).toBe(receivedOf(bill.value));
  expect(standing.map(({ id: ntpd }) => ntpd).sort()).toEqual([...bill.value.penerimaan].sort());
  expect(sum(standing.map(({ value }) => value.nominal))).toBe(
    sum([...ledger.values()].filter(({ reversed }) => !reversed).map(({ nominal }) => nominal)),
  );
  const payable = await money.call(inquire, { nop, tahunPajak: '2026' });
  expect({ state: bill.state, payable: payable.kind }).toEqual({
    state: bill.state,
    payable: bill.state === 'lunas' ? 'refused' : 'done',
  });
  if (bill.state !== 'lunas') return;
  for (const payment of await Promise.all(world.payments.map((one) => kept(one, world)))) {
    const open = payment && PAYABLE.includes(payment.state);
    // an account at a bank is being shut, or being found out about
    if (open)
      expect({ step: payment.value.langkah !== null, at: payment.value.instansi }).toEqual({ step: true, at: BNI });
  }
}

test(
  `no sequence books twice, loses a booking, or leaves a bill paid and payable (${RUNS} sequences, seed ${SEED})`,
  () =>
    withMoney({}, async (money) => {
      const bank = fakeBank();
      money.bank = bank.answer;
      let count = 0;
      await fc.assert(
        fc.asyncProperty(rule, fc.array(act, { minLength: 3, maxLength: 14 }), async (terms, acts) => {
          count += 1;
          money.clock.pass((BEGINNING - money.clock.now().getTime()) / 60_000); // each sequence is the same whatever was before it
          const bank = fakeBank();
          money.bank = bank.answer;
          const nop = `1276010001${String(count).padStart(8, '0')}`;
          const world: World = {
            ...{ money, bank, terms, bill: `PBB-${count}`, nop },
            ledger: new Map(),
            payments: [],
            serial: 0,
          };
          await money.run(terbitkanTagihan, billFor(world, 125000));
          for (const one of acts) await play(one, world);
          // everything that is under way ends: what was lost is found
          for (const minutes of [1, 5, 20, 60, 1500, 1500, 70, 70, 70]) {
            money.clock.pass(minutes);
            await money.tend();
          }
          await checkWorld(world);
        }),
        {
          numRuns: RUNS,
          seed: SEED,
          ...(process.env.SIMPUL_PATH ? { path: process.env.SIMPUL_PATH } : {}),
          endOnFailure: process.env.SIMPUL_PATH !== undefined,
        },
      );
    }),
  600_000,
);
