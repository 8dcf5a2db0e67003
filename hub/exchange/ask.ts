import { type HttpClient, type Protocol, UpstreamFault } from '../../connectors/connector.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';

/** What one question needs of an instance. */
export interface Asking {
  readonly instance: string;
  readonly protocol: Protocol<never>;
  readonly config: unknown;
  /** Settings that a mapping may name: never a secret. */
  readonly settings: Settings;
  readonly http: HttpClient;
  readonly now: () => Date;
}

export interface AskedOnce {
  readonly verdict: Verdict;
  readonly quotaLeft?: number;
  /** The trouble was on the way, not in what the upstream said: asking again may help. */
  readonly onTheWay: boolean;
}

const NO_HEADERS = {};

/**
 * One question, once: mapping -> protocol -> mapping -> verdict. No retry, no breaker, no snapshot.
 * Rejects only for faults of the hub itself, a question that lacks something among them (RangeError).
 */
export async function askOnce(
  asking: Asking,
  operation: Operation,
  asked: Asked,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = NO_HEADERS,
): Promise<AskedOnce> {
  const { instance, protocol, config, settings, http, now } = asking;
  const made = operation.call(asked, settings);
  const call = headers === NO_HEADERS ? made : { ...made, headers: { ...made.headers, ...headers } };
  try {
    const reply = await protocol.send(call, { instance, config: config as never, http, now, signal });
    const verdict = await operation.read(reply, { asked, now: now() });
    return { verdict, onTheWay: false, ...(reply.quotaLeft === undefined ? {} : { quotaLeft: reply.quotaLeft }) };
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    return { verdict: { kind: 'fault', fault: error.fault }, onTheWay: true };
  }
}
