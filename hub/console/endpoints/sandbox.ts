import { request } from 'undici';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { Problem } from '../../api/problems.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Gangguan, SandboxHulu } from '../views/sandbox.ts';

export interface PanelSandbox {
  readonly name: string;
  readonly url: string;
  /** A change of its format, where it has one to show. */
  readonly change?: SandboxFault;
}

export interface SandboxParts {
  /** Stand-ins that run with the hub; none in production. */
  readonly sandboxes: readonly PanelSandbox[];
}

const FAULTS: Readonly<Record<Exclude<Gangguan, 'berubah'>, object>> = {
  mati: { kind: 'reset' },
  lambat: { kind: 'slow', delayMs: 3000 },
  galat: { kind: 'status', status: 500 },
  pemeliharaan: { kind: 'maintenance' },
};
const WITHIN_MS = 3000;

/** The panel that breaks stand-ins, so that somebody sees in two minutes what the hub is for. */
export function createSandboxPanel({ sandboxes }: SandboxParts): readonly Endpoint[] {
  if (sandboxes.length === 0) return [];
  const named = (name: string) => {
    const found = sandboxes.find((one) => one.name === name);
    if (!found) throw new Problem('tidak-ditemukan', { detail: `Tidak ada sandbox "${name}".` });
    return { ...found, faults: `${found.url}/_sandbox/faults` };
  };
  return [
    endpoint({
      method: 'GET',
      path: '/sandbox',
      role: 'pengamat',
      run: () => Promise.all(sandboxes.map(stateOf)),
    }),
    endpoint<{ gangguan: Gangguan }>({
      method: 'PUT',
      path: '/sandbox/:name/gangguan',
      role: 'operator',
      action: 'sandbox-ganggu',
      about: ({ params }) => params.name ?? '',
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['gangguan'],
        properties: { gangguan: { enum: [...Object.keys(FAULTS), 'berubah'] } },
      },
      async run({ params: { name = '' }, body: { gangguan } }) {
        const { change, faults } = named(name);
        const fault = gangguan === 'berubah' ? change : FAULTS[gangguan];
        if (!fault) throw new Problem('bentrok', { detail: `Contoh perubahan belum disiapkan untuk ${name}.` });
        await asked(faults, 'PUT', [fault]);
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/sandbox/:name/gangguan',
      role: 'operator',
      action: 'sandbox-pulihkan',
      about: ({ params }) => params.name ?? '',
      async run({ params: { name = '' } }) {
        await asked(named(name).faults, 'DELETE');
      },
    }),
  ];
}

interface Description {
  readonly counts: { readonly calls: number };
  readonly faults: { readonly active: readonly { readonly kind: string }[] };
}

async function stateOf({ name, url, change }: PanelSandbox): Promise<SandboxHulu> {
  const { counts, faults } = (await asked(`${url}/_sandbox`, 'GET')) as Description;
  const kinds = faults.active.map(({ kind }) => kind);
  return {
    ...{ nama: name, url: `${url}/_sandbox`, gangguan: kinds.join(', ') || null, panggilan: counts.calls },
    dapatBerubah: change !== undefined,
  };
}

async function asked(url: string, method: 'GET' | 'PUT' | 'DELETE', value?: unknown): Promise<unknown> {
  try {
    const { body, statusCode } = await request(url, {
      method,
      ...(value === undefined ? {} : { body: JSON.stringify(value) }),
      headersTimeout: WITHIN_MS,
      bodyTimeout: WITHIN_MS,
    });
    const answer = await body.json();
    if (statusCode >= 400) throw new Error(`the sandbox answered ${statusCode}`);
    return answer;
  } catch (cause) {
    throw new Problem('hulu-tidak-tersedia', { detail: 'Sandbox tidak menjawab.' }, { cause });
  }
}
