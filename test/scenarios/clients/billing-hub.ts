import { problem } from './hub-pages.ts';
import { type Asked, type Reply, withServer } from './rotating-server.ts';

/** How what is new is met. `lost` is kept, and its answer never arrives; of a payment `later` is 202. */
export type BillMeeting = 'taken' | 'later' | 'busy' | 'lost';

interface KeptBill {
  readonly id: string;
  readonly pokok: number;
  puts: number;
}
interface KeptPayment {
  readonly id: string;
  readonly tagihan: string;
  readonly nominal: number;
  paid: number;
}

export interface BillingHub {
  readonly base: string;
  readonly bills: ReadonlyMap<string, KeptBill>;
  /** By `nomorPermintaan`. */
  readonly payments: ReadonlyMap<string, KeptPayment>;
  readonly asked: readonly Asked[];
  /** Money comes in on it, told or not. */
  pay(payment: KeptPayment, nominal?: number): void;
  /** Tells an event twice, as feeds may. */
  tell(jenis: string, data: Readonly<Record<string, unknown>>): void;
}

/** A hub that keeps bills and payments, knows repeats by their numbers, and has a feed of events. */
export function withBillingHub(
  meetings: readonly BillMeeting[],
  use: (hub: BillingHub) => Promise<void>,
): Promise<void> {
  const bills = new Map<string, KeptBill>();
  const payments = new Map<string, KeptPayment>();
  const asked: Asked[] = [];
  const events: unknown[] = [];
  let met = 0;
  const meet = (page: (status: number) => Reply, keep: () => void): Reply => {
    const meeting = meetings[met++ % meetings.length] ?? 'taken';
    if (meeting === 'busy') return problem(503, 'simpul:sibuk', { 'retry-after': '0.05' });
    keep();
    return meeting === 'lost' ? 'hang-up' : page(meeting === 'later' ? 202 : 201);
  };
  const put = ({ path, body }: Asked): Reply => {
    const id = path.slice('/v1/tagihan/'.length);
    const { pokok } = body as { readonly pokok: number };
    const known = bills.get(id);
    if (known) known.puts += 1;
    const page = (status: number) => ({ status, body: { data: billView({ id, pokok }, [...payments.values()]) } });
    return known ? page(200) : meet(page, () => bills.set(id, { id, pokok, puts: 1 }));
  };
  const post = ({ body }: Asked): Reply => {
    const { tagihan, nomorPermintaan } = body as { readonly tagihan: string; readonly nomorPermintaan: string };
    const known = payments.get(nomorPermintaan);
    if (known) return { status: 201, body: { data: paymentView(known, 201) } };
    const id = `pby_${String(payments.size + 1).padStart(20, '0')}`;
    const payment = { id, tagihan, nominal: bills.get(tagihan)?.pokok ?? 0, paid: 0 };
    return meet(
      (status) => ({ status, body: { data: paymentView(payment, status) } }),
      () => payments.set(nomorPermintaan, payment),
    );
  };
  const get = ({ path }: Asked): Reply => {
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    if (pathname === '/v1/peristiwa') {
      const from = Number(searchParams.get('sejak') ?? '0');
      const data = events.slice(from, from + 5);
      return { status: 200, body: { data, halaman: { berikutnya: String(from + data.length) } } };
    }
    const payment = [...payments.values()].find(({ id }) => pathname.endsWith(id));
    return payment
      ? { status: 200, body: { data: paymentView(payment, 201) } }
      : problem(404, 'pemanggil:tidak-ditemukan');
  };
  const doors: Readonly<Record<string, (question: Asked) => Reply>> = { PUT: put, POST: post, GET: get };
  const reply = (question: Asked): Reply => {
    asked.push(question);
    return doors[question.method]?.(question) ?? problem(405, 'pemanggil:metode');
  };
  return withServer(reply, (base) =>
    use({
      ...{ base, bills, payments, asked },
      pay(payment, nominal = payment.nominal) {
        payment.paid += nominal;
      },
      tell(jenis, data) {
        const event = { id: `per_${String(events.length).padStart(20, '0')}`, jenis, perihal: null, data };
        events.push(event, event);
      },
    }),
  );
}

export function billView(
  { id, pokok }: Pick<KeptBill, 'id' | 'pokok'>,
  payments: readonly Pick<KeptPayment, 'tagihan' | 'paid'>[] = [],
) {
  const terbayar = payments.filter(({ tagihan }) => tagihan === id).reduce((sum, { paid }) => sum + paid, 0);
  const keadaan = terbayar === pokok ? 'lunas' : 'terbuka';
  return { id, pokok, total: pokok, terbayar, sisa: pokok - terbayar, lebihBayar: 0, keadaan };
}

export function paymentView({ id, tagihan, nominal, paid }: KeptPayment, status: number) {
  const keadaan = status === 202 ? 'diproses' : paid > 0 ? 'lunas' : 'terbuka';
  const virtualAccount = status === 202 ? null : { nomor: '8007770000000042', nama: 'RINA CONTOH' };
  const penerimaan = paid > 0 ? [{ ntpd: '1276000000000042', nominal: paid }] : [];
  return { id, tagihan, nominal, keadaan, virtualAccount, penerimaan, terbayar: paid, lebihBayar: 0 };
}
