import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BreakerState } from '../exchange/gate.ts';
import type { Observation } from './observations.ts';
import type { How } from './outcomes.ts';

/** Prometheus figures with bounded labels: operations, statuses and verdicts, never anything a caller wrote. */
export interface Metrics {
  readonly contentType: string;
  /** `how` where more is known than the status says, `application` where a key said who asked. */
  answered(operation: string, status: number, tookSeconds: number, how?: How, application?: string): void;
  observed(observation: Observation): void;
  /** Looked at whenever somebody asks for the figures. */
  watch(sources: MetricSources): void;
  text(): Promise<string>;
}

/** What is counted elsewhere. */
export interface MetricSources {
  /** Messages that wait, by lane. */
  readonly waiting: () => Iterable<readonly [lane: string, messages: number]>;
  readonly breakers: () => Iterable<{
    readonly instance: string;
    readonly operation: string;
    readonly state: BreakerState;
  }>;
  /** Holds that keep an account from being asked. */
  readonly holds: () => Iterable<{ readonly instance: string; readonly operation: string; readonly held: boolean }>;
  readonly rollupFailures: () => number;
  /** Spans of traces that no collector took. */
  readonly droppedSpans: () => number;
}

const BREAKER_VALUES: Readonly<Record<BreakerState, number>> = { tertutup: 0, 'setengah-terbuka': 1, terbuka: 2 };
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
  const probes = new Counter({
    name: 'simpul_probes_total',
    help: 'Upstream calls that were questions of the hub itself; they are among the others too.',
    labelNames: ['instance', 'operation', 'verdict'] as const,
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
    observed({ instance, operation, verdict, trouble, tookMs, probe }) {
      const key = `${instance} ${operation} ${verdict}`;
      const child = knownCalls.get(key) ?? calls.labels(instance, operation, verdict);
      knownCalls.set(key, child);
      child.observe(tookMs / 1000);
      if (probe) probes.labels(instance, operation, verdict).inc();
      if (trouble) troubles.labels(instance, trouble).inc();
    },
    watch: (sources) => watchWith(registry, sources),
    text: () => registry.metrics(),
  };
}

/** Gauges that are read when they are asked for cost nothing meanwhile. A lane that is gone is not told of any more. */
function watchWith(registry: Registry, sources: MetricSources): void {
  const registers = [registry];
  new Gauge({
    name: 'simpul_lane_waiting_messages',
    help: 'Messages that wait in a lane; those to addresses of applications together as "aplikasi".',
    labelNames: ['lane'] as const,
    registers,
    collect() {
      this.reset();
      for (const [lane, messages] of sources.waiting()) this.inc({ lane }, messages);
    },
  });
  new Gauge({
    name: 'simpul_breaker_state',
    help: 'Breaker of an operation: 0 closed, 1 half open, 2 open.',
    labelNames: ['instance', 'operation'] as const,
    registers,
    collect() {
      this.reset();
      for (const { instance, operation, state } of sources.breakers())
        this.set({ instance, operation }, BREAKER_VALUES[state]);
    },
  });
  new Gauge({
    name: 'simpul_account_held',
    help: 'Whether the account of an operation is held back until it can succeed: 1 held, 0 not.',
    labelNames: ['instance', 'operation'] as const,
    registers,
    collect() {
      this.reset();
      for (const { instance, operation, held } of sources.holds()) this.set({ instance, operation }, held ? 1 : 0);
    },
  });
  new Counter({
    name: 'simpul_rollup_write_failures_total',
    help: 'Times that counted figures could not be written; they are kept and written later.',
    registers,
    collect() {
      this.reset();
      this.inc(sources.rollupFailures());
    },
  });
  new Counter({
    name: 'simpul_trace_spans_dropped_total',
    help: 'Spans that did not reach the collector of traces: it was down, or too slow.',
    registers,
    collect() {
      this.reset();
      this.inc(sources.droppedSpans());
    },
  });
}
