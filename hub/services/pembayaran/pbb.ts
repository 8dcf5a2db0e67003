import { plus } from '../../../connectors/rupiah.ts';
import type { ObjekPbb, TagihanPbb } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import type { KeptBill } from './bill.ts';
import { billView } from './bill-view.ts';
import { billsOf } from './finding.ts';

/** Every year of one property, whoever published it: what a desk of another office asks for. */
export const getPbb = action<{ readonly nop: string; readonly tahun?: string }>({
  name: 'getPbb',
  subject: ({ nop }) => nop,
  async run({ nop, tahun }, context) {
    const bills = await billsOf(nop, tahun, context);
    const [latest] = bills;
    if (!latest) throw new Refusal('tidak-ditemukan', 'Tidak ada tagihan PBB yang diterbitkan bagi NOP ini.');
    const tagihan = bills.map((bill) => lineOf(bill, context));
    const open = tagihan.filter(({ keadaan }) => keadaan === 'terbuka' || keadaan === 'sebagian');
    const data: ObjekPbb = {
      nop,
      nama: latest.value.wajibBayar.nama,
      alamat: latest.value.objek.alamat ?? null,
      tagihan,
      totalSisa: plus(...open.map(({ sisa }) => sisa as never)),
    };
    return { kind: 'json', status: 200, body: { data }, headers: { 'Cache-Control': 'private, no-store' } };
  },
});

function lineOf(bill: KeptBill, context: ServiceContext): TagihanPbb {
  const { id, tahunPajak, jatuhTempo, pokok, denda, total, sisa, keadaan, ntpd } = billView(bill, [], context);
  return {
    ...{ id, tahunPajak: tahunPajak ?? '', jatuhTempo, pokok, denda: denda.jumlah, total, sisa, keadaan },
    ntpd: ntpd.at(-1) ?? null,
  };
}
