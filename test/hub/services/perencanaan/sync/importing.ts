import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathsOf, ruleOf } from '../../../../../hub/mapping/field.ts';
import { parseDataset } from '../../../../../hub/services/perencanaan/datasets.ts';
import { fileRows } from '../../../../../hub/services/perencanaan/import/file-rows.ts';
import { type Imported, type Importing, importFile } from '../../../../../hub/services/perencanaan/import/import.ts';
import { loadShipped } from '../../../mapping/shipped.ts';
import type { Syncing } from './with-sync.ts';

const { releases } = loadShipped();

async function withFile<Result>(content: string | Buffer, use: (path: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-impor-'));
  try {
    await writeFile(join(directory, 'ekspor'), content);
    return await use(join(directory, 'ekspor'));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Takes a file in beside the running hub, as the command does. */
export function take(
  { hub, records }: Syncing,
  dataset: string,
  content: string | Buffer,
  options: Partial<Importing> = {},
): Promise<Imported> {
  const name = parseDataset(dataset);
  const operation = releases.get('sipd/ekspor')?.operations.get(name?.kind ?? '');
  if (!name || !operation) throw new Error(dataset);
  const fields = Object.values(operation.file.answer?.fields ?? {});
  const columns = fields.map((field) => (field === null ? [] : pathsOf(ruleOf(field))));
  const known = new Set([...columns.flat(), ...(operation.file.answer?.ignore ?? [])]);
  return withFile(content, (path) =>
    importFile({
      ...{ name, copies: hub.store.copies, records: records(), rows: fileRows(path, known, () => {}) },
      ...{ source: 'ekspor.csv', dry: false, partial: false, evenIfMuch: false, day: '2026-11-20', schedule: 'murni' },
      read: (payload) => operation.read({ payload, httpStatus: 200 }, { asked: {}, now: new Date() }),
      ...{ now: Date.now, progress: () => {}, columns },
      ...options,
    }),
  );
}
