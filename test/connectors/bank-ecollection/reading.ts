import { bankEcollection } from '../../../connectors/bank-ecollection/connector.ts';
import { type HttpRequest, type HttpResponse, UpstreamFault } from '../../../connectors/connector.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { BankEcollectionConfig } from '../../../openapi/generated/config.ts';
import { BILL, CONFIG, NOW } from './wire.ts';

const { releases } = loadMappings();

export interface Question {
  readonly operation: string;
  readonly release?: string;
  readonly asked?: Asked;
  readonly config?: BankEcollectionConfig;
  readonly now?: () => Date;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Answering = (request: HttpRequest) => Promise<HttpResponse>;

/** What the hub makes of one question: asked, encoded, answered by `answering`, read. */
export async function ask(question: Question, answering: Answering): Promise<Verdict> {
  const { operation: name, release = 'ecollection-1', asked = BILL, config = CONFIG, now = () => NOW } = question;
  const operation = releases.get(`bank-ecollection/${release}`)?.operations.get(name);
  if (!operation) throw new Error(`no bank-ecollection/${release}/${name}`);
  const asking = {
    instance: 'bank-bni-ecollection',
    protocol: bankEcollection.protocols.ecollection,
    config,
    settings: bankEcollection.settingsOf(config),
    http: { request: answering },
    now,
  };
  return (await askOnce(asking, operation, asked, new AbortController().signal, question.headers)).verdict;
}

/** The same with one answer that is a text. */
export function read(question: Question, text: string, response: Partial<HttpResponse> = {}): Promise<Verdict> {
  return ask(question, async () => ({ status: 200, headers: {}, text, ...response }));
}

/** The request that a question becomes. */
export async function requestFor(question: Question): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  await ask(question, async (request) => {
    requests.push(request);
    return { status: 200, headers: {}, text: '{"status":"101","message":"Billing not found."}' };
  });
  const [only] = requests;
  if (!only || requests.length > 1) throw new Error('not asked once');
  return only;
}

/** The hub's way out, as short as it can be. */
export const overTheWire: Answering = async ({ method, url, headers, body }) => {
  try {
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  } catch (cause) {
    throw new UpstreamFault('bank-bni-ecollection', { trouble: 'unanswered', outcome: 'unknown' }, { cause });
  }
};
