import { Problem } from '../../api/problems.ts';
import type { LoadedOperation } from '../../mapping/load.ts';
import { mappingSources } from '../../mapping/where.ts';
import type { ReleaseDesk } from '../../releases/desk.ts';
import type { Edits } from '../../releases/edits.ts';
import { newestMisfit } from '../../releases/misfit.ts';
import { mendedText, operationText } from '../../releases/new-release.ts';
import { guessRenames } from '../../releases/rename-guess.ts';
import { sampleText } from '../../releases/sample-text.ts';
import { ruleWritten } from '../../releases/target.ts';
import type { DriftReport } from '../../store/releases.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { Aturan, BerkasPemetaan, ContohJawaban, Perbaikan, Rancangan, RilisAda } from '../views/perubahan.ts';
import { laporanOf, pilihanOf, rilisOf, sorted } from './perubahan.ts';

export interface PerbaikanParts {
  readonly openDesk: () => Promise<ReleaseDesk>;
  /** Absent: mappings are not edited here. */
  readonly edits?: Edits;
  /** The folder of the city's own releases, where it is there. */
  readonly own: () => string | undefined;
}

const MOST_REPORTS = 100;
/** Each with two whole answers. */
const MOST_SAMPLES = 5;
const MOST_HISTORY = 20;

/** What it takes to mend an operation: what does not fit, the mapping that read it, and a copy to begin with. */
export function createPerbaikan({ openDesk, edits, own }: PerbaikanParts): readonly Endpoint[] {
  async function whole({ params }: ConsoleRequest): Promise<Perbaikan> {
    const { desk, instance, operation } = await known(openDesk, params);
    const [shadows, reports, history] = await Promise.all([
      desk.store.shadows(),
      desk.store.drift({ instance, operation, limit: MOST_REPORTS }),
      desk.store.choiceHistory(instance, operation, MOST_HISTORY),
    ]);
    const used = desk.inUse(instance, operation);
    const upstream = desk.upstreamOf(instance);
    return {
      ...rilisOf(desk, shadows, instance, operation),
      laporan: sorted(reports.map(laporanOf), (one) => one.rilis === used?.release),
      aturan: reports.flatMap((report) => aturanOf(desk, report)),
      riwayat: history.map(pilihanOf),
      ada: adaOf(desk, edits, instance, operation),
      sumber: used ? sumberOf({ upstream, release: used.release, operation }, own()) : [],
      rancangan: used && edits ? await rancanganOf(desk, edits, instance, used) : null,
    };
  }

  function aturanOf(desk: ReleaseDesk, report: DriftReport): readonly Aturan[] {
    const { instance, release, path: di } = report;
    const upstream = desk.upstreamOf(instance);
    const operation = desk.releases.get(`${upstream}/${release}`)?.operations.get(report.operation);
    const written = operation && ruleWritten(upstream, operation, di, own());
    return written ? [{ di, berkas: written.name, baris: written.line, teks: written.text }] : [];
  }

  return [
    endpoint({ method: 'GET', path: '/perubahan/:instance/:operation', role: 'operator', run: whole }),
    endpoint({
      method: 'GET',
      path: '/perubahan/:instance/:operation/contoh',
      role: 'operator',
      action: 'contoh-jawaban',
      about: ({ params }) => `${params.instance} ${params.operation}`,
      async run({ params }): Promise<readonly ContohJawaban[]> {
        const { desk, instance, operation } = await known(openDesk, params);
        const reports = await desk.store.drift({ instance, operation, limit: MOST_REPORTS, withSamples: true });
        const shown = reports.toSorted((one) => (one.kind === 'breaking' ? -1 : 1)).slice(0, MOST_SAMPLES);
        return Promise.all(shown.map((report) => contohOf(desk, report)));
      },
    }),
  ];
}

/** Throws a Problem where there is no such instance, or it has no such operation. */
export async function known(openDesk: PerbaikanParts['openDesk'], params: ConsoleRequest['params']) {
  const { instance = '', operation = '' } = params;
  const desk = await openDesk();
  if (!desk.candidatesOf(instance).has(operation))
    throw new Problem('tidak-ditemukan', { detail: `${instance} tidak punya operasi "${operation}".` });
  return { desk, instance, operation };
}

function adaOf(desk: ReleaseDesk, edits: Edits | undefined, instance: string, operation: string): readonly RilisAda[] {
  const upstream = desk.upstreamOf(instance);
  return [...desk.releases.values()]
    .filter((one) => one.upstream === upstream && !one.incoming && one.operations.has(operation))
    .map((one) => ({
      nama: one.name,
      kota: edits?.isOwn(upstream, one.name) ?? false,
      halangan: desk.misfitOf(instance, one) ?? null,
    }));
}

function sumberOf(wanted: Parameters<typeof mappingSources>[0], own: string | undefined): readonly BerkasPemetaan[] {
  return mappingSources(wanted, own).map(({ name, text }) => ({ nama: name, teks: withoutNumbers(text) }));
}

/** Examples hold invented numbers; nobody who looks at the page can know. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{9,}/g, (number) => '0'.repeat(number.length));
}

/** What is so for several operations stands in the file of the one that they are like. */
function fileOf(desk: ReleaseDesk, upstream: string, operation: LoadedOperation): LoadedOperation {
  const { like } = operation.file;
  const model = like && desk.releases.get(`${upstream}/${operation.release}`)?.operations.get(like);
  return model || operation;
}

async function rancanganOf(
  desk: ReleaseDesk,
  edits: Edits,
  instance: string,
  used: LoadedOperation,
): Promise<Rancangan> {
  const upstream = desk.upstreamOf(instance);
  const operation = fileOf(desk, upstream, used);
  const misfit = await newestMisfit(desk, instance, used.name);
  const guesses = misfit ? guessRenames(used, misfit) : [];
  const begun =
    misfit && guesses.length > 0 ? mendedText(operation, misfit, guesses) : operationText(operation, misfit);
  const isOwn = edits.isOwn(upstream, used.release);
  const written = isOwn ? edits.textOf(upstream, used.release, operation.name) : undefined;
  return {
    rilis: isOwn ? used.release : edits.freeName(upstream, used.release),
    dasar: used.release,
    berkas: operation.name,
    teks: written ?? begun,
    baru: !isOwn,
    tebakan: written === undefined ? guesses.map(({ from, to }) => `${from} → ${to}`) : [],
  };
}

async function contohOf(desk: ReleaseDesk, report: DriftReport): Promise<ContohJawaban> {
  const { release: rilis, path: di, kind, firstSample, lastSample } = report;
  const text = (sealed: Uint8Array | null) => (sealed ? sampleText(desk, report, sealed) : Promise.resolve(null));
  const [pertama, terakhir] = await Promise.all([text(firstSample), text(lastSample)]);
  return { rilis, di, jenis: kind === 'breaking' ? 'merusak' : 'tambahan', pertama, terakhir };
}
