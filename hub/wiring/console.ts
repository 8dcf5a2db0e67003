import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import manifest from '../../package.json' with { type: 'json' };
import type { Operators } from '../access/operators.ts';
import type { Audit } from '../audit/audit.ts';
import type { CheckedConfig } from '../config/load.ts';
import { maskedConfig } from '../config/masking.ts';
import { isTree } from '../config/values.ts';
import { type Console, createConsole } from '../console/console.ts';
import type { Endpoint } from '../console/endpoint.ts';
import { createBulanan } from '../console/endpoints/bulanan.ts';
import { createInsiden } from '../console/endpoints/insiden.ts';
import { createJejak } from '../console/endpoints/jejak.ts';
import { createKonektor } from '../console/endpoints/konektor.ts';
import { createOperatorEndpoints } from '../console/endpoints/operators.ts';
import { createPemeliharaan } from '../console/endpoints/pemeliharaan.ts';
import { createPemutus } from '../console/endpoints/pemutus.ts';
import { createRingkasan } from '../console/endpoints/ringkasan.ts';
import { createSaluran } from '../console/endpoints/saluran.ts';
import { createSandboxPanel, type PanelSandbox } from '../console/endpoints/sandbox.ts';
import type { Topic } from '../console/live.ts';
import type { Setelan } from '../console/views/konektor.ts';
import type { Me } from '../console/views/me.ts';
import type { Upstream } from '../exchange/upstream.ts';
import type { Monthly } from '../health/monthly/monthly.ts';
import type { Probes } from '../health/probes.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Notices } from '../notices/notices.ts';
import { type AplikasiWiring, aplikasiOf } from './console-aplikasi.ts';
import { demoCredentials } from './demo-operator.ts';
import type { HealthView } from './health.ts';
import type { Connectors } from './samples.ts';

export interface ConsoleWiring extends AplikasiWiring {
  readonly connectors: Connectors;
  readonly operators: Operators;
  readonly audit: Audit;
  readonly health: HealthView;
  readonly monthly: Monthly;
  readonly notices: Notices;
  readonly probes: Probes;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly auditKey: KeyObject;
  readonly keyedHash: (text: string) => string;
  /** Of an application's id. */
  readonly nameOf: (application: string) => string | undefined;
  /** Stand-ins that run with the hub. */
  readonly sandboxes: readonly PanelSandbox[];
  /** That were put together elsewhere. */
  readonly pages: readonly ConsolePart[];
  readonly stopping: AbortSignal;
  readonly log: Logger;
}

/** What a page of it needs of the hub. */
export interface ConsolePart {
  readonly endpoints: readonly Endpoint[];
  readonly topics: Readonly<Record<string, Topic>>;
}

/** The page of Diskominfo, with everything it shows and does. */
export function openConsole(parts: ConsoleWiring): Console {
  const { config, connectors, store, health, audit, log, now } = parts;
  const { cards, standing } = health;
  const remarks = () => (audit.available() ? [] : ['Jejak audit tidak dapat ditulis: data pribadi tidak dibagikan.']);
  const ringkasan = createRingkasan({ store, cards, remarks });
  const konektor = createKonektor({
    ...{ store, cards, standing, now },
    settingsOf: (instance) => settingsOf(config, connectors, instance),
  });
  const pages: readonly ConsolePart[] = [
    ringkasan,
    konektor,
    ...parts.pages,
    aplikasiOf(parts),
    createInsiden({ store, standing, now }),
    createJejak({ ...parts, key: parts.auditKey }),
  ];
  return createConsole({
    ...parts,
    surroundings: () => surroundingsOf(parts),
    secure: config.publicUrl?.startsWith('https:') ?? false,
    endpoints: [
      ...pages.flatMap((one) => one.endpoints),
      ...createPemutus(parts),
      ...createSaluran(parts),
      ...createBulanan(parts),
      ...createPemeliharaan({ store, now, instances: Object.keys(config.instances) }),
      ...createOperatorEndpoints(parts),
      ...createSandboxPanel(parts),
    ],
    topics: Object.assign({}, ...pages.map((one) => one.topics)),
    failed({ requestId, problem, cause }) {
      if (problem.status < 500) return;
      const error = cause instanceof Error ? withoutLongNumbers(cause.message) : undefined;
      log.error({ requestId, problem: problem.kind, error }, 'the console could not answer');
    },
  });
}

async function surroundingsOf({ config, store, sandboxes }: ConsoleWiring): Promise<Me['hub']> {
  const { mode, demoKey } = config;
  const here = { mode, versi: manifest.version, sandbox: sandboxes.length > 0 };
  if (mode !== 'development' || demoKey === undefined) return here;
  const example = await demoCredentials(store);
  return { ...here, kunciContoh: demoKey, ...(example ? { contoh: example } : {}) };
}

/** Names and values one below the other; a secret says only whether it is set. */
function settingsOf(config: CheckedConfig, connectors: Connectors, instance: string): readonly Setelan[] {
  const { instances } = maskedConfig(config, connectors) as { instances: Readonly<Record<string, unknown>> };
  return lines('', instances[instance]);
}

function lines(path: string, value: unknown): readonly Setelan[] {
  if (!isTree(value)) return [{ nama: path, nilai: Array.isArray(value) ? value.map(short).join(', ') : short(value) }];
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([name, inner]) => lines(path === '' ? name : `${path}.${name}`, inner));
}

function short(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
