import type { HttpRequest, HttpResponse } from '../../../connectors/connector.ts';
import { lapor } from '../../../connectors/lapor/connector.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { LaporConfig } from '../../../openapi/generated/config.ts';

const { releases } = loadMappings();

export const NOW = new Date('2026-11-20T02:00:00Z');
export const TOKEN = 'token-uji-lapor';
export const XML_TOKEN = '{00000000-0000-0000-0000-000000000000}';
const nowhere = 'http://127.0.0.1:1';

export function configAt(url: string): LaporConfig {
  return {
    services: {
      'usulan-1': { baseUrl: `${url}/api/v1`, token: TOKEN },
      'legacy-xml': { baseUrl: url, token: XML_TOKEN, keyToken: 'kunci-uji-lapor' },
    },
  };
}

export interface Question {
  readonly release?: string;
  readonly operation: string;
  readonly asked?: Asked;
  readonly config?: LaporConfig;
  readonly now?: () => Date;
  readonly signal?: AbortSignal;
  /** Beside those of the mapping, as the hub puts them: `Idempotency-Key`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answering = (request: HttpRequest) => Promise<HttpResponse>;

/** What the hub makes of one question: asked, signed, answered by `answering`, read. */
export async function ask(question: Question, answering: Answering): Promise<Verdict> {
  const { release = 'usulan-1', operation: name, asked = {}, headers = {}, now = () => NOW } = question;
  const found = releases.get(`lapor/${release}`)?.operations.get(name);
  if (!found) throw new Error(`no lapor/${release}/${name}`);
  const operation = {
    ...found,
    call: (...parameters: Parameters<typeof found.call>) => {
      const call = found.call(...parameters);
      return { ...call, headers: { ...call.headers, ...headers } };
    },
  };
  const protocol = Object.entries(lapor.protocols).find(([one]) => one === found.protocol)?.[1];
  if (!protocol) throw new Error(`lapor does not speak ${found.protocol}`);
  const asking = {
    instance: 'lapor',
    protocol,
    config: question.config ?? configAt(nowhere),
    settings: {},
    http: { request: answering },
    now,
  };
  return (await askOnce(asking, operation, asked, question.signal ?? new AbortController().signal)).verdict;
}

/** The same with one answer that is a text. */
export function read(
  question: Question,
  body: string,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Verdict> {
  return ask(question, async () => ({ status, headers, text: body }));
}

/** A row of the Excel export, as an object keyed by its columns. */
export function readRow(cells: Readonly<Record<string, unknown>>): Verdict | Promise<Verdict> | undefined {
  const operation = releases.get('lapor/ekspor-excel')?.operations.get('baris-laporan');
  return operation?.read({ payload: cells, httpStatus: 200 }, { asked: {}, now: NOW });
}
