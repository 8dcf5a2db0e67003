import { request } from 'undici';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { UpstreamFault } from '../../../connectors/connector.ts';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { TOKEN } from './reading.ts';

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly body: {
    readonly sukses?: boolean;
    readonly kode?: string;
    readonly data?: unknown;
    readonly halaman?: unknown;
  };
}

/** A call below /api/v1, written here and not by the connector. */
export async function call(url: string, path: string, sent: Sent = {}): Promise<Got> {
  const { body, headers = {}, token = TOKEN } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await request(path.startsWith('/') ? url + path : `${url}/api/v1/${path}`, {
    method: sent.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body !== undefined && { body: text }),
  });
  const said = await answer.body.text();
  return { status: answer.statusCode, text: said, body: said.startsWith('{') ? JSON.parse(said) : {} };
}

/** The hub's way out, as short as it can be. */
export async function overTheWire({ method, url, headers, body }: HttpRequest) {
  try {
    const answer = await request(url, { method, headers: { ...headers }, ...(body !== undefined && { body }) });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers as Record<string, string>, text };
  } catch (cause) {
    throw new UpstreamFault('lapor', { trouble: 'unanswered', outcome: 'unknown' }, { cause });
  }
}

export function ledgerOf(sandbox: SettableSandbox): LaporLedger {
  return sandbox.ledger() as LaporLedger;
}

export const intake = {
  judul: 'Lampu jalan padam',
  isi: 'Lampu jalan padam di Jalan Contoh.',
  klasifikasi: 'Pengaduan',
  kategori_id: '13',
  anonim: false,
  rahasia: false,
  pelapor: { nama: 'Bunga Contoh' },
  lampiran: [],
  waktu_lapor: '2026-11-20T08:15:00+07:00',
};
