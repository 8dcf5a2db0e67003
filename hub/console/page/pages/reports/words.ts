import { say } from '../../language.ts';

/** The word of the API where there is no other: a state that is new stays readable. */
export function reportStateWords(keadaan: string): string {
  switch (keadaan) {
    case 'menunggu-kirim':
      return say('Menunggu dikirim', 'Waiting to be sent');
    case 'terkirim':
      return say('Terkirim', 'Sent');
    case 'terverifikasi':
      return say('Terverifikasi', 'Verified');
    case 'didisposisikan':
      return say('Didisposisikan', 'Handed to an office');
    case 'dikerjakan':
      return say('Dikerjakan', 'In progress');
    case 'dijawab-pelapor':
      return say('Dijawab pelapor', 'Answered by the reporter');
    case 'ditunda':
      return say('Ditunda', 'On hold');
    case 'dialihkan':
      return say('Dialihkan', 'Referred');
    case 'selesai':
      return say('Selesai', 'Finished');
    case 'diarsipkan':
      return say('Diarsipkan', 'Archived');
    case 'ditolak':
      return say('Ditolak atau dibatalkan', 'Refused or called off');
    case 'tidak-dikenal':
      return say('Status baru', 'A new status');
    default:
      return keadaan;
  }
}

export function officeWords(skpd: string | null): string {
  return skpd ?? say('belum didisposisikan', 'not handed to an office yet');
}
