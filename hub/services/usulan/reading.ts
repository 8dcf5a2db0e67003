import type { JenisUsulan, KeadaanUsulan, SumberUsulan } from '../../../openapi/generated/types.ts';
import { cursorsOf } from '../cursor.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { readCode } from './code.ts';
import { findProposal, type KeptProposal, linkOf, MANAGING, noSuch, PROPOSALS, type Proposal } from './proposal.ts';
import { listedView, PRIVATE, proposalAnswer, publicView } from './proposal-view.ts';

const cursors = cursorsOf('u', 'daftarUsulan');

export const getUsulan = action<{ readonly id: string }>({
  name: 'getUsulan',
  subject: ({ id }) => id,
  async run({ id }, context) {
    const proposal = await findProposal(id, context);
    if (proposal.owner !== context.application.id && !manages(context)) throw noSuch();
    return proposalAnswer(proposal, 200);
  },
});

function manages({ application }: ServiceContext): boolean {
  return application.scopes.includes(MANAGING);
}

/** By the code alone, whoever asks: what is answered is public. */
export const statusUsulan = action<{ readonly kode: string }>({
  name: 'statusUsulan',
  async run({ kode }, { records }) {
    const code = readCode(kode);
    const proposal = code === undefined ? undefined : await records.find<Proposal>(PROPOSALS, linkOf.kode(code));
    if (!proposal) throw new Refusal('tidak-ditemukan', 'Tidak ada usulan dengan kode ini.');
    const data = publicView(proposal as KeptProposal);
    return { kind: 'json', status: 200, body: { data }, headers: { 'Cache-Control': 'private, max-age=60' } };
  },
});

interface Filter {
  readonly tahun?: string;
  readonly keadaan?: KeadaanUsulan;
  readonly sumber?: SumberUsulan;
  readonly jenis?: JenisUsulan;
  readonly skpd?: string;
  readonly kecamatan?: string;
  readonly batas?: number;
  readonly kursor?: string;
}

export const daftarUsulan = action<Filter>({
  name: 'daftarUsulan',
  async run(filter, context) {
    const { page, berikutnya } = await pageOf(filter, context);
    const body = { data: page.map(listedView), halaman: { berikutnya } };
    return { kind: 'json', status: 200, body, headers: PRIVATE };
  },
});

const AT_ONCE = 200;
/** Opened for one page: whoever filters for what is rare gets a short page and goes on. */
const MOST_OPENED = 2000;

async function pageOf(filter: Filter, context: ServiceContext) {
  const { tahun, keadaan, batas = 50, kursor } = filter;
  const limit = Number(batas);
  const wanted = matcher(filter);
  const size = wanted ? AT_ONCE : limit + 1;
  const search = {
    ...{ collection: PROPOSALS, limit: size },
    ...(manages(context) ? {} : { owner: context.application.id }),
    ...(tahun === undefined ? {} : { group: tahun }),
    ...(keadaan === undefined ? {} : { state: keadaan }),
  };
  const page: KeptProposal[] = [];
  let before = kursor === undefined ? undefined : cursors.read(kursor);
  for (let opened = 0; opened < MOST_OPENED; opened += size) {
    const rows = await context.records.list<Proposal>({ ...search, ...(before === undefined ? {} : { before }) });
    for (const [index, row] of rows.entries()) {
      before = row.sequence;
      if (wanted && !wanted(row.value)) continue;
      page.push(row as KeptProposal);
      const more = index < rows.length - 1 || rows.length === size;
      if (page.length === limit) return { page, berikutnya: more ? cursors.of(row.sequence) : null };
    }
    if (rows.length < size) return { page, berikutnya: null };
  }
  return { page, berikutnya: before === undefined ? null : cursors.of(before) };
}

/** What the store cannot look for, because it is sealed; `undefined`: nothing of that was asked. */
function matcher({ sumber, jenis, skpd, kecamatan }: Filter): ((proposal: Proposal) => boolean) | undefined {
  if ([sumber, jenis, skpd, kecamatan].every((one) => one === undefined)) return undefined;
  const district = kecamatan?.trim().toLowerCase();
  return (proposal) =>
    (sumber === undefined || proposal.sumber === sumber) &&
    (jenis === undefined || proposal.jenis === jenis) &&
    (skpd === undefined || proposal.skpd === skpd) &&
    (district === undefined || proposal.lokasi?.kecamatan.trim().toLowerCase() === district);
}
