import { expect, test } from '@jest/globals';
import { listRecord } from '../../../../hub/services/pembayaran/bank-list.ts';
import { BILLS } from '../../../../hub/services/pembayaran/bill.ts';
import { countOld } from '../../../../hub/services/pembayaran/counting.ts';
import { terbitkanTagihan } from '../../../../hub/services/pembayaran/publishing.ts';
import { RECEIPTS } from '../../../../hub/services/pembayaran/receipt.ts';
import { BANK, DAY, listOf, receiptOf } from './receipts.ts';
import { billOf, type Money, withMoney } from './with-money.ts';

const ALL = { from: '0000-01-01', to: '9999-12-31' };
const OLD = 620; // more than a page

async function run({ context }: Money, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await countOld.run(context());
}

test('what was kept before records were counted is counted, and nothing else of it changes', () =>
  withMoney({}, async (money) => {
    const { records } = money;
    await money.data(terbitkanTagihan, billOf({ berlakuSampai: '2026-12-31' }));
    const bill = await records.get<object>(BILLS, 'PBB-2026-0042');
    if (!bill) throw new Error('the bill is gone');
    const { figure: _bills, ...oldBill } = bill;
    const { figure: _lists, ...oldList } = listRecord('rekening-koran', BANK, DAY, listOf([{ nomorBank: '1' }]));
    await records.put([oldBill, oldList]);
    const receipts = Array.from({ length: OLD }, (_, index) =>
      receiptOf({
        ntpd: `n${index}`,
        nominal: 1000 + index,
        ...(index === 0 ? { tagihan: bill.id, dibalik: true } : {}),
      }),
    );
    await records.create(receipts);
    expect(await records.figures({ collection: RECEIPTS, ...ALL })).toEqual([]);
    const before = await records.get(RECEIPTS, 'n5');

    await run(money, 2);
    const plain = { day: DAY, place: BANK };
    const sum = BigInt(receipts.reduce((all, { value }) => all + value.nominal, 0) - 1000);
    expect(await records.figures({ collection: RECEIPTS, ...ALL })).toEqual([
      { ...plain, state: 'dibalik', kind: 'pbb', count: 1, sum: 1000n },
      { ...plain, state: 'tercatat', kind: '', count: OLD - 1, sum },
    ]);
    expect(await records.figures({ collection: BILLS, ...ALL })).toMatchObject([
      { day: '2026-12-31', state: 'terbuka', kind: 'pbb', count: 1, sum: 125_000n },
    ]);
    expect(await records.figures({ collection: 'rekening-koran', ...ALL })).toMatchObject([
      { ...plain, sum: 125_000n },
    ]);
    const { figure, version, ...after } = (await records.get(RECEIPTS, 'n5')) ?? {};
    expect(after).toEqual({ ...before, figure: undefined, version: undefined });
    expect(version).toBe(2);

    // once all are through nobody looks any more: who comes now brings a figure of their own
    await records.create([receiptOf({ ntpd: 'late' })]);
    await run(money, 3);
    expect((await records.get(RECEIPTS, 'late'))?.figure).toBeUndefined();
  }));
