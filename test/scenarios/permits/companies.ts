import fc from 'fast-check';
import { documentWith } from '../../connectors/oss/documents.ts';

/** One push about a company; days count from its first change on. */
export type Step =
  | { readonly kind: 'asli' }
  | { readonly kind: 'perubahan' | 'pencabutan'; readonly day: number }
  | { readonly kind: 'berkas'; readonly permit: number };

export interface Company {
  readonly nib: string;
  /** Of the city. */
  readonly permits: readonly string[];
  readonly provincial: string;
  /** In the order in which OSS pushes them, which is any. */
  readonly steps: readonly Step[];
}

const story = fc
  .record({
    permits: fc.integer({ min: 1, max: 3 }),
    changes: fc.integer({ min: 0, max: 2 }),
    revoked: fc.option(fc.integer({ min: 0, max: 3 }), { freq: 3 }),
    files: fc.integer({ min: 0, max: 2 }),
  })
  .chain(({ permits, changes, revoked, files }) => {
    const steps: Step[] = [
      { kind: 'asli' },
      ...Array.from({ length: changes }, (_, index): Step => ({ kind: 'perubahan', day: 2 * index + 1 })),
      ...(revoked === null ? [] : [{ kind: 'pencabutan', day: 2 * revoked } as const]),
      ...Array.from({ length: Math.min(files, permits) }, (_, permit): Step => ({ kind: 'berkas', permit })),
    ];
    const shuffled = fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length });
    return fc.record({ permits: fc.constant(permits), steps: fc.oneof(fc.constant(steps), shuffled) });
  });

/** Companies whose pushes are `pushes` together. */
export function companiesOf(pushes: number, seed: number): readonly Company[] {
  const stories = fc.sample(story, { numRuns: pushes, seed });
  const companies: Company[] = [];
  for (let count = 0; count < pushes; ) {
    const index = companies.length;
    const { permits, steps } = stories[index] as (typeof stories)[number];
    const taken = steps.slice(0, pushes - count);
    count += taken.length;
    const stamp = String(index).padStart(8, '0');
    const idOf = (at: number) => `I-20260203080000${stamp.slice(-6)}${at}`.padEnd(23, '0');
    companies.push({
      nib: `99990${stamp}`,
      permits: Array.from({ length: permits }, (_, at) => idOf(at)),
      provincial: idOf(9),
      steps: taken,
    });
  }
  return companies;
}

export function dayOf(day: number): string {
  return new Date(Date.UTC(2026, 2, 1 + day)).toISOString().slice(0, 10);
}

export function linkOf(permit: string): string {
  return `https://oss.contoh.invalid//berkas/${permit}.pdf`;
}

export interface Push {
  readonly method: string;
  readonly envelope: string;
  readonly body: object;
}

/** As OSS would send it. */
export function pushOf({ nib, permits, provincial }: Company, step: Step): Push {
  if (step.kind === 'berkas') {
    const id_izin = permits[step.permit] ?? '';
    const receiveFileDS = { nib, id_izin, file_izin: linkOf(id_izin) };
    return { method: 'receiveFileDS', envelope: 'responreceiveFileDS', body: { receiveFileDS } };
  }
  const row = { id_proyek: 'R-1', jenis_izin: '04', kd_izin: '033000000001', flag_checklist: 'Y' };
  const body = documentWith({
    nib,
    nama_perseroan: step.kind === 'asli' ? 'USAHA' : `USAHA ${step.day}`,
    tgl_perubahan_nib: step.kind === 'asli' ? '-' : dayOf(step.day),
    status_nib: step.kind === 'pencabutan' ? '06' : '01',
    'tipe_dokumen ': { asli: '9', perubahan: '5', pencabutan: '3' }[step.kind],
    data_checklist: [
      ...permits.map((id_izin) => ({ ...row, id_izin, kd_daerah: '1275000000', kewenangan: '02' })),
      { ...row, id_izin: provincial, kd_daerah: '1200000000', kewenangan: '01' },
    ],
  });
  return { method: 'receiveNIB', envelope: 'responreceiveNIB', body };
}

export interface Ending {
  /** `nib-terbit nib 99…` */
  readonly events: readonly string[];
  /** `undefined`: no document came, only files. */
  readonly nib: { readonly state: 'berlaku' | 'dicabut'; readonly name: string } | undefined;
  /** Those whose file came, whether they did or not. */
  readonly files: readonly string[];
}

/** What must have come of it, said without the hub: the newest document holds, and each happening is told once. */
export function endingOf({ nib, permits, steps }: Company): Ending {
  const events: string[] = [];
  const files: string[] = [];
  let known: { day: number; state: 'berlaku' | 'dicabut'; name: string } | undefined;
  for (const step of steps) {
    if (step.kind === 'berkas') {
      const permit = permits[step.permit] ?? '';
      files.push(permit);
      if (known) events.push(`berkas perizinan ${permit}`);
      continue;
    }
    const day = step.kind === 'asli' ? -1 : step.day;
    const now = {
      day,
      state: step.kind === 'pencabutan' ? ('dicabut' as const) : ('berlaku' as const),
      name: day < 0 ? 'USAHA' : `USAHA ${day}`,
    };
    if (!known) {
      events.push(`nib-terbit nib ${nib}`, ...permits.map((permit) => `izin-diajukan perizinan ${permit}`));
      events.push(...files.map((permit) => `berkas perizinan ${permit}`));
      if (now.state === 'dicabut') events.push(`dibatalkan nib ${nib}`);
    } else if (day < known.day) continue;
    else events.push(`${now.state === 'dicabut' ? 'dibatalkan' : 'berubah'} nib ${nib}`);
    known = now;
  }
  return { events, nib: known && { state: known.state, name: known.name }, files };
}
