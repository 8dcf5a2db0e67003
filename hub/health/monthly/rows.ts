import { writeMoment } from '../../mapping/moments.ts';
import type { Maintenance } from '../../store/health.ts';
import type { Standing } from '../availability.ts';
import { answerFigures, type Counted, callFigures, NOTHING, summed } from './counted.ts';
import { type Interruption, interruptionFigures } from './interruptions.ts';
import type { AngkaJawaban, BarisHulu, BarisLayanan, NilaiHub, Persen, Total } from './report.ts';

/** What is known of a month. */
export interface Figures {
  readonly counted: Counted;
  readonly interruptions: readonly Interruption[];
}

export interface RowParts {
  readonly standing: readonly Standing[];
  readonly figures: Figures;
  /** Of the month before. */
  readonly earlier: Figures | undefined;
}

export function totalOf({ counted, interruptions }: Figures): Total {
  const aplikasi = answerFigures(summed(counted.answers.values()));
  const panggilan = callFigures(summed(counted.calls));
  return {
    aplikasi,
    hulu: { ...panggilan, ...interruptionFigures(interruptions) },
    nilaiHub: worthOf(aplikasi, panggilan.tersediaPersen),
  };
}

/** Also of services that nobody asked, and of those that are gone and are still part of their month. */
export function serviceRows({
  services,
  standing,
  figures,
  earlier,
}: RowParts & {
  readonly services: readonly { readonly nama: string; readonly judul: string }[];
}): readonly BarisLayanan[] {
  const { counted } = figures;
  const titles = new Map(services.map(({ nama, judul }) => [nama, judul]));
  const names = sorted([...titles.keys(), ...counted.answers.keys()]);
  return names.map((nama) => {
    const answers = answersOf(figures, nama);
    const own = standing.filter(({ service }) => service === nama);
    const isAsked = (call: Pick<Standing, 'instance' | 'operation'>) =>
      own.some(({ instance, operation }) => instance === call.instance && operation === call.operation);
    const { p95Ms: _, ...hulu } = callFigures(summed(counted.calls.filter(isAsked)));
    const before = earlier && answersOf(earlier, nama);
    return {
      ...{ nama, judul: titles.get(nama) ?? nama, ...answers, hulu: own.length === 0 ? null : hulu },
      nilaiHub: worthOf(answers, own.length === 0 ? null : hulu.tersediaPersen),
      sebelumnya: before?.permintaan ? { permintaan: before.permintaan, tersediaPersen: before.tersediaPersen } : null,
    };
  });
}

export function instanceRows({
  standing,
  figures,
  earlier,
  maintenance,
}: RowParts & { readonly maintenance: readonly Maintenance[] }): readonly BarisHulu[] {
  const names = sorted([
    ...standing.map(({ instance }) => instance),
    ...figures.counted.calls.map(({ instance }) => instance),
    ...figures.interruptions.map(({ instance }) => instance),
    ...maintenance.map(({ instance }) => instance),
  ]);
  return names.map((nama) => {
    const before = earlier && instanceFigures(earlier, nama);
    return {
      ...{ nama, ...instanceFigures(figures, nama) },
      layanan: sorted(standing.filter(({ instance }) => instance === nama).map(({ service }) => service)),
      pemeliharaan: maintenance
        .filter(({ instance }) => instance === nama)
        .map(({ from, to, note }) => ({ dari: writeMoment(from), sampai: writeMoment(to), catatan: note })),
      sebelumnya: before?.panggilan
        ? { panggilan: before.panggilan, tersediaPersen: before.tersediaPersen, menitMati: before.menitMati }
        : null,
    };
  });
}

function instanceFigures({ counted, interruptions }: Figures, nama: string) {
  return {
    ...callFigures(summed(counted.calls.filter(({ instance }) => instance === nama))),
    ...interruptionFigures(interruptions.filter(({ instance }) => instance === nama)),
  };
}

function worthOf(
  { usang, tersediaPersen }: { readonly usang: number; readonly tersediaPersen: Persen },
  upstream: Persen,
): NilaiHub {
  const both = tersediaPersen !== null && upstream !== null;
  return {
    jawabanWalauHuluMati: usang,
    selisihPersen: both ? Math.round((tersediaPersen - upstream) * 100) / 100 : null,
  };
}

function answersOf({ counted: { answers } }: Figures, service: string): AngkaJawaban {
  return answerFigures(answers.get(service) ?? NOTHING);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
