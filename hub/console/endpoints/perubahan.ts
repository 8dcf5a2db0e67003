import type { ReleaseDesk } from '../../releases/desk.ts';
import { useOf } from '../../releases/words.ts';
import type { DriftReport, ReleaseChoice, ReleaseStore, ShadowReport } from '../../store/releases.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type { Bayangan, LaporanDrift, Perubahan, Pilihan, RilisDipakai } from '../views/perubahan.ts';

export interface PerubahanParts {
  readonly store: Pick<ReleaseStore, 'drift' | 'shadows' | 'incidents'>;
  readonly openDesk: () => Promise<ReleaseDesk>;
}

const MOST = 300;

/** What upstreams changed, and what each operation is asked with. */
export function createPerubahan({ store, openDesk }: PerubahanParts) {
  async function all(): Promise<Perubahan> {
    const [desk, reports, shadows, open] = await Promise.all([
      openDesk(),
      store.drift({ limit: MOST }),
      store.shadows(),
      store.incidents({ open: true, kind: 'hulu-berubah', limit: MOST }),
    ]);
    return {
      laporan: sorted(
        reports.map(laporanOf),
        ({ instansi, operasi, rilis }) => useOf(desk, instansi, operasi).release === rilis,
      ),
      rilis: desk.instances.flatMap((instance) =>
        [...desk.candidatesOf(instance).keys()].map((operation) => rilisOf(desk, shadows, instance, operation)),
      ),
      berubah: open.map(({ instance, operation }) => `${instance} ${operation}`),
    };
  }

  const topic: Topic = async () => {
    const value = await all();
    // a count that always moves is no news, another path or another release is
    const { rilis, berubah } = value;
    const laporan = value.laporan.map(({ jumlah: _count, terakhir: _last, ...one }) => one);
    const urgent = rilis.map(({ bayangan, ...one }) => ({ ...one, bayangan: bayangan?.rilis }));
    return { value, urgent: JSON.stringify([laporan, urgent, berubah]) };
  };
  const endpoints: readonly Endpoint[] = [endpoint({ method: 'GET', path: '/perubahan', role: 'pengamat', run: all })];
  return { endpoints, topics: { perubahan: topic } };
}

/** What breaks comes first, and of that what the release in use does not read: others may have been tried besides. */
export function sorted(
  reports: readonly LaporanDrift[],
  isInUse: (report: LaporanDrift) => boolean,
): readonly LaporanDrift[] {
  const rank = (one: LaporanDrift) => (one.jenis === 'merusak' ? 2 : 0) + (isInUse(one) ? 1 : 0);
  return reports.toSorted((one, other) => rank(other) - rank(one) || other.terakhir - one.terakhir);
}

export function laporanOf(report: DriftReport): LaporanDrift {
  const { instance, operation, release, kind, path, expected, got, count, firstAt, lastAt } = report;
  return {
    ...{ instansi: instance, operasi: operation, rilis: release, di: path, diharapkan: expected, didapat: got },
    jenis: kind === 'breaking' ? 'merusak' : 'tambahan',
    ...{ jumlah: count, sejak: firstAt, terakhir: lastAt },
  };
}

export function rilisOf(
  desk: ReleaseDesk,
  shadows: readonly ShadowReport[],
  instance: string,
  operation: string,
): RilisDipakai {
  const { release = '', pinned } = useOf(desk, instance, operation);
  const choice = desk.choices.of(instance, operation);
  const shadow = shadows.find((one) => one.instance === instance && one.operation === operation);
  const { operations = [] } = desk.candidatesOf(instance).get(operation) ?? {};
  return {
    ...{ instansi: instance, operasi: operation, rilis: release, dipatok: pinned },
    calon: operations.map((one) => one.release),
    dipilih: choice ? pilihanOf(choice) : null,
    bayangan: shadow ? bayanganOf(shadow) : null,
  };
}

export function pilihanOf({ release, pinned, by, since, reason }: ReleaseChoice): Pilihan {
  return { rilis: release, dipatok: pinned, oleh: by.replace(/^operator:/, ''), sejak: since, sebab: reason };
}

function bayanganOf(report: ShadowReport): Bayangan {
  const { release, since, read, agreed, differed, unfit, askedOtherwise, skipped, fields } = report;
  return {
    ...{ rilis: release, sejak: since, dibaca: read, sama: agreed, beda: differed },
    ...{ tidakCocok: unfit, ditanyaLain: askedOtherwise, dilewati: skipped },
    di: Object.entries(fields)
      .map(([field, jumlah]) => ({ field, jumlah }))
      .toSorted((one, other) => other.jumlah - one.jumlah),
  };
}
