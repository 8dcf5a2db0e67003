import type { CallbackAnswer, CallbackResponse } from '../callback.ts';
import type { OssPartner } from './callback-token.ts';

export type Said = 'stored' | 'not-stored' | 'bad-token' | 'unavailable';

/** `responreceiveNIB` with a status, or `respon` with a kode (the OSS notes, sections 4 and 5). */
export interface Envelope {
  readonly name: string;
  readonly form: 'status' | 'kode';
}

const STORED = 'Berhasil menyimpan data';
const HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** `status` 1 is stored, 2 is not, with HTTP 200 either way; the settings know receivers that do otherwise. */
export function respond(
  { name, form }: Envelope,
  said: Said,
  keterangan: string,
  partner: OssPartner | undefined,
): CallbackResponse {
  const isStored = said === 'stored';
  const code = form === 'status' ? { status: isStored ? '1' : '2' } : { kode: isStored ? '200' : '400' };
  const body = { [name]: { ...code, keterangan: [...keterangan].slice(0, 255).join('') } };
  return { status: httpStatusOf(said, partner), headers: HEADERS, body: JSON.stringify(body) };
}

function httpStatusOf(said: Said, partner: OssPartner | undefined): number {
  if (said === 'bad-token') return partner?.refusalStatus ?? 200;
  return said === 'unavailable' ? (partner?.unavailableStatus ?? 200) : 200;
}

export function respondTo(answer: CallbackAnswer, envelope: Envelope, partner: OssPartner | undefined) {
  switch (answer.kind) {
    case 'done':
      return respond(envelope, 'stored', STORED, partner);
    case 'refused':
      return respond(envelope, 'not-stored', answer.reason, partner);
    case 'unavailable':
      return respond(envelope, 'unavailable', answer.reason, partner);
    default:
      return answer satisfies never;
  }
}
