import { request } from 'undici';
import { stringify } from 'yaml';
import type { ChildHub, Directory } from '../../hub/cli/child-hub.ts';

export const KEY = 'simpul-demo-key';

export interface CityAddresses {
  readonly bpjs: string;
  readonly lapor: string;
}

export interface CitySettings {
  readonly timeoutMs?: number;
  readonly concurrentCalls?: number;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
  readonly laporToken?: string;
}

/** A city whose upstreams are elsewhere and outlive the hub. */
export function cityConfig({ bpjs, lapor }: CityAddresses, settings: CitySettings = {}): string {
  const { timeoutMs = 400, concurrentCalls = 64, firstRetryMs = 50, longestRetryMs = 1000 } = settings;
  const limits = { timeoutMs, concurrentCalls, retries: 0 };
  const breaker = { minimumCalls: 20, errorPercentage: 80, windowMs: 1000, probeAfterMs: 200 };
  const agreement = (nomor: string, instansi: string) => ({
    ...{ nomor, instansi, keperluan: ['pelayanan-publik'], bidang: ['*'] },
    berlakuSampai: '2030-12-31',
  });
  return stringify({
    mode: 'development',
    port: 0,
    demoKey: KEY,
    logLevel: 'error',
    instances: {
      bpjs: {
        connector: 'bpjs',
        releases: ['antrean-rs'],
        settings: {
          consumerId: '1000',
          consumerSecret: 'contoh-rahasia',
          services: { 'antrean-rs': { baseUrl: `${bpjs}/antreanrs`, userKey: 'kunci-antrean-1000' } },
        },
        limits,
        breaker,
      },
      lapor: {
        connector: 'lapor',
        releases: ['usulan-1'],
        settings: {
          services: {
            'usulan-1': { baseUrl: `${lapor}/api/v1`, token: settings.laporToken ?? 'token-uji-lapor' },
          },
        },
        limits,
        breaker,
      },
    },
    agreements: [agreement('440/PKS-UJI/2026', 'bpjs'), agreement('490/PKS-UJI/2026', 'lapor')],
    relay: { firstRetryMs, longestRetryMs },
    webhooks: { allowHttp: true, allowPrivate: true },
  });
}

export interface Told {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly [name: string]: unknown };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A hub that may be killed at any moment and comes back, at another address. */
export interface City {
  /** As it is now; waits while the hub is down. */
  address(): Promise<string>;
  /** Kills it as a power cut would, and starts it again. */
  killAndRestart(): Promise<void>;
  kills(): number;
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Told>;
  /** Asks until the hub answers with less than 500: what an application does that knows about Idempotency-Key. */
  insist(method: string, path: string, body: unknown, idempotencyKey: string): Promise<Told>;
  stop(): Promise<void>;
}

export async function openCity(directory: Directory): Promise<City> {
  let hub: ChildHub = directory.serve();
  let ready: Promise<string> = hub.ready;
  let kills = 0;
  await ready;

  const ask: City['ask'] = async (method, path, body, headers = {}) => {
    const answer = await request(`${await ready}${path}`, {
      method: method as 'GET',
      headers: {
        authorization: `Bearer ${KEY}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, headers: answer.headers, body: (await answer.body.json()) as Told['body'] };
  };
  return {
    address: () => ready,
    ask,
    kills: () => kills,
    async killAndRestart() {
      hub.kill('SIGKILL');
      await hub.ended;
      kills += 1;
      hub = directory.serve();
      ready = hub.ready;
      await ready;
    },
    async insist(method, path, body, idempotencyKey) {
      for (let attempt = 0; attempt < 600; attempt += 1) {
        const told = await ask(method, path, body, { 'Idempotency-Key': idempotencyKey }).catch(() => undefined);
        if (told && told.status < 500 && told.status !== 429) return told;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the hub never took ${method} ${path}`);
    },
    async stop() {
      hub.kill('SIGTERM');
      await hub.ended;
    },
  };
}
