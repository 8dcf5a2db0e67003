import { Problem } from '../api/problems.ts';
import type { Audit } from '../audit/audit.ts';
import type { ConsoleRequest, Endpoint } from './endpoint.ts';

interface AuditedParts {
  readonly audit: Pick<Audit, 'record' | 'available'>;
  readonly now: () => Date;
}

/** Runs it and writes down who did what to what, and what came of it. What cannot be written down is not done. */
export async function audited(
  endpoint: Endpoint,
  request: ConsoleRequest,
  { audit, now }: AuditedParts,
): Promise<unknown> {
  const { action } = endpoint;
  if (action === undefined) return endpoint.run(request);
  if (!audit.available())
    throw new Problem('sibuk', {
      detail: 'Jejak audit sedang tidak dapat ditulis, jadi tidak ada yang diubah. Coba lagi sebentar.',
      headers: { 'Retry-After': '5' },
    });
  const write = (outcome: string) =>
    audit.record({
      at: now().getTime(),
      requestId: request.requestId,
      application: `operator:${request.operator.name}`,
      purpose: 'pengoperasian',
      agreement: '',
      service: `konsol.${action}`,
      subject: endpoint.about?.(request) ?? '',
      fields: '',
      outcome,
    });
  try {
    const answer = await endpoint.run(request);
    write('dilakukan');
    return answer;
  } catch (error) {
    write(error instanceof Problem ? 'ditolak' : 'gagal');
    throw error;
  }
}
