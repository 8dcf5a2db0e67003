import { expect, test } from '@jest/globals';
import { batalPembayaran } from '../../../../hub/services/pembayaran/cancelling.ts';
import { hear } from '../../../../hub/services/pembayaran/hearing.ts';
import { pay } from '../../../../hub/services/pembayaran/paying.ts';
import { terbitkanTagihan } from '../../../../hub/services/pembayaran/publishing.ts';
import { getPembayaran, getTagihan, riwayatPembayaran } from '../../../../hub/services/pembayaran/reading.ts';
import { mintaPembayaran } from '../../../../hub/services/pembayaran/requesting.ts';
import { hapusTagihan } from '../../../../hub/services/pembayaran/withdrawing.ts';
import { Refusal } from '../../../../hub/services/refusal.ts';
import type { Pembayaran, RiwayatPembayaran } from '../../../../openapi/generated/types.ts';
import { type FakeBank, fakeBank } from './fake-bank.ts';
import { BNI, billOf, type Money, NOP, OTHER, withMoney } from './with-money.ts';

const ASKED = { tagihan: 'PBB-2026-0042', cara: 'va' } as const;
const MINUTES_OF_A_DAY = 24 * 60;

function atBank(use: (money: Money, bank: FakeBank) => Promise<void>): Promise<void> {
  return withMoney({}, async (money) => {
    const bank = fakeBank();
    money.bank = bank.answer;
    await money.run(terbitkanTagihan, billOf());
    await use(money, bank);
  });
}

const paymentNow = ({ data }: Money, id: string): Promise<Pembayaran> => data(getPembayaran, { id });
const notice = (payment: Pembayaran, nomorBank: string, change: object = {}) => ({
  ...{ trxId: trxOf(payment), nomorPelanggan: '0000000001', nomorBank, nominal: payment.nominal },
  ...{ bukti: 'lemah', keadaan: 'berhasil' },
  ...change,
});
const trxOf = ({ id }: Pembayaran) => id.replace('_', '').toUpperCase();
const refusalOf = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.kind : String(error)),
  );

test('an account is made at the bank, and what it says of it is kept', () =>
  atBank(async (money, { accounts }) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect(payment).toMatchObject({ keadaan: 'terbuka', instansi: BNI, virtualAccount: { nomor: '8007770000000001' } });
    expect(accounts.get(trxOf(payment))).toMatchObject({ nominal: 125000 });
    expect(money.asked[0]?.asked).toMatchObject({ nama: 'RINA CONTOH', berlakuSampai: '2026-02-04T10:15:30+07:00' });
  }));

test.each([
  { how: 'lost', done: true, calls: ['va-create', 'va-inquiry'] },
  { how: 'lost', done: false, calls: ['va-create', 'va-inquiry', 'va-create'] },
  { how: 'html', done: true, calls: ['va-create', 'va-inquiry'] },
  { how: { refused: 'sudah-ada' }, done: true, calls: ['va-create', 'va-inquiry'] },
] as const)('a create that is $how (done there: $done) is asked for before it is sent again', ({ how, done, calls }) =>
  atBank(async (money, bank) => {
    bank.fail('va-create', how, done);
    const result = await money.run(mintaPembayaran, ASKED);
    expect(result).toMatchObject({ status: 201 });
    expect(money.asked.map(({ operation }) => operation)).toEqual(calls);
    expect(bank.accounts.size).toBe(1);
  }),
);

test('a bank that cannot be reached leaves the request under way, and gets it later', () =>
  atBank(async (money, bank) => {
    bank.fail('va-create', 'not-sent');
    const { id, keadaan }: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect(keadaan).toBe('diproses');
    await money.tend();
    expect((await paymentNow(money, id)).keadaan).toBe('diproses'); // not due yet
    money.clock.pass(1);
    await money.tend();
    expect((await paymentNow(money, id)).keadaan).toBe('terbuka');
    expect(bank.accounts.size).toBe(1);
  }));

test('what the bank does not want is said, once', () =>
  atBank(async (money, bank) => {
    bank.fail('va-create', { refused: 'VA in use' });
    expect(await refusalOf(money.run(mintaPembayaran, { ...ASKED, nomorPermintaan: 'R1' }))).toBe('ditolak-hulu');
    expect(money.told.map(({ kind }) => kind)).toEqual(['pembayaran.ditolak']);
    expect(await refusalOf(money.run(mintaPembayaran, { ...ASKED, nomorPermintaan: 'R1' }))).toBe('ditolak-hulu');
    expect(await money.run(mintaPembayaran, { ...ASKED, nomorPermintaan: 'R2' })).toMatchObject({ status: 201 });
  }));

test('a notice that proves nothing is booked as the bank says when it is asked', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    // somebody raises the amount on the way, before anything was paid
    expect(await money.call(hear, notice(payment, '990001', { nominal: 925000 }) as never, BNI)).toMatchObject({
      kind: 'done',
    });
    expect((await paymentNow(money, payment.id)).terbayar).toBe(0);
    bank.pay(trxOf(payment), 125000, '990042');
    const copies = await Promise.all(
      Array.from({ length: 5 }, () => money.call(hear, notice(payment, '990042', { nominal: 925000 }) as never, BNI)),
    );
    expect(copies.every(({ kind }) => kind === 'done')).toBe(true);
    expect(await paymentNow(money, payment.id)).toMatchObject({
      keadaan: 'lunas',
      terbayar: 125000,
      penerimaan: [{ nomorBank: '990042' }],
    });
    expect(await money.call(hear, notice(payment, '990042') as never, BNI)).toMatchObject({ value: { ulang: true } });
    expect(money.told.filter(({ kind }) => kind === 'pembayaran.lunas')).toHaveLength(1);
    const rows: RiwayatPembayaran[] = await money.data(riwayatPembayaran, { id: payment.id });
    expect(rows.map(({ apa }) => apa)).toEqual(['diminta', 'dibuat', 'dikabarkan', 'dibayar']);
    expect(JSON.stringify(rows)).not.toContain('8007770000000001');
  }));

test('a notice that the bank does not confirm at once is looked into until it does', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    bank.fail('va-inquiry', 'lost');
    bank.fail('va-inquiry', 'not-sent');
    bank.pay(trxOf(payment), 125000, '990042');
    expect(await money.call(hear, notice(payment, '990042') as never, BNI)).toMatchObject({ kind: 'done' });
    expect((await paymentNow(money, payment.id)).keadaan).toBe('terbuka');
    for (let minutes = 0; minutes < 3; minutes += 1) {
      money.clock.pass(1);
      await money.tend();
    }
    expect((await paymentNow(money, payment.id)).keadaan).toBe('lunas');
  }));

test('a notice that overtakes the answer to the create is booked all the same', () =>
  atBank(async (money, bank) => {
    bank.fail('va-create', 'lost', true);
    bank.fail('va-inquiry', 'lost');
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect(payment.keadaan).toBe('diproses');
    bank.pay(trxOf(payment), 125000, '990042');
    const strong = { bukti: 'kuat', nomorPelanggan: undefined };
    expect(await money.call(hear, notice(payment, '990042', strong) as never, BNI)).toMatchObject({ kind: 'done' });
    expect((await paymentNow(money, payment.id)).keadaan).toBe('lunas');
    money.clock.pass(5);
    await money.tend();
    expect(await paymentNow(money, payment.id)).toMatchObject({ keadaan: 'lunas', terbayar: 125000 });
  }));

test('a payment whose notice never came is found when its account has ended', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    bank.pay(trxOf(payment), 125000, '990042');
    money.clock.pass(MINUTES_OF_A_DAY + 1);
    await money.tend();
    expect((await paymentNow(money, payment.id)).keadaan).toBe('lunas');
  }));

test('an account that ends unpaid is over, and what comes in late is booked', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    const account = bank.accounts.get(trxOf(payment));
    if (account) account.aktif = false;
    money.clock.pass(MINUTES_OF_A_DAY + 1);
    await money.tend();
    expect((await paymentNow(money, payment.id)).keadaan).toBe('kedaluwarsa');
    expect(money.told.map(({ kind }) => kind)).toEqual(['pembayaran.kedaluwarsa']);
    bank.pay(trxOf(payment), 125000, '990042');
    expect(await money.call(hear, notice(payment, '990042') as never, BNI)).toMatchObject({ kind: 'done' });
    expect((await paymentNow(money, payment.id)).keadaan).toBe('lunas');
  }));

test('a bill that is paid at a counter shuts the account at the bank; what still comes in is too much', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    const counter = { nop: NOP, tahunPajak: '2026', idPembayaran: 'NTB-1', nomorBank: 'NTB-1', nominal: 125000 };
    expect(await money.call(pay, counter)).toMatchObject({ kind: 'done' });
    await money.tend();
    expect((await paymentNow(money, payment.id)).keadaan).toBe('dibatalkan');
    expect(bank.accounts.get(trxOf(payment))?.aktif).toBe(false);
    bank.pay(trxOf(payment), 125000, '990042'); // as somebody was already at the machine
    await money.call(hear, notice(payment, '990042') as never, BNI);
    expect(await paymentNow(money, payment.id)).toMatchObject({ terbayar: 125000, lebihBayar: 125000 });
    expect(await money.data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({
      terbayar: 250000,
      lebihBayar: 125000,
    });
    expect(money.told.map(({ kind }) => kind)).toContain('pembayaran.lebih');
  }));

test('a bill is amended at the bank first', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect(await money.run(terbitkanTagihan, billOf({ pokok: 150000 }))).toMatchObject({ status: 200 });
    expect(bank.accounts.get(trxOf(payment))?.nominal).toBe(150000);
    expect(await paymentNow(money, payment.id)).toMatchObject({ nominal: 150000 });
    expect(money.asked.at(-1)?.asked).toMatchObject({ nama: 'RINA CONTOH', nomor: '8007770000000001' });
  }));

test.each([
  { how: 'not-sent', done: false, want: 'hulu-tidak-tersedia', pokok: 125000, later: 125000 },
  { how: { refused: 'amount cannot change' }, done: false, want: 'bentrok', pokok: 125000, later: 125000 },
  { how: 'lost', done: true, want: 'done', pokok: 150000, later: 150000 },
  { how: 'lost', done: false, want: 'hulu-tidak-tersedia', pokok: 125000, later: 125000 },
] as const)(
  'a change that is $how (done there: $done) leaves bank and bill alike',
  ({ how, done, want, pokok, later }) =>
    atBank(async (money, bank) => {
      const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
      bank.fail('va-update', how, done);
      if (how === 'lost' && !done) bank.fail('va-update', 'not-sent');
      expect(await refusalOf(money.run(terbitkanTagihan, billOf({ pokok: 150000 })))).toBe(want);
      expect(await money.data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({ pokok });
      money.clock.pass(5);
      await money.tend();
      expect(await money.data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({ pokok: later });
      expect(bank.accounts.get(trxOf(payment))?.nominal).toBe(later);
    }),
);

test('a change that the bank does not confirm changes both later, or neither', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    bank.fail('va-update', 'lost', true);
    bank.fail('va-inquiry', 'lost');
    expect(await refusalOf(money.run(terbitkanTagihan, billOf({ pokok: 150000 })))).toBe('hulu-tidak-tersedia');
    expect(await money.data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({ pokok: 125000 });
    expect(await refusalOf(money.run(terbitkanTagihan, billOf({ pokok: 175000 })))).toBe('bentrok');
    money.clock.pass(5);
    await money.tend();
    expect(await money.data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({ pokok: 150000 });
    expect((await paymentNow(money, payment.id)).nominal).toBe(150000);
    expect(money.told.map(({ kind }) => kind)).toEqual(['tagihan.berubah']);
  }));

test('a payment is called off at the bank, unless it was paid', () =>
  atBank(async (money, bank) => {
    const payment: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect(await refusalOf(money.run(hapusTagihan, { id: 'PBB-2026-0042' }))).toBe('bentrok');
    bank.fail('va-delete', 'lost', true);
    expect(await money.run(batalPembayaran, { id: payment.id })).toMatchObject({ status: 200 });
    expect(await money.run(batalPembayaran, { id: payment.id })).toMatchObject({ status: 200 });
    expect((await paymentNow(money, payment.id)).keadaan).toBe('dibatalkan');
    const second: Pembayaran = await money.data(mintaPembayaran, ASKED);
    bank.pay(trxOf(second), 125000, '990042');
    expect(await refusalOf(money.run(batalPembayaran, { id: second.id }))).toBe('bentrok');
    await money.tend();
    expect((await paymentNow(money, second.id)).keadaan).toBe('lunas');
    expect(await refusalOf(money.run(batalPembayaran, { id: second.id }))).toBe('bentrok');
    expect(await refusalOf(money.run(hapusTagihan, { id: 'PBB-2026-0042' }))).toBe('bentrok');
  }));

test('a bill that was withdrawn can be published again, also under another number', () =>
  atBank(async (money) => {
    expect(await refusalOf(money.run(terbitkanTagihan, billOf({ id: 'LAIN-1' })))).toBe('bentrok'); // the object is taken
    expect(await refusalOf(money.run(terbitkanTagihan, billOf(), 'aplikasi-lain'))).toBe('bentrok');
    expect(await money.run(hapusTagihan, { id: 'PBB-2026-0042' })).toEqual({ kind: 'nothing' });
    expect(await refusalOf(money.run(getTagihan, { id: 'PBB-2026-0042' }))).toBe('tidak-ditemukan');
    expect(await money.run(terbitkanTagihan, billOf({ id: 'LAIN-1' }))).toMatchObject({ status: 201 });
    expect(await refusalOf(money.run(terbitkanTagihan, billOf()))).toBe('bentrok');
  }));

test('a bank that hangs holds up no other bank', () =>
  withMoney({ config: { batasJawabDetik: 1 } }, async (money) => {
    const bank = fakeBank();
    const { promise: hanging, reject: hangUp } = Promise.withResolvers<never>();
    hanging.catch(() => {});
    money.bank = (operation, asked, instance) =>
      instance === OTHER ? hanging : bank.answer(operation, asked, instance);
    await money.run(terbitkanTagihan, billOf());
    const slow: Pembayaran = await money.data(mintaPembayaran, { ...ASKED, instansi: OTHER });
    bank.fail('va-create', 'not-sent');
    const other: Pembayaran = await money.data(mintaPembayaran, ASKED);
    expect([slow.keadaan, other.keadaan]).toEqual(['diproses', 'diproses']);
    money.clock.pass(2); // both are due
    await money.tend();
    expect((await paymentNow(money, slow.id)).keadaan).toBe('diproses');
    expect((await paymentNow(money, other.id)).keadaan).toBe('terbuka');
    hangUp(new Error('the test is over'));
  }));
