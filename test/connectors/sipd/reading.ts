import { request } from 'undici';
import { type HttpRequest, type HttpResponse, UpstreamFault } from '../../../connectors/connector.ts';
import { sipd } from '../../../connectors/sipd/connector.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { SipdConfig } from '../../../openapi/generated/config.ts';

const { releases } = loadMappings();

export const NOW = new Date('2026-11-20T02:00:00Z');
const nowhere = 'http://127.0.0.1:1';

/** Settings as the configuration hands them over, one value per account: what is known of it lives beside it. */
export function configAt(url: string, token = 'token-uji'): SipdConfig {
  return {
    services: {
      'wp-sipd': { baseUrl: url, apiKey: 'kunci-uji-wpsipd', throttlePauseSeconds: 10 },
      sesi: { baseUrl: url, token, idDaerah: '999', throttlePauseSeconds: 10 },
      splp: {
        baseUrl: `${url}/t/binjai/sipd/v1`,
        splp: { tokenUrl: `${url}/oauth2/token`, clientId: 'binjai-uji', clientSecret: 'rahasia-splp-uji' },
        idDaerah: '999',
        throttlePauseSeconds: 10,
      },
    },
  };
}

/** The channel with a token of its own, so that one question is one call. */
export function plainConfig(): SipdConfig {
  const { services } = configAt(nowhere);
  return {
    services: {
      ...services,
      splp: { baseUrl: nowhere, token: 'token-uji', idDaerah: '999', throttlePauseSeconds: 10 },
    },
  };
}

export interface Question {
  readonly release: string;
  readonly operation: string;
  readonly asked?: Asked;
  readonly config?: SipdConfig;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
}

export type Answering = (request: HttpRequest) => Promise<HttpResponse>;

/** What the hub makes of one question: asked, sent, answered by `answering`, read. */
export async function ask(question: Question, answering: Answering): Promise<Verdict> {
  const { release, operation: name, asked = {}, config = plainConfig(), now = () => NOW } = question;
  const operation = releases.get(`sipd/${release}`)?.operations.get(name);
  if (!operation) throw new Error(`no sipd/${release}/${name}`);
  const protocol = Object.entries(sipd.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`sipd does not speak ${operation.protocol}`);
  const asking = {
    instance: 'sipd',
    protocol,
    config,
    settings: sipd.settingsOf(config, operation.service),
    http: { request: answering },
    now,
  };
  return (await askOnce(asking, operation, asked, question.signal ?? new AbortController().signal)).verdict;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The same with one answer that is a text. */
export function read(question: Question, text: string, { status = 200, headers = {} }: Answer = {}): Promise<Verdict> {
  return ask(question, async () => ({ status, headers, text }));
}

/** A row of an exported file, as an object keyed by its columns. */
export function readRow(operation: string, row: Readonly<Record<string, unknown>>) {
  const found = releases.get('sipd/ekspor')?.operations.get(operation);
  return found?.read({ payload: row, httpStatus: 200 }, { asked: {}, now: NOW });
}

/** The hub's way out, as short as it can be. */
export async function overTheWire({ method, url, headers, body }: HttpRequest, waitMs = 10_000): Promise<HttpResponse> {
  try {
    const signal = AbortSignal.timeout(waitMs);
    const answer = await request(url, { method, signal, headers: { ...headers }, ...(body !== undefined && { body }) });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers as Record<string, string>, text };
  } catch (cause) {
    throw new UpstreamFault('sipd', { trouble: 'unanswered', outcome: 'unknown' }, { cause });
  }
}

/** The rows of what was found; a test that expects some fails on any other verdict. */
export function rowsOf(verdict: Verdict): readonly Record<string, unknown>[] {
  if (verdict.kind !== 'found') throw new Error(`not found but ${JSON.stringify(verdict)}`);
  return verdict.value as readonly Record<string, unknown>[];
}
