import type { HttpClient, HttpResponse, UpstreamCall } from '../../connectors/connector.ts';
import { type Asking, askOnce } from '../exchange/ask.ts';
import type { ReadAnswer } from '../exchange/learning.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';

/** How much of an answer may be kept to try another release on: what the agreement with its owner says. */
export type SamplePolicy =
  | 'whole' //  the answer and what was asked
  | 'answer' // the answer: it holds no personal data by itself, and what was asked does
  | 'none';

/** One answer as it came, to be sealed. Requests are not in it: they carry credentials. */
export interface Sample {
  readonly at: number;
  readonly response: HttpResponse;
  /** Absent where it may not be kept, or nobody knows it. */
  readonly asked?: Asked;
}

/** A longer answer is no sample: a report of it is enough. */
const LONGEST_TEXT = 65_536;
const KEPT_HEADERS = ['content-type', 'retry-after', 'location'];

/** `undefined`: nothing came back, it is too long, or it may not be kept. */
export function sampleOf(
  { asked, recorded }: Pick<ReadAnswer, 'asked' | 'recorded'>,
  policy: SamplePolicy,
): Sample | undefined {
  const last = recorded.exchanged.at(-1)?.response;
  if (!last || policy === 'none' || last.text.length > LONGEST_TEXT) return undefined;
  const kept = Object.entries(last.headers).filter(([name]) => KEPT_HEADERS.includes(name));
  return {
    at: recorded.askedAt.getTime(),
    response: { status: last.status, headers: Object.fromEntries(kept), text: last.text },
    ...(policy === 'whole' ? { asked } : {}),
  };
}

/** Everything an instance needs to read an answer, and nothing to send anything with. */
export type Reading = Omit<Asking, 'http' | 'now'>;

const NOBODY_WAITS = new AbortController().signal;

/** What a release makes of a sample, through the same protocol and mapping as a live answer. Nothing is sent anywhere. */
export async function readSample(
  reading: Reading,
  operation: Operation,
  { at, response, asked }: Sample,
): Promise<Verdict> {
  const moment = new Date(at);
  const method = methodOf(operation, asked, reading.settings);
  const { verdict } = await askOnce(
    // a copy: a protocol may keep tokens by its settings, and the one below is nobody's
    { ...reading, config: structuredClone(reading.config), http: answering(response), now: () => moment },
    {
      ...operation,
      call: () => ({ operation: operation.name, service: operation.service, method, path: '/', headers: {} }),
      read: (reply, context) => operation.read(reply, { ...context, asked }),
    },
    asked ?? {},
    NOBODY_WAITS,
  );
  return verdict;
}

/** A protocol may read the answer to a write in another way. */
function methodOf(operation: Operation, asked: Asked | undefined, settings: Settings): UpstreamCall['method'] {
  try {
    return asked ? operation.call(asked, settings).method : 'GET';
  } catch (error) {
    if (error instanceof RangeError) return 'GET'; // the question lacks what this release wants to know
    throw error;
  }
}

/** Some protocols fetch a token first (OAuth2 client credentials, RFC 6749, section 4.4); a sample is what came after it. */
function answering(response: HttpResponse): HttpClient {
  const token = {
    status: 200,
    headers: {},
    text: '{"access_token":"of a sample","token_type":"Bearer","expires_in":60}',
  };
  return { request: async ({ body = '' }) => (body.includes('grant_type=client_credentials') ? token : response) };
}
