import { Problem } from '../../api/problems.ts';
import type { Notices } from '../../notices/notices.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { HasilUji, Saluran, Terkirim } from '../views/saluran.ts';

export interface SaluranParts {
  readonly notices: Pick<Notices, 'channels' | 'putChannel' | 'removeChannel' | 'test' | 'log'>;
}

const NEWEST = 50;
const ABSENT = { detail: 'Saluran itu sudah tidak ada.' };

/** Whom the hub tells when something is wrong, and how. */
export function createSaluran({ notices }: SaluranParts): readonly Endpoint[] {
  async function put(draft: unknown) {
    const came = await notices.putChannel(draft);
    switch (came.kind) {
      case 'kept':
        return { saluran: came.channel, ...(came.secret === undefined ? {} : { rahasia: came.secret }) };
      case 'absent':
        throw new Problem('tidak-ditemukan', ABSENT);
      case 'bad':
        throw new Problem('permintaan-tidak-sah', {
          detail: 'Isian belum benar.',
          mistakes: came.mistakes.map(({ field, reason }) => ({ di: field, masalah: reason.id })),
        });
      default:
        return came satisfies never;
    }
  }
  const byId = ({ params }: ConsoleRequest) => params.id ?? '';
  return [
    endpoint({
      method: 'GET',
      path: '/saluran',
      role: 'admin',
      run: async () => (await notices.channels()) satisfies readonly Saluran[],
    }),
    endpoint<Record<string, unknown>>({
      method: 'POST',
      path: '/saluran',
      role: 'admin',
      action: 'saluran-tambah',
      about: ({ body }) => String(body.kind),
      body: { type: 'object' },
      run: ({ body: { id: _none, ...draft } }) => put(draft),
    }),
    endpoint<Record<string, unknown>>({
      method: 'PUT',
      path: '/saluran/:id',
      role: 'admin',
      action: 'saluran-ubah',
      about: ({ params }) => params.id ?? '',
      body: { type: 'object' },
      run: ({ body, params }) => put({ ...body, id: params.id }),
    }),
    endpoint({
      method: 'DELETE',
      path: '/saluran/:id',
      role: 'admin',
      action: 'saluran-hapus',
      about: byId,
      async run({ params }) {
        if (!(await notices.removeChannel(params.id ?? ''))) throw new Problem('tidak-ditemukan', ABSENT);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/saluran/:id/uji',
      role: 'admin',
      action: 'saluran-uji',
      about: byId,
      async run({ params }): Promise<HasilUji> {
        const came = await notices.test(params.id ?? '');
        if (came.kind === 'absent') throw new Problem('tidak-ditemukan', ABSENT);
        return { berhasil: came.kind === 'ok', kata: came.words ?? null };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/saluran-terkirim',
      role: 'admin',
      async run(): Promise<readonly Terkirim[]> {
        const log = await notices.log({ limit: NEWEST });
        return log.map(({ id, channelName, at, state, attempts, title, trouble }) => ({
          ...{ id, saluran: channelName, pada: at, keadaan: state, percobaan: attempts, judul: title },
          gangguan: trouble,
        }));
      },
    }),
  ];
}
