import type { KeadaanUsulan, SumberUsulan } from '../../../openapi/generated/types.ts';
import { Refusal } from '../refusal.ts';
import { action, type ServiceContext } from '../service.ts';
import { rowOf, shippedTables } from './columns.ts';
import { type KeptProposal, PROPOSALS, type Proposal } from './proposal.ts';
import { fileOf } from './writing-sheet.ts';

const MOST_ROWS = 10_000;
const AT_ONCE = 500;
/** Nobody keys these in, unless they are asked for. */
const NOT_FOR_SIPD: readonly string[] = ['ditolak', 'dikembalikan', 'ditarik'] satisfies KeadaanUsulan[];

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

interface Wanted {
  readonly tahun: string;
  readonly sumber: SumberUsulan;
  readonly keadaan?: KeadaanUsulan;
  readonly bentuk?: keyof typeof TYPES;
}

/** One line in the access record for the whole table, under its year and source: it names every proposer in it. */
export const unduhUsulan = action<Wanted>({
  name: 'unduhUsulan',
  subject: ({ tahun, sumber }) => `unduhan ${PROPOSALS} ${tahun} ${sumber}`,
  async run(wanted, context) {
    const { tahun, sumber, bentuk = 'xlsx' } = wanted;
    const table = shippedTables[sumber];
    const proposals = await proposalsFor(wanted, context);
    const headings = table.kolom.map(({ judul }) => judul);
    const rows = proposals.map((proposal, index) => rowOf(table, proposal, index));
    const bytes = await fileOf({ bentuk, lembar: table.lembar, headings, rows });
    return { kind: 'bytes', type: TYPES[bentuk], bytes, name: `usulan-${tahun}-${sumber}.${bentuk}` };
  },
});

/** Oldest first. */
async function proposalsFor({ tahun, sumber, keadaan }: Wanted, { records }: ServiceContext) {
  const found: KeptProposal[] = [];
  const search = {
    ...{ collection: PROPOSALS, group: tahun, limit: AT_ONCE },
    ...(keadaan === undefined ? {} : { state: keadaan }),
  };
  for (let before: number | undefined; ; ) {
    const rows = await records.list<Proposal>({ ...search, ...(before === undefined ? {} : { before }) });
    const wanted = rows.filter(
      ({ value, state }) => value.sumber === sumber && (keadaan !== undefined || !NOT_FOR_SIPD.includes(state)),
    );
    found.push(...(wanted as KeptProposal[]));
    if (found.length > MOST_ROWS)
      throw new Refusal('bentrok', 'Lebih dari 10.000 usulan: unduh satu "keadaan" setiap kali.');
    before = rows.at(-1)?.sequence;
    if (rows.length < AT_ONCE) return found.toReversed();
  }
}
