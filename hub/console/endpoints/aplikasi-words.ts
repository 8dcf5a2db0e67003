import type { Kesalahan } from '../../../openapi/generated/types.ts';
import { MOST_REQUESTS_PER_MINUTE, type RegistrationFault } from '../../access/registration.ts';
import type { Outcome } from '../../health/outcomes.ts';
import type { ApplicationUsage, ServiceUsage } from '../../health/usage.ts';
import type { StoredApplication } from '../../store/store.ts';
import type { AplikasiSingkat, Jumlah, Pemakaian, PemakaianLayanan } from '../views/aplikasi.ts';

const DEMO = 'demo';

export function singkatOf(application: StoredApplication, used: ApplicationUsage): AplikasiSingkat {
  const { id, name, scopes, purposes, requestsPerMinute = null, createdAt, revokedAt = null } = application;
  return {
    ...{ id, nama: name, cakupan: scopes, keperluan: purposes, batas: requestsPerMinute },
    ...{ sejak: createdAt, dicabut: revokedAt, contoh: id === DEMO, pemakaian: pemakaianOf(used) },
  };
}

export function pemakaianOf({ today, yesterday, lastAt }: ApplicationUsage): Pemakaian {
  return { hariIni: jumlahOf(today), kemarin: jumlahOf(yesterday), terakhir: lastAt ?? null };
}

function jumlahOf(services: readonly ServiceUsage[]): Jumlah {
  const sum = (outcomes: readonly Outcome[]) =>
    services.reduce((whole, { counts }) => outcomes.reduce((some, outcome) => some + counts[outcome], whole), 0);
  const failed: readonly Outcome[] = ['gagal-hulu', 'gagal-simpul'];
  const answered: readonly Outcome[] = ['segar', 'tersimpan', 'usang', 'diterima', 'nihil'];
  return {
    permintaan: sum([...answered, 'ditolak', ...failed]),
    ditolak: sum(['ditolak']),
    gagal: sum(failed),
  };
}

const NOTHING: Readonly<Record<Outcome, number>> = {
  ...{ segar: 0, tersimpan: 0, usang: 0, diterima: 0, nihil: 0, ditolak: 0, 'gagal-hulu': 0, 'gagal-simpul': 0 },
};

/** Today's busiest first, then what was asked yesterday only. */
export function layananOf({ today, yesterday }: ApplicationUsage): readonly PemakaianLayanan[] {
  const services = new Set([...today, ...yesterday].map(({ service }) => service));
  const countsIn = (days: readonly ServiceUsage[], name: string) =>
    days.find(({ service }) => service === name)?.counts ?? NOTHING;
  return [...services].map((layanan) => ({
    ...{ layanan, hariIni: countsIn(today, layanan), kemarin: countsIn(yesterday, layanan) },
  }));
}

const FIELDS: Readonly<Record<RegistrationFault['part'], string>> = {
  ...{ name: 'nama', scopes: 'cakupan', purposes: 'keperluan', requestsPerMinute: 'batas' },
};

export function mistakesOf(faults: readonly RegistrationFault[]): readonly Kesalahan[] {
  return faults.map((fault) => ({ di: FIELDS[fault.part], masalah: wordsOf(fault) }));
}

function wordsOf({ part, because, values }: RegistrationFault): string {
  const given = values.join(', ');
  if (because === 'none') return part === 'scopes' ? 'pilih paling sedikit satu' : 'sebutkan paling sedikit satu';
  if (because === 'twice') return `${given} disebut dua kali`;
  switch (part) {
    case 'name':
      return 'huruf kecil, angka, dan tanda hubung, 2 sampai 40 huruf; misalnya e-dokter';
    case 'scopes':
      return `tidak ada cakupan ${given}`;
    case 'purposes':
      return `huruf kecil, angka, dan tanda hubung, misalnya pelayanan-publik; bukan: ${given}`;
    case 'requestsPerMinute':
      return `1 sampai ${MOST_REQUESTS_PER_MINUTE}, atau kosong`;
    default:
      return part satisfies never;
  }
}
