import { type HttpRequest, UpstreamFault } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import { askOnce } from '../../hub/exchange/ask.ts';
import type { Asked } from '../../hub/mapping/field.ts';
import { loadMappings } from '../../hub/mapping/load.ts';
import type { Verdict } from '../../hub/mapping/verdict.ts';

const { releases } = loadMappings();

/** Invented, as in the upstream documents. */
const dukcapilAccount = { userId: '010120250900DISKOMINFO1275', password: 'rahasia-uji', ipUser: '10.75.0.10' };
const settings: Readonly<Record<string, object>> = {
  dukcapil: {
    services: {
      national: { baseUrl: 'http://127.0.0.1:1', institution: 'DISKOMINFO1275', ...dukcapilAccount },
      regional: {
        baseUrl: 'http://127.0.0.1:1',
        region: '12-75',
        regionUser: 'diskominfo_1275',
        ...dukcapilAccount,
      },
    },
  },
  bpjs: {
    consumerId: '1000',
    consumerSecret: 'contoh-rahasia',
    services: {
      vclaim: { baseUrl: 'http://127.0.0.1:1', userKey: 'kunci-vclaim-1000' },
      'vclaim-1.1': { baseUrl: 'http://127.0.0.1:1' },
      'antrean-rs': { baseUrl: 'http://127.0.0.1:1', userKey: 'kunci-antrean-1000' },
    },
  },
};

export const NOW = new Date('2026-11-20T02:00:00Z');

export interface Answer {
  readonly release: string;
  readonly operation: string;
  readonly asked: Asked;
  /** The text on the wire; a function where it depends on the request (BPJS seals with its timestamp). */
  readonly body: string | ((request: HttpRequest) => string);
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

/** What the hub makes of one answer: the question is built, signed and "sent", and the text given here comes back. */
export async function readAnswer(upstream: string, answer: Answer): Promise<Verdict> {
  const { release, operation: name, asked, body, status = 200, headers = {}, now = () => NOW } = answer;
  const operation = releases.get(`${upstream}/${release}`)?.operations.get(name);
  const connector = connectors[upstream];
  const protocol = operation && connector?.protocols[operation.protocol];
  if (!operation || !connector || !protocol) throw new Error(`nothing reads ${upstream}/${release}/${name}`);
  const config = settings[upstream] as never;
  const asking = {
    instance: upstream,
    protocol,
    config,
    settings: connector.settingsOf(config, operation.service),
    http: {
      request: async (request: HttpRequest) => ({
        status,
        headers,
        text: typeof body === 'string' ? body : body(request),
      }),
    },
    now,
  };
  return (await askOnce(asking, operation, asked, new AbortController().signal)).verdict;
}

/** For tables: a connection that never answered. */
export function unanswered(): never {
  throw new UpstreamFault('bpjs', { trouble: 'unanswered', outcome: 'unknown' });
}
