import type { BookingLedger } from '../../../../connectors/bpjs/sandbox/bookings.ts';
import type { PermintaanAntrean } from '../../../../openapi/generated/types.ts';
import type { Answer } from '../../answer-check.ts';
import { type TestClock, testClock } from '../../clock.ts';
import { until } from '../../until.ts';
import { BUDI, type HubSurroundings, withHub } from '../../with-hub.ts';

export const KEY = 'kunci-simrs-uji';
export const OTHER_KEY = 'kunci-rs-lain-uji';
export const DAY = '2026-11-20';

export interface Hospital extends HubSurroundings {
  readonly clock: TestClock;
  book(changes?: Partial<PermintaanAntrean>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  task(tahap: number, clock: string, more?: object): Promise<Answer>;
  cancel(): Promise<Answer>;
  view(): Promise<Record<string, unknown>>;
  /** The message has come to this. */
  becomes(answer: Answer, keadaan: string): Promise<Record<string, unknown>>;
}

export const BOOKING: PermintaanAntrean = {
  kodeBooking: '20261120INT012',
  jenisPasien: 'jkn',
  nomorKartu: BUDI.kartu,
  nik: BUDI.nik,
  telepon: '081200000001',
  kodePoli: 'INT',
  namaPoli: 'PENYAKIT DALAM',
  pasienBaru: false,
  nomorRekamMedis: '000123',
  tanggalPeriksa: DAY,
  kodeDokter: '12345',
  namaDokter: 'dr. SARI LESTARI, Sp.PD',
  jamPraktek: '08:00-12:00',
  jenisKunjungan: 'rujukan-fktp',
  nomorReferensi: '990101011126P000001',
  nomorAntrean: 'INT-12',
  angkaAntrean: 12,
  estimasiDilayani: `${DAY}T09:10:00+07:00`,
  kuota: { jkn: 30, sisaJkn: 18, nonJkn: 10, sisaNonJkn: 10 },
};

const scopes = ['jkn:baca', 'jkn:tulis'];
export const CODE = '20261120INT012';

/** A hub, BPJS as a sandbox, and a hospital's application. */
export function withHospital(use: (given: Hospital) => Promise<void>): Promise<void> {
  const applications = [
    { key: KEY, name: 'simrs', scopes },
    { key: OTHER_KEY, name: 'rs-lain', scopes },
  ];
  const clock = testClock();
  return withHub({ now: clock.now, applications }, (hub) =>
    use(
      Object.assign(Object.create(hub) as HubSurroundings, {
        clock,
        book: (changes: object = {}, headers = {}) =>
          hub.post('/v1/jkn/antrean', { ...BOOKING, ...changes }, { key: KEY, headers }),
        task: (tahap: number, clock: string, more: object = {}) =>
          hub.post(
            `/v1/jkn/antrean/${CODE}/tahap`,
            { tahap, waktu: `${DAY}T${clock}:00+07:00`, ...more },
            { key: KEY },
          ),
        cancel: () => hub.ask('DELETE', `/v1/jkn/antrean/${CODE}?keterangan=Dokter%20berhalangan`, { key: KEY }),
        view: async () => dataOf(await hub.get(`/v1/jkn/antrean/${CODE}`, { key: KEY })),
        async becomes(answer: Answer, keadaan: string) {
          const { id } = dataOf(answer);
          let message: Record<string, unknown> = {};
          await until(`the message is "${keadaan}"`, async () => {
            message = dataOf(await hub.get(`/v1/pesan/${id}`, { key: KEY }));
            return message.keadaan === keadaan;
          });
          return message;
        },
      }),
    ),
  );
}

export function dataOf(answer: Answer): Record<string, unknown> {
  return (answer.body as { data: Record<string, unknown> }).data;
}

/** What BPJS holds by now. */
export function ledgerOf({ sandboxes }: HubSurroundings): BookingLedger {
  return sandboxes.bpjs.ledger() as BookingLedger;
}
