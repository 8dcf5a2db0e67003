import type { Job } from '../job.ts';
import type { AnyService } from '../service.ts';
import { unduhLampiran, unggahLampiran } from './attachments.ts';
import { disposisiLaporan, tindakLanjutLaporan } from './follow-ups.ts';
import { kirimLaporan } from './intake.ts';
import { lateReports } from './late.ts';
import { pollReports } from './poll.ts';
import { daftarInstansi, daftarKategori, daftarLaporan, getLaporan } from './reading.ts';
import { settleReports } from './settle.ts';

export const pengaduanServices: readonly AnyService[] = [
  kirimLaporan,
  daftarLaporan,
  getLaporan,
  tindakLanjutLaporan,
  disposisiLaporan,
  daftarKategori,
  daftarInstansi,
  unggahLampiran,
  unduhLampiran,
];

export const pengaduanJobs: readonly Job[] = [pollReports, lateReports, settleReports];
