import type { Problem } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';

/** An answer in a few words, for tables: `200 usang`, `503 hulu-tidak-tersedia unreachable`, `404 tidak-ditemukan`. */
export function outcomeOf({ status, headers, body }: Answer): string {
  if (status === 200) return `200 ${(body as { meta: { keadaan: string } }).meta.keadaan}`;
  const { type, hulu } = body as Problem;
  const name = type.split(':').at(-1);
  if (status === 503 && !(Number(headers['retry-after']) > 0)) return `503 ${name} without Retry-After`;
  return [status, name, hulu?.kode].filter(Boolean).join(' ');
}
