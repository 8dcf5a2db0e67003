import type { CallbackAnswer } from '../../../connectors/callback.ts';
import type { CallbackService } from '../../../hub/services/callback-service.ts';

interface Line {
  readonly tahunPajak: string;
  readonly total: number;
  readonly nop: string;
}
type Question = Readonly<Record<string, unknown>>;

/**
 * The city's side as a bank's contract has it, in memory: bills that are paid once, the first outcome of a number again,
 * a reversal by the bank's number or by the city's.
 */
export function createBankDesk(bills: readonly Line[]) {
  const paidBy = new Map<string, string>();
  const outcomes = new Map<string, { readonly content: string; readonly answer: CallbackAnswer }>();
  const ntpds = new Map<string, string>();
  const asked: Question[] = [];
  let numbers = 0;

  const linesFor = ({ nop, tahunPajak }: Question) =>
    bills.filter((line) => line.nop === nop && (tahunPajak === undefined || line.tahunPajak === tahunPajak));
  const refused = (code: string): CallbackAnswer => ({ kind: 'refused', reason: 'ditolak', code });
  const recordOf = (lines: readonly Line[]) => ({
    ...{ nama: 'RINA CONTOH', alamat: null, jenis: 'tetap' },
    total: lines.reduce((sum, { total }) => sum + total, 0),
    tagihan: lines.map((line) => ({ ...line, pokok: line.total, denda: 0, pengurang: 0, keadaan: stateOf(line) })),
  });
  const stateOf = ({ nop, tahunPajak }: Line) => (paidBy.has(`${nop} ${tahunPajak}`) ? 'lunas' : 'terbuka');

  function inquiry(question: Question): CallbackAnswer {
    const lines = linesFor(question);
    const open = lines.filter((line) => stateOf(line) === 'terbuka');
    if (lines.length === 0) return refused('tidak-ditemukan');
    return open.length === 0 ? refused('sudah-lunas') : { kind: 'done', value: recordOf(open) };
  }

  function payment(question: Question): CallbackAnswer {
    const { idPembayaran, nop, nominal, tagihan } = question as {
      readonly [name: string]: unknown;
      readonly idPembayaran: string;
      readonly tagihan: readonly Line[];
    };
    const before = outcomes.get(idPembayaran);
    const content = JSON.stringify([nop, nominal, tagihan]);
    if (before) return before.content === content ? before.answer : refused('nomor-sama-isi-beda');
    const answer = book(question, tagihan, idPembayaran);
    outcomes.set(idPembayaran, { content, answer });
    return answer;
  }

  function book({ nop, nominal }: Question, wanted: readonly Line[], id: string): CallbackAnswer {
    const lines = wanted.flatMap(({ tahunPajak }) => linesFor({ nop, tahunPajak }));
    if (lines.length < wanted.length) return refused('tidak-ditemukan');
    if (lines.every((line) => stateOf(line) === 'lunas')) return refused('sudah-lunas');
    const due = lines.filter((line) => stateOf(line) === 'terbuka').reduce((sum, { total }) => sum + total, 0);
    if (due !== nominal) return refused('nominal-beda');
    numbers += 1;
    const ntpd = `12760000000000${String(numbers).padStart(2, '0')}`;
    for (const line of lines) paidBy.set(`${line.nop} ${line.tahunPajak}`, id);
    ntpds.set(ntpd, id);
    const moments = { dicatatPada: '2026-02-03T10:15:41+07:00', dibayarPada: '2026-02-03T10:15:40+07:00' };
    return { kind: 'done', value: { ...recordOf(lines), ...moments, ulang: false, ntpd, nomorBank: id, nominal } };
  }

  function reversal({ idPembayaran, ntpd = '' }: Question): CallbackAnswer {
    const id = String(idPembayaran ?? ntpds.get(String(ntpd)) ?? '');
    if (outcomes.get(id)?.answer.kind !== 'done') return refused('tidak-ditemukan');
    for (const [bill, payer] of paidBy) if (payer === id) paidBy.delete(bill);
    outcomes.set(id, { content: '', answer: refused('sudah-dibalik') });
    return { kind: 'done', value: { ulang: false, ntpd, dibalikPada: '2026-02-03T10:20:00+07:00', nomorBank: id } };
  }

  const status = ({ idPembayaran }: Question) =>
    outcomes.get(String(idPembayaran))?.answer ?? refused('tidak-ditemukan');
  const service = (callback: string, answer: (question: Question) => CallbackAnswer): CallbackService => ({
    ...{ connector: 'bank-h2h', callback },
    async answer(question) {
      asked.push(question);
      return answer(question);
    },
  });
  return {
    services: [
      service('bank.inquiry', inquiry),
      service('bank.payment', payment),
      service('bank.reversal', reversal),
      service('bank.status', status),
    ],
    asked,
    /** By whom each bill is paid. */
    paid: () => Object.fromEntries(paidBy),
  };
}
