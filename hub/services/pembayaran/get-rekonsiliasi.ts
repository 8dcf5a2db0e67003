import type { JawabanRekonsiliasi, TransaksiBank } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { bankServices } from './bank-calls.ts';
import { type BankList, type BankRow, keptList, listRecord, rowsOf } from './bank-list.ts';
import { dayOf, endOfDay } from './moments.ts';
import { reconcile } from './reconciliation.ts';

/** Connectors whose instances are banks: those that call the city. */
const BANKS = [...new Set(bankServices.map(({ connector }) => connector))];
/** The bank's own list of a day's payments (the SNAP notes, section 7.6, service 35). */
const REPORT = 'va-report';

type Context = Pick<ServiceContext, 'records' | 'keyedHash' | 'settingsOf' | 'instancesOf' | 'has' | 'ask' | 'now'>;
interface Params {
  readonly instansi: string;
  readonly tanggal: string;
}

/**
 * One day by the bank and by the hub. Asked of the bank where it can be asked, and kept; else by the statement that was
 * taken in for that day. Nothing is mended by it: what does not fit is for people to decide.
 */
export const getRekonsiliasi = action<Params>({ name: 'getRekonsiliasi', run });

async function run({ instansi, tanggal }: Params, context: Context) {
  checkInstance(instansi, context);
  const { records } = context;
  const asked = (day: string) => askedList(instansi, day, context);
  const report = await asked(tanggal);
  const sumber = report ? 'laporan-bank' : 'rekening-koran';
  const kept = (day: string) => keptList(sumber, instansi, day, records);
  const list = report ?? (await kept(tanggal));
  if (!list) throw new Refusal('tidak-ditemukan', nothingFor(instansi, context));
  const whole = async (day: string) => {
    const there = await kept(day);
    return report && !(there && there.pada > endOfDay(day)) ? ((await asked(day)) ?? there) : there;
  };
  const data = await reconcile({ instansi, tanggal, sumber, list, kept, sought: whole }, context);
  return { kind: 'json', status: 200, body: { data } satisfies JawabanRekonsiliasi } as const;
}

function checkInstance(instansi: string, { instancesOf }: Context): void {
  if (BANKS.some((connector) => instancesOf(connector).includes(instansi))) return;
  throw new Refusal('permintaan-tidak-sah', 'Tidak ada sambungan ke bank dengan nama ini.', [
    { di: 'query.instansi', masalah: 'bukan nama sambungan ke bank' },
  ]);
}

function nothingFor(instansi: string, { has }: Context): string {
  return has(instansi, REPORT)
    ? 'Bank belum mempunyai laporan hari itu, dan rekening korannya belum dimasukkan.'
    : 'Rekening koran hari itu belum dimasukkan.';
}

/**
 * `undefined` where the bank has no such report, or not yet: an empty list says that nobody paid, and that it has to say
 * itself. Throws a `Refusal` where the bank does not answer.
 */
async function askedList(instansi: string, tanggal: string, context: Context): Promise<BankList | undefined> {
  const { has, ask, now, records } = context;
  if (!has(instansi, REPORT) || tanggal > dayOf(now)) return undefined;
  const answer = await ask(instansi, REPORT, { tanggal });
  const verdict = answer?.verdict;
  switch (verdict?.kind) {
    case undefined:
    case 'absent':
      return undefined;
    case 'found': {
      const list: BankList = { rows: readRows(verdict.value as readonly TransaksiBank[]), pada: now.getTime() };
      await records.put([listRecord('laporan-bank', instansi, tanggal, list)]);
      return list;
    }
    case 'refused':
      throw new Refusal('hulu-tidak-tersedia', 'Bank menolak memberi laporan hari itu. Hubungi bank.');
    case 'changed':
      throw new Refusal('hulu-tidak-tersedia', 'Laporan bank tidak lagi berbentuk seperti yang disepakati.');
    case 'fault':
      throw new Refusal('hulu-tidak-tersedia', 'Bank belum memberi laporan hari itu. Ulangi beberapa saat lagi.');
    default:
      throw new Error('no such verdict', { cause: verdict satisfies never });
  }
}

function readRows(payments: readonly TransaksiBank[]): readonly BankRow[] {
  try {
    return rowsOf(payments);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Refusal('hulu-tidak-tersedia', 'Jumlah pada laporan bank tidak masuk akal.');
  }
}
