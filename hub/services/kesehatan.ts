import type { Dokter, JadwalDokter, Peserta, Poli, Rujukan } from '../../openapi/generated/types.ts';
import { jakartaDate } from '../mapping/jakarta.ts';
import { days, hours, minutes, read, seconds } from './read.ts';

interface ByNomor {
  readonly nomor: string;
}

export const getPeserta = read<ByNomor, Peserta>('getPeserta', {
  connector: 'bpjs',
  operation: {
    oneOf: ['peserta-by-nik', 'peserta-by-kartu'],
    by: ({ nomor }) => (isNik(nomor) ? 'peserta-by-nik' : 'peserta-by-kartu'),
  },
  identity: ({ nomor }) => nomor, // not the day of service, which is today's in every question
  subject: ({ nomor }) => nomor,
  asking: ({ nomor }, { now }) => ({ ...numberOf(nomor), tanggal: jakartaDate(now) }),
  fresh: minutes(15),
  stale: days(30), // a card does not change often; an old answer, marked, beats none at the counter
  deadline: seconds(5),
});

export const getRujukan = read<{ readonly nomorRujukan: string }, Rujukan>('getRujukan', {
  connector: 'bpjs',
  operation: 'rujukan',
  identity: ({ nomorRujukan }) => nomorRujukan,
  subject: ({ nomorRujukan }) => nomorRujukan,
  asking: ({ nomorRujukan }) => ({ nomorRujukan }),
  fresh: minutes(15),
  stale: days(7), // a referral is good for weeks, and closed by its first use
  deadline: seconds(5),
});

export const daftarRujukan = read<ByNomor, readonly Rujukan[]>('daftarRujukan', {
  connector: 'bpjs',
  operation: 'rujukan-by-kartu',
  identity: ({ nomor }) => nomor,
  subject: ({ nomor }) => nomor,
  asking: async ({ nomor }, context) => {
    if (!isNik(nomor)) return { nomorKartu: nomor };
    const { nomorKartu } = await context.read(getPeserta, { nomor }); // referrals are kept by card number
    return { nomorKartu };
  },
  fresh: minutes(5), // the clerk waits for the referral that was written a moment ago
  stale: days(7),
  deadline: seconds(5),
});

export const daftarPoli = read<Record<string, never>, readonly Poli[]>('daftarPoli', {
  connector: 'bpjs',
  operation: 'ref-poli',
  identity: () => '',
  asking: () => ({}),
  fresh: hours(6),
  stale: days(90), // clinics come and go by the year
  deadline: seconds(5),
});

export const daftarDokter = read<Record<string, never>, readonly Dokter[]>('daftarDokter', {
  connector: 'bpjs',
  operation: 'ref-dokter',
  identity: () => '',
  asking: () => ({}),
  fresh: hours(6),
  stale: days(30),
  deadline: seconds(5),
});

interface ByPoliAndDay {
  readonly kodePoli: string;
  readonly tanggal: string;
}

export const getJadwalDokter = read<ByPoliAndDay, readonly JadwalDokter[]>('getJadwalDokter', {
  connector: 'bpjs',
  operation: 'jadwal-dokter',
  identity: ({ kodePoli, tanggal }) => `${kodePoli} ${tanggal}`,
  asking: ({ kodePoli, tanggal }) => ({ kodePoli, tanggal }),
  fresh: minutes(15), // a change takes effect the next day, but quotas and closures are entered on the day itself
  stale: days(7),
  deadline: seconds(5),
  whenAbsent: [], // no surgery on that day is an ordinary answer
});

function isNik(number: string): boolean {
  return number.length === 16;
}

function numberOf(number: string) {
  return isNik(number) ? { nik: number } : { nomorKartu: number };
}
