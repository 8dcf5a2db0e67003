import type {
  DewanUsulan,
  IsiUsulan,
  JenisUsulan,
  KeadaanUsulan,
  LokasiUsulan,
  PenganggaranUsulan,
  PengusulUsulan,
  RiwayatUsulan,
  SumberUsulan,
} from '../../../openapi/generated/types.ts';
import type { Keep, Kept } from '../../store/sealed-records.ts';
import { wib } from '../pembayaran/moments.ts';
import { Refusal } from '../refusal.ts';
import type { ServiceContext } from '../service.ts';

export const PROPOSALS = 'usulan';
/** Whoever has it decides on proposals, and may read all of them. */
export const MANAGING = 'usulan:kelola';

/** What a proposal says. What was not given is `null`. */
export interface Content {
  readonly judul: string;
  readonly permasalahan: string;
  readonly jenis: JenisUsulan;
  readonly sumber: SumberUsulan;
  readonly tahun: string;
  readonly lokasi: LokasiUsulan | null;
  readonly skpd: string | null;
  readonly perkiraanAnggaran: number | null;
  readonly volume: number | null;
  readonly satuan: string | null;
  readonly penerimaManfaat: string | null;
  readonly pengusul: PengusulUsulan;
  readonly dewan: DewanUsulan | null;
}

/**
 * What is sealed in the record of a proposal. Beside it stand `owner` (the application that sent it), `state` (its
 * keadaan) and `group` (its budget year).
 */
export interface Proposal extends Content {
  /** What a citizen asks by. */
  readonly kode: string;
  readonly penganggaran: PenganggaranUsulan | null;
  readonly riwayat: readonly RiwayatUsulan[];
  /** Keyed hash of what came first, to know a repeated request by. */
  readonly isiAwal: string;
}
export type KeptProposal = Kept<Proposal> & { readonly state: KeadaanUsulan };

export const linkOf = {
  kode: (kode: string) => `kode ${kode}`,
  request: (owner: string, nomorPermintaan: string) => `permintaan ${owner} ${nomorPermintaan}`,
};

export function contentOf(params: IsiUsulan): Content {
  const { judul, permasalahan, jenis, sumber, tahun, pengusul, lokasi = null, skpd = null, dewan = null } = params;
  const { perkiraanAnggaran = null, volume = null, satuan = null, penerimaManfaat = null } = params;
  return {
    ...{ judul, permasalahan, jenis, sumber, tahun, lokasi, skpd, perkiraanAnggaran, volume, satuan },
    ...{ penerimaManfaat, pengusul, dewan },
  };
}

type Row = Partial<Pick<RiwayatUsulan, 'petugas' | 'alasan' | 'catatan'>>;

export function historyRow(
  keadaan: KeadaanUsulan,
  { now, application }: Pick<ServiceContext, 'now' | 'application'>,
  { petugas = null, alasan = null, catatan = null }: Row = {},
): RiwayatUsulan {
  return { keadaan, pada: wib(now), aplikasi: application.name, petugas, alasan, catatan };
}

/** Sent back and sent again so often that nobody reads it any more. */
const MOST_ROWS = 100;

export function withRow(riwayat: readonly RiwayatUsulan[], row: RiwayatUsulan): readonly RiwayatUsulan[] {
  // the last one is kept for an end: it can always be turned down or withdrawn
  const ends = row.keadaan === 'ditolak' || row.keadaan === 'ditarik' || row.keadaan === 'selesai';
  if (riwayat.length >= (ends ? MOST_ROWS : MOST_ROWS - 1))
    throw new Refusal('bentrok', 'Riwayat usulan ini sudah penuh: tolak atau tarik usulannya, lalu kirim yang baru.');
  return [...riwayat, row];
}

export function newProposal(id: string, owner: string, value: Proposal, at: number): Keep<Proposal> {
  return {
    ...{ collection: PROPOSALS, id, owner, state: 'diajukan' satisfies KeadaanUsulan, group: value.tahun },
    ...{ createdAt: at, updatedAt: at, watchAt: null, value },
  };
}

export async function findProposal(id: string, { records }: Pick<ServiceContext, 'records'>): Promise<KeptProposal> {
  const proposal = (await records.get<Proposal>(PROPOSALS, id)) as KeptProposal | undefined;
  if (!proposal) throw noSuch();
  return proposal;
}

export async function ownProposal(id: string, context: ServiceContext): Promise<KeptProposal> {
  const proposal = await findProposal(id, context);
  if (proposal.owner !== context.application.id) throw noSuch();
  return proposal;
}

export function noSuch(): Refusal {
  return new Refusal('tidak-ditemukan', 'Tidak ada usulan dengan nomor ini bagi aplikasi Anda.');
}
