import type { KeadaanIzin, Meta, NibHulu, StatusIzinHulu } from '../../../openapi/generated/types.ts';
import { ReadFailed } from '../../exchange/exchange.ts';
import { metaOf } from '../../exchange/snapshot.ts';
import { cursorsOf } from '../cursor.ts';
import { days, minutes, read, seconds } from '../read.ts';
import { Refusal } from '../refusal.ts';
import { type ActionResult, action, type ServiceContext } from '../service.ts';
import { NIBS, type Nib } from './nib.ts';
import { askedNib, toNib } from './nib-view.ts';
import { type KeptPermit, PERMITS, type Permit } from './permit.ts';
import { toIzin, toPengiriman, toUsaha } from './permit-view.ts';
import { sentAbout } from './sent.ts';

const PRIVATE = { 'Cache-Control': 'private, no-store' };

interface ByPermit {
  readonly idIzin: string;
}

export const statusIzinDiOss = read<ByPermit, StatusIzinHulu>('statusIzinDiOss', {
  connector: 'oss',
  operation: 'izin-cek',
  identity: ({ idIzin }) => idIzin,
  subject: ({ idIzin }) => idIzin,
  asking: ({ idIzin }) => ({ idIzin }),
  fresh: 0, // asked when somebody doubts what is known here
  stale: days(7),
  deadline: seconds(10),
});

/** A NIB that was never pushed: of another city, or from before the city was connected. */
export const nibDiOss = read<{ readonly nib: string }, NibHulu>('nibDiOss', {
  connector: 'oss',
  operation: 'nib',
  identity: ({ nib }) => nib,
  subject: ({ nib }) => nib,
  asking: ({ nib }) => ({ nib }),
  fresh: minutes(15),
  stale: days(30),
  deadline: seconds(10),
});

export const getNib = action<{ readonly nib: string }>({
  name: 'getNib',
  connector: 'oss',
  reads: [nibDiOss],
  subject: ({ nib }) => nib,
  async run({ nib }, context) {
    const { records } = context;
    const record = await records.get<Nib>(NIBS, nib);
    if (!record) return askOss(nib, context);
    const { izin, sambungan, dokumen } = record.value;
    const [own, ...permits] = await Promise.all(
      [dokumen.idIzin ?? '', ...izin].map((id) => records.get<Permit>(PERMITS, id)),
    );
    const meta: Meta = {
      ...{ sumber: sambungan, rilis: 'simpul', keadaan: 'tersimpan' },
      diambilPada: new Date(record.updatedAt).toISOString(),
    };
    const data = toNib(
      record,
      permits.flatMap((one) => one ?? []),
      own,
    );
    return { kind: 'json', status: 200, body: { data, meta }, headers: PRIVATE };
  },
});

async function askOss(nib: string, context: ServiceContext): Promise<ActionResult> {
  const result = await context.read(nibDiOss, { nib });
  if (result.kind !== 'answer') throw new ReadFailed(result);
  const { snapshot, keadaan } = result;
  const data = askedNib(snapshot.value as NibHulu, context.settingsOf(snapshot.source).regionCode);
  return { kind: 'json', status: 200, body: { data, meta: metaOf(snapshot, keadaan) }, headers: PRIVATE };
}

export const getIzin = action<ByPermit>({
  name: 'getIzin',
  subject: ({ idIzin }) => idIzin,
  async run({ idIzin }, context) {
    const { records } = context;
    const record = await records.get<Permit>(PERMITS, idIzin);
    const izin = record && toIzin(record, await sentAbout(idIzin, context), context);
    if (!record || !izin) throw new Refusal('tidak-ditemukan', whyNot(record));
    const [nib, messages] = await Promise.all([
      records.get<Nib>(NIBS, record.value.nib),
      context.messagesAbout(`${PERMITS} ${idIzin}`),
    ]);
    const data = { ...izin, usaha: toUsaha(record, nib), pengiriman: toPengiriman(messages) };
    return { kind: 'json', status: 200, body: { data }, headers: PRIVATE, subject: record.value.nib };
  },
});

function whyNot(record: KeptPermit | undefined): string {
  if (!record) return 'Permohonan izin ini belum pernah dikirim OSS.';
  return 'Berkas izin ini sudah diterima, tetapi permohonannya belum dikirim OSS.';
}

interface Filter {
  readonly sejak?: string;
  readonly keadaan?: KeadaanIzin;
  readonly kodeIzin?: string;
  readonly jenisKota?: string;
  readonly semua?: 'true' | 'false';
  readonly batas?: number;
  readonly kursor?: string;
}

const cursors = cursorsOf('z', 'daftarIzin');
/** Read at once where most of what is read is not wanted. */
const STRIDE = 200;
/** Then the page ends, however little is in it: somebody waits. */
const MOST_READ = 2000;

export const daftarIzin = action<Filter>({
  name: 'daftarIzin',
  async run(filter, context) {
    const { page, berikutnya } = await pageOf(filter, context);
    const data = await Promise.all(
      page.map(async (record) => toIzin(record, await sentAbout(record.id, context), context)),
    );
    return { kind: 'json', status: 200, body: { data, halaman: { berikutnya } }, headers: PRIVATE };
  },
});

interface Page {
  readonly page: readonly KeptPermit[];
  readonly berikutnya: string | null;
}

/** By the cursor of the last one that was looked at, wanted or not. */
async function pageOf(filter: Filter, context: ServiceContext): Promise<Page> {
  const limit = Number(filter.batas ?? 50);
  const isWanted = wanted(filter, context);
  const page: KeptPermit[] = [];
  let before = filter.kursor === undefined ? undefined : cursors.read(filter.kursor);
  for (let looked = 0; looked < MOST_READ; looked += STRIDE) {
    const found = await context.records.list<Permit>(recordFilter(filter, before));
    for (const record of found) {
      before = record.sequence;
      if (isWanted(record)) page.push(record);
      if (page.length === limit) return { page, berikutnya: cursors.of(before) };
    }
    if (found.length < STRIDE) return { page, berikutnya: null };
  }
  return { page, berikutnya: before === undefined ? null : cursors.of(before) };
}

function wanted({ kodeIzin, jenisKota }: Filter, { permitKinds }: ServiceContext) {
  const codes = jenisKota === undefined ? undefined : permitKinds.find(({ kode }) => kode === jenisKota)?.kodeIzin;
  return ({ value: { baris } }: KeptPermit): boolean => {
    if (!baris) return false;
    if (kodeIzin !== undefined && baris.kodeIzin !== kodeIzin) return false;
    return jenisKota === undefined || (codes?.includes(baris.kodeIzin ?? '') ?? false);
  };
}

function recordFilter({ sejak, keadaan, semua = 'false' }: Filter, before: number | undefined) {
  return {
    ...{ collection: PERMITS, limit: STRIDE },
    ...(semua === 'true' ? {} : { group: 'kota' }),
    ...(keadaan === undefined ? {} : { state: keadaan }),
    ...(sejak === undefined ? {} : { since: Date.parse(sejak) }),
    ...(before === undefined ? {} : { before }),
  };
}
