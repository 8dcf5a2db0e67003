import { type CallWindow, type HttpClient, type Protocol, UpstreamFault } from '../../connectors/connector.ts';
import type { Settings } from '../mapping/ask.ts';
import type { Asked } from '../mapping/field.ts';
import type { Operation } from '../mapping/release.ts';
import type { Verdict } from '../mapping/verdict.ts';
import { AsksOtherwise, type Recorded, recording, replaying } from './recording.ts';

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
  readonly window?: CallWindow;
  /** The trouble was on the way, not in what the upstream said: asking again may help. */
  readonly onTheWay: boolean;
  readonly recorded: Recorded;
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
  const { instance, protocol, config, settings, now } = asking;
  const made = operation.call(asked, settings);
  const call = headers === NO_HEADERS ? made : { ...made, headers: { ...made.headers, ...headers } };
  const tape = recording(asking.http, now);
  try {
    const reply = await protocol.send(call, {
      instance,
      config: config as never,
      http: tape.http,
      now: tape.now,
      signal,
    });
    const verdict = await operation.read(reply, { asked, now: now() });
    const { quotaLeft, window } = reply;
    return {
      ...{ verdict, onTheWay: false, recorded: tape.recorded() },
      ...(quotaLeft === undefined ? {} : { quotaLeft }),
      ...(window === undefined ? {} : { window }),
    };
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    return { verdict: { kind: 'fault', fault: error.fault }, onTheWay: true, recorded: tape.recorded() };
  }
}

const NOBODY_WAITS = new AbortController().signal;

/**
 * Reads recorded bytes with another release, without asking anybody. `undefined`: that release puts the question in
 * another way, or cannot put it, so these bytes are no answer to it.
 */
export async function reread(
  asking: Asking,
  operation: Operation,
  asked: Asked,
  recorded: Recorded,
  headers?: Readonly<Record<string, string>>,
): Promise<Verdict | undefined> {
  const then = { ...asking, http: replaying(recorded), now: () => recorded.askedAt };
  try {
    return (await askOnce(then, operation, asked, NOBODY_WAITS, headers)).verdict;
  } catch (error) {
    if (error instanceof AsksOtherwise || error instanceof RangeError) return undefined;
    throw error;
  }
}
