import { namedPeople } from '../../sandbox-kit/people.ts';
import type { Attachment, Complaint, FollowUp, Place, Reporter } from './complaint.ts';
import { officeOf, topicOf } from './reference.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What is peculiar about a seeded complaint; every other member has a usual value. */
interface Seed {
  readonly trackingId: string;
  readonly note: string;
  readonly judul: string;
  readonly isi: string;
  readonly kategori: string;
  readonly kecamatan: string;
  readonly status: string;
  readonly daysAgo: number;
  readonly klasifikasi?: string;
  readonly anonim?: true;
  readonly rahasia?: true;
  readonly offices?: readonly string[];
  readonly answered?: readonly (readonly [FollowUp['peran'], daysAgo: number, isi: string])[];
  readonly alasan?: string;
  readonly rating?: number;
  readonly lokasi?: Place;
  readonly lampiran?: readonly Attachment[];
}

/** Twelve complaints in Binjai's five districts over all statuses (section 7). */
const seeds: readonly Seed[] = [
  {
    trackingId: '9900124',
    note: 'not verified yet',
    judul: 'Sampah menumpuk di pasar',
    isi: 'Sampah di belakang pasar belum diangkut seminggu.',
    kategori: '19',
    kecamatan: 'Binjai Kota',
    status: 'Belum Terverifikasi',
    daysAgo: 1,
    lampiran: [{ nama: 'sampah.jpg', url: 'https://lapor.contoh.invalid/berkas/sampah.jpg', mime: 'image/jpeg' }],
  },
  {
    trackingId: '9900125',
    note: 'verified, nobody has begun',
    judul: 'Parkir liar di depan sekolah',
    isi: 'Kendaraan parkir di bahu jalan setiap pagi.',
    kategori: '14',
    kecamatan: 'Binjai Timur',
    status: 'Belum Ditindaklanjuti',
    daysAgo: 4,
    offices: ['1275-15'],
  },
  {
    trackingId: '9900126',
    note: 'sent to two offices',
    judul: 'Jalan rusak dan saluran tersumbat',
    isi: 'Jalan berlubang, air meluap setiap hujan.',
    kategori: '15',
    kecamatan: 'Binjai Selatan',
    status: 'Terdisposisi',
    daysAgo: 5,
    offices: ['1275-04', '1275-09'],
  },
  {
    trackingId: '9900127',
    note: 'in progress',
    judul: 'Antrean KTP terlalu lama',
    isi: 'Sudah sebulan KTP belum jadi.',
    kategori: '20',
    kecamatan: 'Binjai Barat',
    status: 'Diproses',
    daysAgo: 7,
    offices: ['1275-07'],
  },
  {
    trackingId: '9900128',
    note: 'answered by the office; closes by itself when nobody replies',
    judul: 'Lampu lalu lintas mati',
    isi: 'Lampu merah simpang empat mati sejak kemarin.',
    kategori: '14',
    kecamatan: 'Binjai Utara',
    status: 'Ditanggapi oleh Instansi',
    daysAgo: 6,
    offices: ['1275-15'],
    answered: [['instansi', 2, 'Petugas sudah ke lokasi, menunggu suku cadang.']],
  },
  {
    trackingId: '9900129',
    note: 'the reporter replied: the ball is with the office',
    judul: 'Puskesmas tutup lebih awal',
    isi: 'Loket sudah tutup pukul sebelas.',
    kategori: '17',
    kecamatan: 'Binjai Kota',
    status: 'Ditanggapi oleh Pelapor',
    daysAgo: 9,
    offices: ['1275-03'],
    answered: [
      ['instansi', 5, 'Jam layanan sampai pukul dua belas.'],
      ['pelapor', 3, 'Kemarin tetap tutup pukul sebelas.'],
    ],
  },
  {
    trackingId: '9900130',
    note: 'on hold',
    judul: 'Usul taman bermain',
    isi: 'Mohon dibangun taman bermain di lapangan.',
    kategori: '7',
    kecamatan: 'Binjai Timur',
    status: 'Ditunda',
    klasifikasi: 'Aspirasi',
    daysAgo: 20,
    offices: ['1275-09'],
    alasan: 'Menunggu anggaran tahun depan',
  },
  {
    trackingId: '9900131',
    note: 'wrongly sent: not a matter of the city',
    judul: 'Jalan provinsi berlubang',
    isi: 'Jalan lintas provinsi berlubang di batas kota.',
    kategori: '15',
    kecamatan: 'Binjai Barat',
    status: 'Bukan Wewenang',
    daysAgo: 12,
    alasan: 'Kewenangan pemerintah provinsi',
  },
  {
    trackingId: '6340753',
    note: 'closed by the admin; 6340753.0 in the Excel export',
    judul: 'Syarat pindah domisili',
    isi: 'Apa saja syarat pindah masuk?',
    kategori: '8',
    kecamatan: 'Binjai Selatan',
    status: 'Ditutup oleh Admin',
    klasifikasi: 'Permintaan Informasi',
    daysAgo: 30,
    offices: ['1275-07'],
    answered: [['instansi', 27, 'Cukup membawa surat keterangan pindah.']],
    rating: 4,
  },
  {
    trackingId: '9900133',
    note: 'secret; closed by the clock',
    judul: 'Pungutan di loket',
    isi: 'Diminta membayar tanpa kuitansi.',
    kategori: '6',
    kecamatan: 'Binjai Kota',
    status: 'Ditutup oleh Sistem',
    daysAgo: 40,
    rahasia: true,
    offices: ['1275-18'],
    answered: [['instansi', 35, 'Mohon menyebutkan loket dan tanggalnya.']],
  },
  {
    trackingId: '9900134',
    note: 'anonymous; archived, which is not solved',
    judul: 'Keributan malam hari',
    isi: 'Ada keributan setiap malam.',
    kategori: '6',
    kecamatan: 'Binjai Utara',
    status: 'Diarsipkan oleh Admin',
    daysAgo: 50,
    anonim: true,
    alasan: 'Laporan ganda',
  },
];

export interface Seeded {
  readonly complaint: Complaint;
  readonly note: string;
}

/** The example of section 4 with its own dates, and the others as many days before `now`. */
export function seededComplaints(now: number): readonly Seeded[] {
  return [
    { complaint: exampleComplaint(), note: 'the example of the document; anonymous' },
    ...seeds.map((seed, index) => ({ complaint: complaintOf(seed, now, reporterOf(index)), note: seed.note })),
  ];
}

function complaintOf(seed: Seed, now: number, pelapor: Reporter): Complaint {
  const ago = (days: number) => now - days * DAY_MS;
  const { trackingId, daysAgo, offices = [], answered = [], status } = seed;
  const verifikasi = status === 'Belum Terverifikasi' ? null : ago(daysAgo - 1);
  const last = Math.max(verifikasi ?? ago(daysAgo), ...answered.map(([, days]) => ago(days)));
  const isShut = /^(Ditutup|Diarsipkan)/.test(status);
  return {
    trackingId,
    transaksiId: `T-${trackingId}`,
    judul: seed.judul,
    isiAwal: seed.isi.toLowerCase(),
    isiAkhir: seed.isi,
    klasifikasi: seed.klasifikasi ?? 'Pengaduan',
    kategori: topicOf(seed.kategori) ?? null,
    anonim: seed.anonim ?? false,
    rahasia: seed.rahasia ?? false,
    pelapor,
    sumber: 'Website',
    lokasi: { kecamatan: seed.kecamatan },
    lampiran: seed.lampiran ?? [],
    lapor: ago(daysAgo),
    status,
    alasan: seed.alasan ?? null,
    verifikasi,
    tutup: isShut ? last + DAY_MS : null,
    diubah: isShut ? last + DAY_MS : last,
    rating: seed.rating ?? null,
    disposisi: offices.flatMap((id) => {
      const instansi = officeOf(id);
      return instansi ? [{ instansi, at: ago(daysAgo - 1), oleh: 'Admin Instansi', catatan: '' }] : [];
    }),
    tindakLanjut: answered.map(([peran, days, isi], index) => ({
      id: `TL-${trackingId}-${index + 1}`,
      at: ago(days),
      oleh: peran === 'pelapor' ? pelapor.nama : (officeOf(offices[0] ?? '')?.nama ?? 'Admin Instansi'),
      peran,
      isi,
      lampiran: [],
    })),
  };
}

function exampleComplaint(): Complaint {
  return {
    trackingId: '9900123',
    transaksiId: 'T-9900123',
    judul: 'Lampu jalan padam',
    isiAwal: 'lampu padam sdh 3 hari',
    isiAkhir: 'Lampu jalan padam sudah tiga hari.',
    klasifikasi: 'Pengaduan',
    kategori: topicOf('13') ?? null,
    anonim: true,
    rahasia: false,
    pelapor: reporterOf(4),
    sumber: 'Website',
    lokasi: { kecamatan: 'Binjai Utara', kelurahan: 'Kebun Lada', kode_wilayah: '12.75.01.1005' },
    lampiran: [],
    lapor: Date.parse('2025-11-01T20:15:00+07:00'),
    status: 'Terverifikasi',
    alasan: null,
    verifikasi: Date.parse('2025-11-03T08:00:00+07:00'),
    tutup: null,
    diubah: Date.parse('2025-11-03T09:10:00+07:00'),
    rating: null,
    disposisi: [
      {
        instansi: { id: '1275-15', nama: 'Dinas Perhubungan' },
        at: Date.parse('2025-11-03T09:10:00+07:00'),
        oleh: 'Admin Instansi',
        catatan: '',
      },
    ],
    tindakLanjut: [],
  };
}

function reporterOf(index: number): Reporter {
  const place = index % namedPeople.length;
  return {
    nama: namedPeople[place]?.nama ?? '',
    telepon: `0800000000${place}`,
    email: `pelapor${place}@contoh.invalid`,
  };
}
