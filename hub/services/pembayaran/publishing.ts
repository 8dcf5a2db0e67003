import { NONE, toRupiah } from '../../../connectors/rupiah.ts';
import type { Kesalahan, PermintaanTagihan } from '../../../openapi/generated/types.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { amendAtBank, mustAsk } from './amending-at-bank.ts';
import { BILLS, type Bill, type BilledObject, type KeptBill, NOTHING_PAID, type Payer } from './bill.ts';
import { billAnswer } from './bill-view.ts';
import { CLAIMS, type Claim, claimRecord, claimsOf, objectGroup } from './claims.ts';
import { billFigure } from './figures.ts';
import { type Change, type Created, changed, created } from './versions.ts';

type Params = PermintaanTagihan & { readonly id: string };

/** A bill is published once, and paid anywhere: banks are answered from it whether its application is awake or not. */
export const terbitkanTagihan = action<Params>({
  name: 'terbitkanTagihan',
  subject: ({ wajibBayar, id }) => wajibBayar.nik ?? id,
  async run(params, context) {
    check(params, context);
    const value = billOf(params, context);
    for (;;) {
      const there = await context.records.get<Bill>(BILLS, params.id);
      if (there && there.owner !== context.application.id) throw conflict('Nomor tagihan ini dipakai aplikasi lain.');
      if (!there || there.state === 'dihapus') {
        const bill = await publish(params.id, there, value, context);
        if (bill) return billAnswer(bill, context, 201);
      } else {
        const bill = await amend(there, value, context);
        if (bill) return billAnswer(bill, context, 200);
      }
    }
  },
});

export function conflict(detail: string): Refusal {
  return new Refusal('bentrok', detail);
}

function check({ jenis, objek, tahunPajak, pokok, pengurang = 0 }: Params, { config }: ServiceContext): void {
  const mistakes: Kesalahan[] = [];
  if (!config.tagihan.jenis[jenis])
    mistakes.push({
      di: 'body.jenis',
      masalah: `bukan jenis tagihan daerah ini: ${Object.keys(config.tagihan.jenis).join(', ')}`,
    });
  if (pengurang > pokok) mistakes.push({ di: 'body.pengurang', masalah: 'tidak boleh lebih dari pokok' });
  if (objek?.nop !== undefined && tahunPajak === undefined)
    mistakes.push({ di: 'body.tahunPajak', masalah: 'wajib diisi bersama objek.nop' });
  if (mistakes.length > 0)
    throw new Refusal('permintaan-tidak-sah', 'Tagihan ini tidak dapat diterima, lihat "kesalahan".', mistakes);
}

function billOf(params: Params, { config }: ServiceContext): Bill {
  const {
    jenis,
    objek = {},
    tahunPajak = null,
    pokok,
    pengurang,
    jatuhTempo,
    berlakuSampai = null,
    keterangan = null,
  } = params;
  const kind = config.tagihan.jenis[jenis];
  return {
    ...{ jenis, objek: objek as BilledObject, tahunPajak, jatuhTempo, berlakuSampai, keterangan },
    ...{ pokok: toRupiah(pokok), pengurang: pengurang === undefined ? NONE : toRupiah(pengurang) },
    wajibBayar: params.wajibBayar as Payer,
    aturanBayar: params.aturanBayar ?? kind?.aturanBayar ?? 'tetap',
    kelebihan: params.kelebihan ?? kind?.kelebihan ?? 'tolak',
    ...{ terbayar: NOTHING_PAID, penerimaan: [] },
  };
}

/** `undefined`: somebody came between. */
async function publish(
  id: string,
  withdrawn: KeptBill | undefined,
  value: Bill,
  context: ServiceContext,
): Promise<KeptBill | undefined> {
  const { records, now, application, keyedHash } = context;
  const at = now.getTime();
  const { nop } = value.objek;
  const fresh: Keep<Bill> = {
    ...{ collection: BILLS, id, owner: application.id, state: 'terbuka' },
    group: nop === undefined ? '' : objectGroup(keyedHash, nop),
    figure: billFigure(value),
    ...{ createdAt: withdrawn?.createdAt ?? at, updatedAt: at, watchAt: null, value },
  };
  const record = withdrawn ? changed({ ...fresh, version: withdrawn.version }, at) : created(fresh);
  const claims = await Promise.all(claimsOf(value, keyedHash).map((claim) => claimFor(claim, id, context)));
  if (!(await records.replace([record, ...claims]))) return undefined;
  return records.get<Bill>(BILLS, id);
}

async function claimFor(claim: string, bill: string, { records, now }: ServiceContext): Promise<Change | Created> {
  const at = now.getTime();
  const record = claimRecord(claim, bill, at);
  const there = await records.get<Claim>(CLAIMS, claim);
  if (!there) return created(record);
  const holder = await records.get<Bill>(BILLS, there.value.tagihan);
  if (holder && holder.state !== 'dihapus' && holder.id !== bill)
    throw conflict('Objek dan tahun pajak (atau kode bayar) ini sudah ditagih dengan nomor tagihan lain.');
  return changed({ ...record, createdAt: there.createdAt, version: there.version }, at);
}

async function amend(there: KeptBill, wanted: Bill, context: ServiceContext): Promise<KeptBill | undefined> {
  const { records, now } = context;
  const value: Bill = { ...wanted, terbayar: there.value.terbayar, penerimaan: there.value.penerimaan };
  if (JSON.stringify(value) === JSON.stringify(there.value)) return there;
  if (identityOf(value) !== identityOf(there.value))
    throw conflict(
      'Objek, tahun pajak, kode bayar, dan jenis tidak dapat diubah: tarik tagihan ini, lalu terbitkan yang baru.',
    );
  if (termsOf(value) !== termsOf(there.value) && there.value.penerimaan.length > 0)
    throw conflict('Tagihan ini sudah dibayar, sebagian atau seluruhnya: nilainya tidak dapat diubah lagi.');
  const account = await mustAsk(there, value, context);
  if (account) return amendAtBank(there, value, account, context);
  const at = now.getTime();
  const amended = changed({ ...there, value, figure: billFigure(value) }, at);
  return (await records.replace([amended])) ? records.get<Bill>(BILLS, there.id) : undefined;
}

function identityOf({ jenis, objek, tahunPajak }: Bill): string {
  return JSON.stringify([jenis, objek.nop ?? null, objek.kodeBayar ?? null, tahunPajak]);
}

/** What decides how much has to be paid, and how. */
function termsOf({ pokok, pengurang, jatuhTempo, aturanBayar, kelebihan }: Bill): string {
  return JSON.stringify([pokok, pengurang, jatuhTempo, aturanBayar, kelebihan]);
}
