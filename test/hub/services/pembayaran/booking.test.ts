import { expect, test } from '@jest/globals';
import { inquire } from '../../../../hub/services/pembayaran/inquiry.ts';
import { pay } from '../../../../hub/services/pembayaran/paying.ts';
import { getPbb } from '../../../../hub/services/pembayaran/pbb.ts';
import { terbitkanTagihan } from '../../../../hub/services/pembayaran/publishing.ts';
import { getTagihan } from '../../../../hub/services/pembayaran/reading.ts';
import { mintaPembayaran } from '../../../../hub/services/pembayaran/requesting.ts';
import { reverse } from '../../../../hub/services/pembayaran/reversing.ts';
import { tellStatus } from '../../../../hub/services/pembayaran/statuses.ts';
import { StoreError } from '../../../../hub/store/store.ts';
import type { Pembayaran, Tagihan } from '../../../../openapi/generated/types.ts';
import { billOf, NOP, SUMUT, withMoney } from './with-money.ts';

const BILL = { nop: NOP, tahunPajak: '2026' };
const paying = (change: object = {}) => ({
  ...BILL,
  idPembayaran: 'NTB-1',
  nomorBank: 'NTB-1',
  nominal: 125000,
  ...change,
});

test('a published bill is told, paid and booked once, however often the bank says so', () =>
  withMoney({}, async ({ run, data, call, told }) => {
    expect(await run(terbitkanTagihan, billOf())).toMatchObject({ status: 201 });
    expect(await run(terbitkanTagihan, billOf())).toMatchObject({ status: 200 });
    expect(await call(inquire, BILL)).toMatchObject({ kind: 'done', value: { total: 125000, nama: 'RINA CONTOH' } });
    const first = await call(pay, paying());
    expect(first).toMatchObject({ kind: 'done', value: { ulang: false, nominal: 125000, ntpd: '1276260203000001' } });
    const again = await Promise.all([call(pay, paying()), call(pay, paying()), call(pay, paying())]);
    for (const answer of again)
      expect(answer).toMatchObject({ kind: 'done', value: { ulang: true, ntpd: '1276260203000001', nominal: 125000 } });
    expect(await call(pay, paying({ idPembayaran: 'NTB-2', nomorBank: 'NTB-2' }))).toMatchObject({
      code: 'sudah-lunas',
    });
    expect(await call(inquire, BILL)).toMatchObject({ kind: 'refused', code: 'sudah-lunas' });
    const bill: Tagihan = await data(getTagihan, { id: 'PBB-2026-0042' });
    expect(bill).toMatchObject({ keadaan: 'lunas', terbayar: 125000, sisa: 0, ntpd: ['1276260203000001'] });
    expect(told.map(({ kind }) => kind)).toEqual(['pembayaran.lunas']);
    expect(await call(tellStatus, { idPembayaran: 'NTB-1' })).toMatchObject({
      value: { keadaan: 'tercatat', nominal: 125000 },
    });
  }));

test('two banks at once on one bill: one of them has it', () =>
  withMoney({}, async ({ run, call }) => {
    await run(terbitkanTagihan, billOf());
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        call(pay, paying({ idPembayaran: `NTB-${index}`, nomorBank: `NTB-${index}` }), index % 2 ? SUMUT : 'bank-lain'),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(answers.filter((one) => one.kind === 'refused' && one.code === 'sudah-lunas')).toHaveLength(7);
  }));

test.each([
  ['another amount', { nominal: 125001 }, 'nominal-beda'],
  ['less', { nominal: 124999 }, 'nominal-beda'],
  ['nothing', { nominal: 0 }, 'nominal-beda'],
  ['another year', { tahunPajak: '2025' }, 'tidak-ditemukan'],
  ['another object', { nop: '127601000100100430' }, 'tidak-ditemukan'],
  [
    'a line whose pokok differs',
    { tagihan: [{ tahunPajak: '2026', pokok: 124000, denda: 1000, total: 125000 }] },
    'nominal-beda',
  ],
  [
    'a line that comes twice',
    {
      tagihan: [
        { tahunPajak: '2026', total: 62500 },
        { tahunPajak: '2026', total: 62500 },
      ],
    },
    'nominal-beda',
  ],
])('%s is refused, for this number for good', (_, change, code) =>
  withMoney({}, async ({ run, call }) => {
    await run(terbitkanTagihan, billOf());
    expect(await call(pay, paying(change))).toMatchObject({ kind: 'refused', code });
    expect(await call(pay, paying(change))).toMatchObject({ kind: 'refused', code });
    expect(await call(tellStatus, { idPembayaran: 'NTB-1' })).toMatchObject({ kind: 'refused', code });
    if (code === 'nominal-beda')
      expect(await call(pay, paying())).toMatchObject({ kind: 'refused', code: 'nomor-sama-isi-beda' });
  }),
);

test('several years in one payment are booked in one commit, each with its own number', () =>
  withMoney({}, async ({ run, data, call }) => {
    await run(terbitkanTagihan, billOf());
    await run(
      terbitkanTagihan,
      billOf({ id: 'PBB-2025-0042', tahunPajak: '2025', pokok: 100000, jatuhTempo: '2025-09-30' }),
    );
    const lines = [
      { tahunPajak: '2026', pokok: 125000, denda: 0, total: 125000 },
      { tahunPajak: '2025', pokok: 100000, denda: 5000, total: 105000 }, // five months at 1 %
    ];
    expect(await call(inquire, { nop: NOP })).toMatchObject({ value: { total: 230000 } });
    const answer = await call(pay, { ...paying({ nominal: 230000, tagihan: lines }), tahunPajak: undefined } as never);
    expect(answer).toMatchObject({
      kind: 'done',
      value: { nominal: 230000, tagihan: [{ nominal: 125000 }, { nominal: 105000 }] },
    });
    expect(await data(getPbb, { nop: NOP })).toMatchObject({ totalSisa: 0 });
  }));

test('a reversal undoes its own payment of the same day, and its number is never given again', () =>
  withMoney({}, async ({ run, call, told, clock }) => {
    await run(terbitkanTagihan, billOf());
    await call(pay, paying());
    const reversal = { idPembayaran: 'NTB-1', ntpd: '1276260203000001', alasan: 'salah tagihan' };
    expect(await call(reverse, { ...reversal, ntpd: '1276260203000009' })).toMatchObject({ code: 'nomor-tidak-cocok' });
    expect(await call(reverse, reversal, 'bank-lain')).toMatchObject({ code: 'tidak-ditemukan' });
    expect(await call(reverse, { ntpd: reversal.ntpd }, 'bank-lain')).toMatchObject({ code: 'bukan-bank-ini' });
    const both = await Promise.all([call(reverse, reversal), call(reverse, reversal)]);
    expect(both.map((one) => (one.kind === 'done' ? one.value.ulang : one.kind)).sort()).toEqual([false, true]);
    expect(await call(reverse, reversal)).toMatchObject({ kind: 'done', value: { ulang: true } });
    expect(await call(pay, paying())).toMatchObject({ code: 'sudah-dibalik' });
    expect(await call(tellStatus, { idPembayaran: 'NTB-1' })).toMatchObject({ value: { keadaan: 'dibalik' } });
    const next = await call(pay, paying({ idPembayaran: 'NTB-2', nomorBank: 'NTB-2' }));
    expect(next).toMatchObject({ kind: 'done', value: { ntpd: '1276260203000002' } });
    clock.pass(24 * 60);
    expect(await call(reverse, { idPembayaran: 'NTB-2' })).toMatchObject({ code: 'lewat-waktu' });
    expect(told.map(({ kind }) => kind)).toEqual(['pembayaran.lunas', 'pembayaran.dibalik', 'pembayaran.lunas']);
  }));

test('a reversal that comes before its payment keeps the payment out', () =>
  withMoney({}, async ({ run, call }) => {
    await run(terbitkanTagihan, billOf());
    expect(await call(reverse, { idPembayaran: 'NTB-1' })).toMatchObject({ code: 'tidak-ditemukan' });
    expect(await call(reverse, { idPembayaran: 'NTB-1' })).toMatchObject({ code: 'tidak-ditemukan' });
    expect(await call(pay, paying())).toMatchObject({ code: 'sudah-dibalik' });
    expect(await call(pay, paying({ idPembayaran: 'NTB-2', nomorBank: 'NTB-2' }))).toMatchObject({ kind: 'done' });
  }));

test('the total of yesterday is taken today only where the by-law grants it', async () => {
  const late = { jatuhTempo: '2026-02-03' };
  for (const [tenggangMenit, want] of [
    [0, 'refused'],
    [30, 'done'],
  ] as const)
    await withMoney(
      {
        start: '2026-02-03T16:50:00Z',
        jenis: {
          pbb: {
            denda: [{ persenPerBulan: 1, palingLamaBulan: 24 }],
            aturanBayar: 'tetap',
            kelebihan: 'tolak',
            tenggangMenit,
          },
        },
      },
      async ({ run, data, call, clock }) => {
        await run(terbitkanTagihan, billOf(late));
        expect(await call(inquire, BILL)).toMatchObject({ value: { total: 125000 } });
        clock.pass(15); // five past midnight in Jakarta
        expect(await call(inquire, BILL)).toMatchObject({ value: { total: 126250 } });
        expect(await call(pay, paying())).toMatchObject({ kind: want });
        const bill: Tagihan = await data(getTagihan, { id: 'PBB-2026-0042' });
        expect(bill.keadaan).toBe(want === 'done' ? 'lunas' : 'terbuka');
      },
    );
});

test('an account that the bank asks about is issued here, and shut when its bill is settled elsewhere', () =>
  withMoney({}, async ({ run, data, call }) => {
    await run(terbitkanTagihan, billOf());
    const asked = { tagihan: 'PBB-2026-0042', cara: 'va', instansi: SUMUT } as const;
    const payment: Pembayaran = await data(mintaPembayaran, asked);
    expect(payment).toMatchObject({
      keadaan: 'terbuka',
      virtualAccount: { nomor: '9900010000000001' },
      nominal: 125000,
    });
    expect(await data(mintaPembayaran, asked)).toEqual(payment);
    const account = { nomorPelanggan: '0000000001' };
    expect(await call(inquire, account)).toMatchObject({
      value: { total: 125000, virtualAccount: '9900010000000001' },
    });
    expect(await call(inquire, account, 'bank-lain')).toMatchObject({ code: 'tidak-ditemukan' });
    await call(pay, paying());
    expect(await call(inquire, account)).toMatchObject({ code: 'sudah-lunas' });
    expect(await call(pay, { ...account, idPembayaran: 'X', nomorBank: 'X', nominal: 125000 })).toMatchObject({
      code: 'sudah-lunas',
    });
  }));

test('an external id of a bank is used once a day; the same call again hears the first answer', () =>
  withMoney({}, async ({ run, call, clock }) => {
    await run(terbitkanTagihan, billOf());
    const nomorLuar = '202602031015300000000000000001';
    expect(await call(inquire, { ...BILL, nomorLuar, idPermintaan: 'A' })).toMatchObject({ kind: 'done' });
    expect(await call(inquire, { ...BILL, nomorLuar, idPermintaan: 'A' })).toMatchObject({
      code: 'nomor-luar-terpakai',
    });
    expect(await call(pay, paying({ nomorLuar }))).toMatchObject({ code: 'nomor-luar-terpakai' });
    const own = { nomorLuar: `${nomorLuar}9` };
    expect(await call(pay, paying(own))).toMatchObject({ kind: 'done', value: { ulang: false } });
    expect(await call(pay, paying(own))).toMatchObject({ value: { ulang: true, nomorLuarSama: true } });
    expect(await call(pay, paying({ nomorLuar: `${nomorLuar}8`, ulangan: true }))).toMatchObject({
      value: { ulang: true },
    });
    clock.pass(24 * 60);
    expect(await call(inquire, { ...BILL, nomorLuar })).toMatchObject({ code: 'sudah-lunas' });
  }));

test('an account that is issued here follows its bill: the penalty grows, and the bill is amended', () =>
  withMoney({ start: '2026-08-31T16:50:00Z' }, async ({ run, data, call, clock }) => {
    await run(terbitkanTagihan, billOf());
    await data(mintaPembayaran, { tagihan: 'PBB-2026-0042', cara: 'va', instansi: SUMUT });
    const account = { nomorPelanggan: '0000000001' };
    expect(await call(inquire, account)).toMatchObject({ value: { total: 125000 } });
    clock.pass(15); // the first of September
    expect(await call(inquire, account)).toMatchObject({ value: { total: 126250 } });
    await run(terbitkanTagihan, billOf({ pokok: 100000 }));
    expect(await call(inquire, account)).toMatchObject({ value: { total: 101000 } });
    const payment = { ...account, idPembayaran: 'X', nomorBank: 'X' };
    expect(await call(pay, { ...payment, nominal: 126250 })).toMatchObject({ code: 'nominal-beda' });
    expect(await call(pay, { ...payment, idPembayaran: 'Y', nomorBank: 'Y', nominal: 101000 })).toMatchObject({
      kind: 'done',
    });
  }));

test('a disk that is full books nothing and answers nothing, and the repeat is booked', () =>
  withMoney({}, async ({ run, call, context, data }) => {
    await run(terbitkanTagihan, billOf());
    const full = { ...context().records, replace: () => Promise.reject(new StoreError('store: the disk is full')) };
    await expect(pay(paying(), { ...context(), records: full })).rejects.toThrow(StoreError);
    expect(await data(getTagihan, { id: 'PBB-2026-0042' })).toMatchObject({ keadaan: 'terbuka', terbayar: 0 });
    expect(await call(tellStatus, { idPembayaran: 'NTB-1' })).toMatchObject({ code: 'tidak-ditemukan' });
    expect(await call(pay, paying())).toMatchObject({ kind: 'done', value: { ulang: false } });
  }));
