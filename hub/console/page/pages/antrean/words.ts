import type { KeadaanJalur } from '../../../views/jalur.ts';
import type { KeadaanPesan, Masalah, PesanRingkas } from '../../../views/pesan.ts';
import { say } from '../../language.ts';

const CONTRACT = 'contract: ';

/** Why something did not go through, in the words of the hub; a word of somebody else stays as it is. */
export function troubleWords(masalah: string): string {
  if (masalah.startsWith(CONTRACT)) {
    const words = masalah.slice(CONTRACT.length);
    return say(`semua ditolak dengan kata yang sama: “${words}”`, `all are refused in the same words: “${words}”`);
  }
  const status = /^http_(\d{3})$/.exec(masalah)?.[1];
  if (status !== undefined) return say(`tujuan menjawab HTTP ${status}`, `the destination answered HTTP ${status}`);
  return ofHold(masalah) ?? ofConnection(masalah) ?? ofHub(masalah) ?? masalah;
}

function ofHold(masalah: string): string | undefined {
  switch (masalah) {
    case 'auth':
      return say('tujuan menolak kredensial kota', 'the destination refuses the city’s credentials');
    case 'quota':
      return say('kuota habis', 'the quota is used up');
    case 'maintenance':
      return say('tujuan sedang dipelihara', 'the destination is under maintenance');
    case 'throttled':
      return say('tujuan membatasi kiriman', 'the destination limits requests');
    case 'changed':
      return say(
        'jawaban tujuan berubah bentuk; menunggu rilis yang cocok',
        'the answers changed; waits for a release that fits',
      );
    case 'contract':
      return say(
        'ternyata semua pesan ditolak sama, jadi ditarik kembali',
        'all messages were refused alike, so it was taken back',
      );
    case 'breaker_open':
      return say(
        'tujuan baru saja gagal berkali-kali; dicoba sesekali',
        'the destination failed repeatedly; tried now and then',
      );
    case 'too_many_waiting':
      return say('terlalu banyak panggilan mengantre', 'too many calls in line');
    default:
      return undefined;
  }
}

function ofConnection(masalah: string): string | undefined {
  switch (masalah) {
    case 'unreachable':
    case 'connection_refused':
    case 'host_unreachable':
    case 'network_unreachable':
      return say('tujuan tidak dapat dihubungi', 'the destination cannot be reached');
    case 'name_unknown':
      return say('nama alamatnya tidak ditemukan', 'its host name is unknown');
    case 'connect_timeout':
    case 'unanswered':
    case 'timeout':
      return say('tidak dijawab pada waktunya', 'no answer in time');
    case 'connection_lost':
      return say('sambungan terputus', 'the connection was lost');
    case 'tls_failed':
    case 'certificate_not_accepted':
      return say('sambungan amannya gagal; periksa sertifikat', 'the secure connection failed; check the certificate');
    case 'unavailable':
      return say('tujuan menjawab dengan kesalahan', 'the destination answered with an error');
    case 'address_not_allowed':
      return say('alamatnya tidak diizinkan', 'its address is not allowed');
    default:
      return undefined;
  }
}

function ofHub(masalah: string): string | undefined {
  switch (masalah) {
    case 'sender_died':
      return say('Simpul berhenti saat mengirimnya', 'the hub stopped while sending it');
    case 'unreadable':
    case 'secret_unreadable':
      return say('isinya tidak dapat dibuka dengan kunci yang ada', 'it cannot be opened with the keys there are');
    case 'internal':
      return say('kesalahan di Simpul; lihat log', 'a fault of the hub; see its log');
    case 'misasked':
      return say('isinya tidak lengkap untuk tujuan ini', 'it lacks something for this destination');
    case 'inquiry_refused':
      return say('tujuan tidak dapat ditanya apakah sudah sampai', 'it could not be asked whether it arrived');
    case 'inquiry_unclear':
      return say(
        'belum jelas apakah pesan sampai: tujuan menyebut status yang tidak dikenal',
        'not clear yet whether it arrived: the destination shows a status that nobody knows',
      );
    case 'terlambat':
      return say('jawabannya datang terlambat', 'the answer came late');
    case 'dipastikan':
      return say('dipastikan oleh petugas', 'confirmed by a person');
    default:
      return undefined;
  }
}

/** Of a message or an attempt: the destination's own words where it spoke. */
export function problemWords({ masalah, kode, keterangan }: Masalah): string {
  const said = keterangan === undefined ? '' : `“${keterangan}”`;
  const code = kode === undefined || kode === 'misasked' ? '' : kode;
  const own = masalah === undefined ? (kode === 'misasked' ? troubleWords(kode) : '') : troubleWords(masalah);
  return [own, code, said].filter(Boolean).join(' · ');
}

export function laneStateWords(keadaan: KeadaanJalur): string {
  switch (keadaan) {
    case 'terbuka':
      return say('Terbuka', 'Open');
    case 'tertahan':
      return say('Tertahan', 'Held');
    case 'dijeda':
      return say('Dijeda', 'Paused');
    default:
      return keadaan satisfies never;
  }
}

export function messageStateWords(keadaan: KeadaanPesan): string {
  switch (keadaan) {
    case 'menunggu':
      return say('Menunggu', 'Waiting');
    case 'dikirim':
      return say('Sedang dikirim', 'Being sent');
    case 'tidak-pasti':
      return say('Tidak pasti', 'Unsure');
    case 'ditolak':
      return say('Ditolak', 'Refused');
    case 'terkirim':
      return say('Terkirim', 'Delivered');
    case 'dibatalkan':
      return say('Dibatalkan', 'Cancelled');
    default:
      return keadaan satisfies never;
  }
}

/** What happens next to a message of this state. */
export function nextWords({ keadaan, giliran, cobaLagiPada }: PesanRingkas): string {
  switch (keadaan) {
    case 'menunggu':
      if (!giliran) return say('sampai pesan sebelumnya selesai', 'until the one before it is done');
      return cobaLagiPada === null
        ? say('gilirannya', 'for its turn')
        : say('percobaan berikutnya', 'for its next attempt');
    case 'tidak-pasti':
      return say('mungkin sudah sampai; perlu keputusan', 'it may have arrived; somebody has to decide');
    case 'ditolak':
      return say('perlu keputusan', 'somebody has to decide');
    default:
      return '';
  }
}

export function eventWords(peristiwa: string): string {
  switch (peristiwa) {
    case 'diterima':
      return say('Diterima dari aplikasi', 'Accepted from the application');
    case 'terkirim':
      return say('Sampai di tujuan', 'Delivered');
    case 'gagal':
      return say('Gagal, dicoba lagi nanti', 'Failed, tried again later');
    case 'ditolak':
      return say('Ditolak tujuan', 'Refused by the destination');
    case 'ditarik':
      return say('Penolakan ditarik, menunggu lagi', 'The refusal was taken back');
    case 'tidak-pasti':
      return say('Tidak pasti sampai', 'It may have arrived');
    case 'terputus':
      return say('Simpul berhenti di tengah pengiriman', 'The hub stopped in the middle of sending');
    case 'dilepas':
      return say('Belum jadi dikirim', 'Given back, not sent after all');
    case 'diulang':
      return say('Dikirim ulang', 'Sent again');
    case 'dibatalkan':
      return say('Dibatalkan', 'Cancelled');
    default:
      return peristiwa;
  }
}

/** `lapor laporan-kirim` as `lapor · laporan-kirim`. */
export function laneName(jalur: string): string {
  return jalur.replace(' ', ' · ');
}

export function serviceWords(layanan: string): string {
  return layanan === '' ? say('kabar ke aplikasi', 'event to an application') : layanan;
}
