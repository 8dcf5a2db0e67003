import { Problem } from '../../api/problems.ts';
import { MonthRefusal } from '../../health/monthly/month.ts';
import type { Monthly } from '../../health/monthly/monthly.ts';
import type { LaporanBulanan } from '../../health/monthly/report.ts';
import { Download, type Endpoint, endpoint } from '../endpoint.ts';

export interface BulananParts {
  readonly monthly: Monthly;
}

/** Availability of a month, for the city's leadership. */
export function createBulanan({ monthly }: BulananParts): readonly Endpoint[] {
  const report = async (month: string | undefined): Promise<LaporanBulanan> => {
    try {
      return await monthly.report(month ?? '');
    } catch (error) {
      if (error instanceof MonthRefusal) throw new Problem('permintaan-tidak-sah', { detail: error.message });
      throw error;
    }
  };
  return [
    endpoint({
      method: 'GET',
      path: '/bulanan/:bulan',
      role: 'pengamat',
      run: ({ params }) => report(params.bulan),
    }),
    endpoint({
      method: 'GET',
      path: '/bulanan/:bulan/csv',
      role: 'pengamat',
      async run({ params }) {
        const made = await report(params.bulan);
        return new Download(`simpul-${made.bulan}.csv`, 'text/csv; charset=utf-8', monthly.csv(made));
      },
    }),
    endpoint({
      method: 'GET',
      path: '/bulanan/:bulan/pdf',
      role: 'pengamat',
      async run({ params }) {
        const made = await report(params.bulan);
        return new Download(`simpul-${made.bulan}.pdf`, 'application/pdf', await monthly.pdf(made));
      },
    }),
  ];
}
