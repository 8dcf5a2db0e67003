import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { inTurn } from '../../relay/in-turn.ts';
import type { Keep } from '../../store/sealed-records.ts';
import { answering, type CallbackService, type CallbackServiceContext, done } from '../callback-service.ts';
import { cancellationOf, type KeptNib, NIBS, type Nib, type NibDocument, takenNib } from './nib.ts';
import {
  followingPermit,
  type KeptPermit,
  PERMITS,
  type Permit,
  type PermitChange,
  type PermitRow,
  signedPermit,
  takenPermit,
} from './permit.ts';
import { tidings } from './telling.ts';

type Context = Pick<
  CallbackServiceContext,
  'instance' | 'records' | 'now' | 'prepare' | 'applicationsWith' | 'permitKinds'
>;
type Versioned = Keep<unknown> & { readonly version?: number };

/** Two documents about one NIB, one after the other; between processes the versions of the records see to it. */
export async function takeDocument(document: NibDocument, context: Context): Promise<CallbackAnswer> {
  await inTurn(`nib ${document.nib}`, () => untilWritten(() => planOf(document, context), context));
  return done();
}

interface FileQuestion {
  readonly nib: string;
  readonly idIzin: string;
  readonly berkas: string;
}

export async function takeFile({ nib, idIzin, berkas }: FileQuestion, context: Context): Promise<CallbackAnswer> {
  const given = { nib, sambungan: context.instance, at: context.now.getTime() };
  await inTurn(`nib ${nib}`, () =>
    untilWritten(async () => {
      const before = await context.records.get<Permit>(PERMITS, idIzin);
      const change = signedPermit(idIzin, berkas, before, given);
      const changes = change ? [change] : [];
      return { records: changes.map(({ record }) => record), happenings: tidings(undefined, changes, context) };
    }, context),
  );
  return done();
}

interface Written {
  readonly records: readonly Versioned[];
  readonly happenings: ReturnType<typeof tidings>;
}

/** Records and what is told of them in one commit; whoever came between is read anew. A repeat writes nothing. */
async function untilWritten(plan: () => Promise<Written>, { records, prepare }: Context): Promise<void> {
  for (;;) {
    const written = await plan();
    if (written.records.length === 0) return;
    const announced = prepare(written.happenings);
    const versioned = written.records.map((record) => ({ record: bare(record), version: record.version }));
    if (!(await records.replace(versioned, [], announced.told))) continue;
    announced.written();
    return;
  }
}

async function planOf(document: NibDocument, context: Context): Promise<Written> {
  const { records, instance, now } = context;
  const { nib } = document;
  const heard = { sambungan: instance, at: now.getTime() };
  const nibChange = takenNib(document, await records.get<Nib>(NIBS, nib), heard);
  const rows = lastOfEach(document.izin ?? []);
  const batal = cancellationOf(nibChange.record as KeptNib);
  const given = { nib, ...heard, batal };
  const permits = await Promise.all(
    nibChange.record.value.izin.map(async (id) => {
      const before = await records.get<Permit>(PERMITS, id);
      return changeOf(rows.get(id), before, given, nibChange.isOlder);
    }),
  );
  const changed = permits.flatMap((change) => change ?? []);
  return {
    records: [...(nibChange.isNew ? [nibChange.record] : []), ...changed.map(({ record }) => record)],
    happenings: tidings(nibChange, changed, context),
  };
}

/** Of an older document only what nobody has heard of is taken. */
function changeOf(
  row: PermitRow | undefined,
  before: KeptPermit | undefined,
  given: Parameters<typeof takenPermit>[2],
  isOlder: boolean,
): PermitChange | undefined {
  if (row && !(isOlder && before?.value.baris)) return takenPermit(row, before, given);
  return before && followingPermit(before, given);
}

/** A row that stands there twice would be two records of one id. */
function lastOfEach(rows: readonly PermitRow[]): ReadonlyMap<string, PermitRow> {
  return new Map(rows.map((row) => [row.idIzin, row]));
}

function bare({ collection, id, owner, state, group, createdAt, updatedAt, watchAt, value }: Versioned): Keep<unknown> {
  return { collection, id, owner, state, group, createdAt, updatedAt, watchAt, value };
}

/**
 * What OSS pushes. A repeat of the very same text is answered by the door; what comes here once more after a kill finds
 * everything as it should be and writes nothing. A duplicate is never refused (the OSS notes, section 4).
 */
export const ossServices: readonly CallbackService[] = [
  answering<NibDocument>('oss.nib', takeDocument),
  answering<NibDocument>('oss.kkpr', takeDocument),
  answering<NibDocument>('oss.waralaba', takeDocument),
  answering<NibDocument>('oss.pse', takeDocument),
  answering<FileQuestion>('oss.berkas', takeFile),
].map((service) => ({ ...service, connector: 'oss' }));
