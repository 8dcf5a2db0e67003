import type { TandaTerimaLaporan } from '../../openapi/generated/types.ts';
import type { AnyReadService } from '../exchange/read-service.ts';
import type { Asked } from '../mapping/field.ts';
import { getPenduduk, verifikasiPenduduk } from './kependudukan.ts';
import { daftarRujukan, getPeserta, getRujukan } from './kesehatan.ts';
import { kirimLaporan } from './pengaduan/intake.ts';
import { reportOfOldForm } from './pengaduan/old-form.ts';
import type { SubmitService } from './service.ts';

/** A request of the unified API, as it comes in from an old interface: it is checked against the document like any other. */
export interface FacadeRequest {
  readonly path?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

interface Route {
  /** Upstream operations whose questions it answers. */
  readonly operations: readonly string[];
  /** From the names that the mappings ask in. */
  readonly requestOf: (asked: Asked) => FacadeRequest;
}
/** Who answers a question of an old interface. */
export type FacadeRoute =
  | (Route & { readonly kind: 'read'; readonly service: AnyReadService })
  | (Route & {
      readonly kind: 'submit';
      readonly service: SubmitService;
      /** What is answered while the upstream has not given its number yet. */
      readonly provisional: (number: string) => unknown;
    });

const text = (value: unknown) => (value === undefined ? undefined : String(value));

/** In one list: an operation that is not here is offered by no façade. */
export const facadeRoutes: readonly FacadeRoute[] = [
  {
    kind: 'read',
    service: getPeserta,
    operations: ['peserta-by-nik', 'peserta-by-kartu'],
    // the day of service is not handed on: membership is answered as of today, as everywhere
    requestOf: ({ nik, nomorKartu }) => ({ path: { nomor: text(nik ?? nomorKartu) } }),
  },
  {
    kind: 'read',
    service: getRujukan,
    operations: ['rujukan'],
    requestOf: ({ nomorRujukan }) => ({ path: { nomorRujukan: text(nomorRujukan) } }),
  },
  {
    kind: 'read',
    service: daftarRujukan,
    operations: ['rujukan-by-kartu'],
    requestOf: ({ nomorKartu }) => ({ path: { nomor: text(nomorKartu) } }),
  },
  {
    kind: 'read',
    service: getPenduduk,
    operations: ['call-nik'],
    requestOf: ({ nik }) => ({ path: { nik: text(nik) } }),
  },
  {
    kind: 'read',
    service: verifikasiPenduduk,
    operations: ['verifikasi'],
    requestOf: ({ ambang, ...asked }) => ({
      body: ambang === undefined ? asked : { ...asked, ambang: Number(ambang) }, // a text on the wire
    }),
  },
  {
    kind: 'submit',
    service: kirimLaporan,
    operations: ['laporan-kirim'],
    requestOf: (asked) => ({ body: reportOfOldForm(asked) }),
    provisional: (number): TandaTerimaLaporan => ({ trackingId: number, transaksiId: null }),
  },
];
