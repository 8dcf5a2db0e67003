import type { Logger } from 'pino';
import manifest from '../../package.json' with { type: 'json' };
import type { Operators } from '../access/operators.ts';
import type { Audit } from '../audit/audit.ts';
import type { CheckedConfig } from '../config/load.ts';
import { maskedConfig } from '../config/masking.ts';
import { isTree } from '../config/values.ts';
import { type Console, createConsole } from '../console/console.ts';
import type { Endpoint } from '../console/endpoint.ts';
import { createKonektor } from '../console/endpoints/konektor.ts';
import { createRingkasan } from '../console/endpoints/ringkasan.ts';
import { createSandboxPanel } from '../console/endpoints/sandbox.ts';
import type { Topic } from '../console/live.ts';
import type { Setelan } from '../console/views/konektor.ts';
import type { Me } from '../console/views/me.ts';
import { withoutLongNumbers } from '../identifiers/without-long-numbers.ts';
import type { Store } from '../store/store.ts';
import type { HealthView } from './health.ts';
import type { Connectors } from './samples.ts';

export interface ConsoleWiring {
  readonly config: CheckedConfig;
  readonly connectors: Connectors;
  readonly store: Store;
  readonly operators: Operators;
  readonly audit: Audit;
  readonly health: HealthView;
  /** Stand-ins that run with the hub. */
  readonly sandboxes: readonly { readonly name: string; readonly url: string }[];
  /** That were put together elsewhere. */
  readonly pages: readonly ConsolePart[];
  readonly now: () => Date;
  readonly stopping: AbortSignal;
  readonly log: Logger;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** What a page of it needs of the hub. */
export interface ConsolePart {
  readonly endpoints: readonly Endpoint[];
  readonly topics: Readonly<Record<string, Topic>>;
}

/** As `demo-operator.ts` puts it. */
const DEMO = { nama: 'admin', sandi: 'simpul-demo-konsol' };

/** The page of Diskominfo, with everything it shows and does. */
export function openConsole(parts: ConsoleWiring): Console {
  const { config, connectors, store, health, audit, log } = parts;
  const { cards, standing } = health;
  const remarks = () => (audit.available() ? [] : ['Jejak audit tidak dapat ditulis: data pribadi tidak dibagikan.']);
  const ringkasan = createRingkasan({ store, cards, remarks });
  const konektor = createKonektor({
    ...{ store, cards, standing, now: parts.now },
    settingsOf: (instance) => settingsOf(config, connectors, instance),
  });
  const pages: readonly ConsolePart[] = [ringkasan, konektor, ...parts.pages];
  return createConsole({
    ...parts,
    surroundings: surroundingsOf(config, parts.sandboxes.length > 0),
    secure: config.publicUrl?.startsWith('https:') ?? false,
    endpoints: [...pages.flatMap((one) => one.endpoints), ...createSandboxPanel(parts)],
    topics: Object.assign({}, ...pages.map((one) => one.topics)),
    failed({ requestId, problem, cause }) {
      if (problem.status < 500) return;
      const error = cause instanceof Error ? withoutLongNumbers(cause.message) : undefined;
      log.error({ requestId, problem: problem.kind, error }, 'the console could not answer');
    },
  });
}

function surroundingsOf({ mode, demoKey }: CheckedConfig, sandbox: boolean): Me['hub'] {
  const demo = mode === 'development' && demoKey !== undefined;
  return {
    ...{ mode, versi: manifest.version, sandbox },
    ...(demo ? { contoh: DEMO, kunciContoh: demoKey } : {}),
  };
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
