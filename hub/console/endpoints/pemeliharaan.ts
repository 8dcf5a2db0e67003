import { Problem } from '../../api/problems.ts';
import { planMaintenance } from '../../health/maintenance.ts';
import type { Store } from '../../store/store.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Pemeliharaan } from '../views/pemeliharaan.ts';

export interface PemeliharaanParts {
  readonly store: Pick<Store, 'health'>;
  readonly instances: readonly string[];
  readonly now: () => Date;
}

const DAY_MS = 86_400_000;

interface Planned {
  readonly instansi: string;
  readonly dari: string;
  readonly sampai: string;
  readonly catatan: string;
}

/** Times in which an upstream is expected to be away: no incident opens, nobody is told. */
export function createPemeliharaan({ store, instances, now }: PemeliharaanParts): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/pemeliharaan',
      role: 'pengamat',
      async run() {
        const at = now().getTime();
        const found = await store.health.maintenance({ from: at - 30 * DAY_MS, to: at + 400 * DAY_MS });
        return found.map(
          ({ id, instance, from, to, note, by }): Pemeliharaan => ({
            ...{ id, instansi: instance, dari: from, sampai: to, catatan: note, oleh: by },
          }),
        );
      },
    }),
    endpoint<Planned>({
      method: 'POST',
      path: '/pemeliharaan',
      role: 'operator',
      action: 'pemeliharaan-rencana',
      about: ({ body }) => body.instansi,
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['instansi', 'dari', 'sampai', 'catatan'],
        properties: {
          instansi: { enum: instances },
          dari: { type: 'string', format: 'date-time' },
          sampai: { type: 'string', format: 'date-time' },
          catatan: { type: 'string', minLength: 1, maxLength: 300 },
        },
      },
      async run({ operator, body: { instansi, dari, sampai, catatan } }) {
        const planned = { instance: instansi, from: Date.parse(dari), to: Date.parse(sampai), note: catatan };
        try {
          const { id } = await planMaintenance(store.health, { ...planned, by: operator.name }, now());
          return { id };
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          throw new Problem('permintaan-tidak-sah', {
            detail: error.message,
            mistakes: [{ di: 'sampai', masalah: error.message }],
          });
        }
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/pemeliharaan/:id',
      role: 'operator',
      action: 'pemeliharaan-hapus',
      about: ({ params }) => params.id ?? '',
      async run({ params }) {
        if (!(await store.health.removeMaintenance(params.id ?? '')))
          throw new Problem('tidak-ditemukan', { detail: 'Pemeliharaan itu sudah tidak ada.' });
      },
    }),
  ];
}
