import type { Happening } from '../../../relay/announcements.ts';
import type { Copy } from '../../../store/copies.ts';
import type { JobContext } from '../../job.ts';
import { parseDataset } from '../datasets.ts';

const READS = 'anggaran:baca';

/** What a finished copy changed, for every application that may read it; nothing where it changed nothing. */
export function tidingsOf(
  copy: Copy,
  at: number,
  { applicationsWith }: Pick<JobContext, 'applicationsWith'>,
): readonly Happening[] {
  const { dataset, number, source, added, changed, removed } = copy;
  const isFirst = changed + removed === 0 && added === copy.rows && (added > 0 || number === 1);
  if (added + changed + removed === 0 && !isFirst) return [];
  const data = {
    ...{ kumpulan: dataset, salinan: number, jadwal: parseDataset(dataset)?.schedule ?? null, sumber: source },
    ...{ ditambah: added, diubah: changed, dihapus: removed },
    ...(isFirst ? { pertama: true } : {}),
  };
  return applicationsWith(READS).map((application) => ({
    ...{ kind: 'anggaran.berubah', application, about: `salinan ${dataset}`, at, data },
  }));
}
