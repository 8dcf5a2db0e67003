import type { Page } from './rotating-server.ts';

/** An answer of the unified API: `secondsOld` since the upstream gave it. */
export function answered(data: unknown, keadaan = 'segar', secondsOld = 0): Page {
  const diambilPada = new Date(Date.now() - secondsOld * 1000).toISOString();
  return { status: 200, body: { data, meta: { sumber: 'uji', rilis: 'uji-1', diambilPada, keadaan } } };
}

/** `name` as in the type of the problem: `hulu:hulu-tidak-tersedia`. */
export function problem(status: number, name: string, headers: Readonly<Record<string, string>> = {}): Page {
  const [sisi] = name.split(':');
  const type = `urn:simpul:masalah:${name}`;
  const body = { type, title: name, status, detail: name, instance: 'urn:simpul:permintaan:uji', sisi };
  return { status, body, headers: { 'content-type': 'application/problem+json', ...headers } };
}

/** A message that was stored, as the hub says it. */
export function accepted(
  number: number,
  layanan: string,
  perihal: { readonly jenis: string; readonly id: string },
): Page {
  const id = messageId(number);
  return {
    status: 202,
    body: { data: { id, layanan, keadaan: 'menunggu', perihal } },
    headers: { location: `/v1/pesan/${id}` },
  };
}

export function messageId(number: number): string {
  return `psn_${String(number).padStart(20, '0')}`;
}
