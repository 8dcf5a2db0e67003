import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Observation } from './observations.ts';

/** Prometheus figures with bounded labels: operations, statuses and verdicts, never anything a caller wrote. */
export interface Metrics {
  readonly contentType: string;
  answered(operation: string, status: number, tookSeconds: number): void;
  observed(observation: Observation): void;
  text(): Promise<string>;
}

const ANSWER_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'simpul_answer_seconds',
    help: 'Time from request to answer, by operation of the unified API and HTTP status.',
    labelNames: ['operation', 'status'] as const,
    buckets: ANSWER_BUCKETS,
    registers: [registry],
  });
  const calls = new Histogram({
    name: 'simpul_upstream_call_seconds',
    help: 'Time of one upstream call, by instance, operation and verdict.',
    labelNames: ['instance', 'operation', 'verdict'] as const,
    buckets: ANSWER_BUCKETS,
    registers: [registry],
  });
  const troubles = new Counter({
    name: 'simpul_upstream_trouble_total',
    help: 'Upstream calls that came to a fault, by instance and kind of trouble.',
    labelNames: ['instance', 'trouble'] as const,
    registers: [registry],
  });
  // looking a child up by its labels costs more than counting in it
  const known = new Map<string, ReturnType<typeof answers.labels>>();
  const knownCalls = new Map<string, ReturnType<typeof calls.labels>>();

  return {
    contentType: registry.contentType,
    answered(operation, status, tookSeconds) {
      const key = operation + status;
      let child = known.get(key);
      if (!child) {
        child = answers.labels(operation, String(status));
        known.set(key, child);
      }
      child.observe(tookSeconds);
    },
    observed({ instance, operation, verdict, trouble, tookMs }) {
      const key = `${instance} ${operation} ${verdict}`;
      const child = knownCalls.get(key) ?? calls.labels(instance, operation, verdict);
      knownCalls.set(key, child);
      child.observe(tookMs / 1000);
      if (trouble) troubles.labels(instance, trouble).inc();
    },
    text: () => registry.metrics(),
  };
}
