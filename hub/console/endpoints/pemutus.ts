import { Problem } from '../../api/problems.ts';
import type { Upstream } from '../../exchange/upstream.ts';
import type { ProbeResult } from '../../health/probe-result.ts';
import type { Probes } from '../../health/probes.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HasilPeriksa } from '../views/konektor.ts';

export interface PemutusParts {
  readonly probes: Pick<Probes, 'now'>;
  readonly upstreams: ReadonlyMap<string, Pick<Upstream, 'forceBreaker' | 'has' | 'retry'>>;
}

const TO = { buka: 'open', tutup: 'closed', otomatis: 'auto' } as const;
type To = keyof typeof TO;

/** A breaker held by hand, an account that is tried again before its time, and a look whether an upstream answers. */
export function createPemutus({ upstreams, probes }: PemutusParts): readonly Endpoint[] {
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
      path: '/konektor/:instance/periksa',
      role: 'operator',
      action: 'periksa',
      about: ({ params }) => params.instance ?? '',
      async run({ params: { instance = '' } }): Promise<readonly HasilPeriksa[]> {
        try {
          return (await probes.now(instance)).map(hasilOf);
        } catch (error) {
          if (error instanceof RangeError) throw new Problem('bentrok', { detail: error.message });
          throw error;
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

function hasilOf({ operation, at, verdict, kata, tookMs }: ProbeResult): HasilPeriksa {
  const lamaMs = verdict === 'kept-back' ? null : tookMs;
  return { operasi: operation, pada: at.getTime(), putusan: verdict, kata, lamaMs };
}
