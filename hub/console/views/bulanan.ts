export type { BarisHulu, BarisLayanan, LaporanBulanan } from '../../health/monthly/report.ts';
