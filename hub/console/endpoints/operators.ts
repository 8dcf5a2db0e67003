import { OperatorError, type Operators, ROLES, type Role } from '../../access/operators.ts';
import { Problem } from '../../api/problems.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { OperatorBaris } from '../views/operator.ts';

export interface OperatorsParts {
  readonly operators: Operators;
}

const text = (most: number) => ({ type: 'string', minLength: 1, maxLength: most });
const role = { enum: ROLES };
const password = text(200);
const body = (properties: Readonly<Record<string, object>>) => ({
  ...{ type: 'object', additionalProperties: false },
  ...{ required: Object.keys(properties), properties },
});

/** Who may use the console. */
export function createOperatorEndpoints({ operators }: OperatorsParts): readonly Endpoint[] {
  const byId = ({ params }: ConsoleRequest) => params.id ?? '';
  return [
    endpoint({
      method: 'GET',
      path: '/operator',
      role: 'admin',
      async run() {
        const all = await operators.list();
        return all.map(
          ({ id, name, role: peran, twoFactor, createdAt, disabledAt }): OperatorBaris => ({
            ...{ id, nama: name, peran, duaLangkah: twoFactor, sejak: createdAt, ditutup: disabledAt ?? null },
          }),
        );
      },
    }),
    endpoint<{ nama: string; peran: Role; sandi: string }>({
      method: 'POST',
      path: '/operator',
      role: 'admin',
      action: 'operator-tambah',
      about: (request) => request.body.nama,
      body: body({ nama: text(40), peran: role, sandi: password }),
      async run({ body: { nama, peran, sandi } }) {
        const { id } = await explained(operators.create({ name: nama, role: peran, password: sandi }));
        return { id };
      },
    }),
    endpoint<{ peran: Role }>({
      method: 'PUT',
      path: '/operator/:id/peran',
      role: 'admin',
      action: 'operator-peran',
      about: ({ params, body: { peran } }) => `${params.id} ${peran}`,
      body: body({ peran: role }),
      run: ({ params, body: { peran } }) => explained(operators.setRole(params.id ?? '', peran)),
    }),
    endpoint<{ sandi: string }>({
      method: 'PUT',
      path: '/operator/:id/sandi',
      role: 'admin',
      action: 'operator-sandi',
      about: ({ params }) => params.id ?? '',
      body: body({ sandi: password }),
      run: ({ params, body: { sandi } }) => explained(operators.setPassword(params.id ?? '', sandi)),
    }),
    endpoint({
      method: 'DELETE',
      path: '/operator/:id',
      role: 'admin',
      action: 'operator-tutup',
      about: byId,
      run: ({ params }) => explained(operators.disable(params.id ?? '')),
    }),
    endpoint({
      method: 'DELETE',
      path: '/operator/:id/dua-langkah',
      role: 'admin',
      action: 'operator-dua-langkah-hapus',
      about: byId,
      run: ({ params }) => explained(operators.endTwoFactor(params.id ?? '')),
    }),
    ...ownEndpoints(operators),
  ];
}

/** What everybody may change of their own. */
function ownEndpoints(operators: Operators): readonly Endpoint[] {
  return [
    endpoint<{ sandiLama: string; sandiBaru: string }>({
      method: 'PUT',
      path: '/saya/sandi',
      role: 'pengamat',
      action: 'sandi-sendiri',
      body: body({ sandiLama: password, sandiBaru: password }),
      async run({ operator, body: { sandiLama, sandiBaru } }) {
        if (await explained(operators.changeOwnPassword(operator.id, sandiLama, sandiBaru), 'sandiBaru')) return;
        throw mistake('sandiLama', 'Kata sandi lama tidak cocok.');
      },
    }),
    endpoint({
      method: 'POST',
      path: '/saya/dua-langkah',
      role: 'pengamat',
      action: 'dua-langkah-mulai',
      run: ({ operator }) => operators.beginTwoFactor(operator.id),
    }),
    endpoint<{ kode: string }>({
      method: 'PUT',
      path: '/saya/dua-langkah',
      role: 'pengamat',
      action: 'dua-langkah-aktif',
      body: body({ kode: text(10) }),
      async run({ operator, body: { kode } }) {
        if (!(await explained(operators.confirmTwoFactor(operator.id, kode))))
          throw mistake('kode', 'Kode tidak cocok. Periksa jam telepon, lalu masukkan kode yang baru.');
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/saya/dua-langkah',
      role: 'pengamat',
      action: 'dua-langkah-matikan',
      run: ({ operator }) => operators.endTwoFactor(operator.id),
    }),
  ];
}

const FIELDS: Readonly<Record<OperatorError['field'], string>> = {
  name: 'nama',
  password: 'sandi',
  role: 'peran',
  id: 'id',
};

/** A rule of operators, beside the field it is about. */
async function explained<Result>(work: Promise<Result>, field?: string): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OperatorError) throw mistake(field ?? FIELDS[error.field], error.words);
    throw error;
  }
}

function mistake(di: string, masalah: string): Problem {
  return new Problem('permintaan-tidak-sah', { detail: masalah, mistakes: [{ di, masalah }] });
}
