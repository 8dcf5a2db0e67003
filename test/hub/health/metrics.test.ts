import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { createMetrics, type MetricSources } from '../../../hub/health/metrics.ts';
import { down, MIDNIGHT, observation } from './traffic.ts';

const DASHBOARD = new URL('../../../hub/health/grafana-dashboard.json', import.meta.url);
const OPERATION = { instance: 'bpjs', operation: 'peserta-by-nik' };

describe('Prometheus figures', () => {
  test('tell of lanes, breakers, holds and failed writes as they are when somebody asks', async () => {
    const metrics = createMetrics();
    let waiting: [string, number][] = [
      ['bpjs antrean', 4],
      ['aplikasi', 2],
      ['aplikasi', 3],
    ];
    let failures = 0;
    metrics.watch(watched({ waiting: () => waiting, rollupFailures: () => failures }));
    expect(await figuresOf(metrics)).toEqual({
      'simpul_lane_waiting_messages{lane="bpjs antrean"}': 4,
      'simpul_lane_waiting_messages{lane="aplikasi"}': 5,
      'simpul_breaker_state{instance="bpjs",operation="peserta-by-nik"}': 2,
      'simpul_account_held{instance="bpjs",operation="peserta-by-nik"}': 1,
      simpul_rollup_write_failures_total: 0,
    });
    [waiting, failures] = [[['aplikasi', 1]], 7];
    const later = await figuresOf(metrics);
    expect(later).toMatchObject({
      'simpul_lane_waiting_messages{lane="aplikasi"}': 1,
      simpul_rollup_write_failures_total: 7,
    });
    expect(Object.keys(later)).not.toContain('simpul_lane_waiting_messages{lane="bpjs antrean"}');
  });
});

describe('the Grafana dashboard', () => {
  test('asks for figures and labels that are there, in every panel', async () => {
    const metrics = createMetrics();
    metrics.watch(watched({}));
    metrics.observed(observation(MIDNIGHT, { ...down, probe: true }));
    metrics.answered('getPeserta', 200, 0.1);
    const text = await metrics.text();
    const dashboard = JSON.parse(await readFile(DASHBOARD, 'utf8')) as Dashboard;
    expect(dashboard.panels.length).toBeGreaterThan(10);
    const asked = [
      ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ of: title, expr }))),
      ...dashboard.templating.list.map(({ name, query }) => ({ of: name, expr: query })),
    ];
    const missing = asked.flatMap(({ of, expr }) => {
      const names = expr.match(/\b(?:simpul|process|nodejs)_\w+/g) ?? [];
      if (names.length === 0) return [`${of}: names no figure`];
      return names
        .filter((name) => !text.includes(`\n${name}{`) && !text.includes(`\n${name} `))
        .map((name) => `${of}: ${name}`);
    });
    expect(missing).toEqual([]);
    const labels = asked.flatMap(({ expr }) => [
      ...[...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/)),
      ...[...expr.matchAll(/(\w+)=~?"/g)].flatMap(([, label = '']) => label),
    ]);
    expect([...new Set(labels)].filter((label) => !text.includes(`${label}="`))).toEqual([]);
  });

  test('shows every figure of the hub itself', async () => {
    const metrics = createMetrics();
    metrics.watch(watched({}));
    const own = [...(await metrics.text()).matchAll(/^# TYPE (simpul_\w+)/gm)].map(([, name = '']) => name);
    const dashboard = await readFile(DASHBOARD, 'utf8');
    expect(own.length).toBeGreaterThanOrEqual(7);
    expect(own.filter((name) => !dashboard.includes(name))).toEqual([]);
  });
});

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

function watched(changes: Partial<MetricSources>): MetricSources {
  return {
    waiting: () => [['aplikasi', 1]],
    breakers: () => [{ ...OPERATION, state: 'terbuka' }],
    holds: () => [{ ...OPERATION, held: true }],
    rollupFailures: () => 0,
    droppedSpans: () => 0,
    ...changes,
  };
}

/** Those that `watch` adds, by name and labels. */
async function figuresOf(metrics: ReturnType<typeof createMetrics>): Promise<Readonly<Record<string, number>>> {
  const lines = (await metrics.text()).split('\n').filter((line) => /^simpul_(lane|breaker|account|rollup)/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}
