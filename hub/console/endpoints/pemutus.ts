import { Problem } from '../../api/problems.ts';
import type { Upstream } from '../../exchange/upstream.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';

export interface PemutusParts {
  readonly upstreams: ReadonlyMap<string, Pick<Upstream, 'forceBreaker' | 'has' | 'retry'>>;
}

const TO = { buka: 'open', tutup: 'closed', otomatis: 'auto' } as const;
type To = keyof typeof TO;

/** A breaker held by hand, and an account that is tried again before its time. */
export function createPemutus({ upstreams }: PemutusParts): readonly Endpoint[] {
  const upstreamOf = (instance = '', operation = '') => {
    const upstream = upstreams.get(instance);
    if (!upstream?.has(operation))
      throw new Problem('tidak-ditemukan', { detail: `${instance} tidak punya operasi "${operation}".` });
    return upstream;
  };
  return [
    endpoint<{ ke: To; alasan: string }>({
      method: 'PUT',
      path: '/konektor/:instance/:operation/pemutus',
      role: 'operator',
      action: 'pemutus',
      about: ({ params, body }) => `${params.instance} ${params.operation} ${body.ke}`,
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['ke', 'alasan'],
        properties: { ke: { enum: Object.keys(TO) }, alasan: { type: 'string', maxLength: 300 } },
      },
      async run({ params: { instance, operation = '' }, operator, body: { ke, alasan } }) {
        try {
          await upstreamOf(instance, operation).forceBreaker(operation, TO[ke], { by: operator.name, reason: alasan });
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          throw new Problem('permintaan-tidak-sah', {
            detail: error.message,
            mistakes: [{ di: 'alasan', masalah: error.message }],
          });
        }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/konektor/:instance/:operation/coba-lagi',
      role: 'operator',
      action: 'coba-lagi',
      about: ({ params }) => `${params.instance} ${params.operation}`,
      async run({ params: { instance, operation = '' } }) {
        upstreamOf(instance, operation).retry(operation);
      },
    }),
  ];
}
