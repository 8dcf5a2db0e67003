import type { RequestListener } from 'node:http';
import type { HttpClient } from '../../connectors/connector.ts';

/**
 * What the hub says about its doings to whoever follows one request through it. Only what has few values and is nobody's:
 * operations, instances, releases, verdicts, attempts. Whoever says it need not know what a span is.
 */
export interface Traces {
  /** The same listener, each of its requests followed. */
  serving(listener: RequestListener): RequestListener;
  /** More about the request under way. */
  request(told: RequestTold): void;
  /** Work that is worth a line of its own in a trace; what it begins is below it. Ends as the work does. */
  during<Result>(doing: Doing, work: (line: TraceLine) => Promise<Result>): Promise<Result>;
  /** The same client; where each request goes and what is answered is told of the call it is made for. */
  outgoing(http: HttpClient): HttpClient;
  /** What is under way, as the W3C header of that name; `undefined`: nothing that is followed. */
  traceparent(): string | undefined;
}

export interface OpenTraces extends Traces {
  /** Spans that nobody will ever see, since the start. */
  dropped(): number;
  /** Sends what is left, as far as it goes within a second and a half. */
  close(): Promise<void>;
}

export interface RequestTold {
  /** An operationId, or what else stands at this address. */
  readonly name?: string;
  /** The address with the names of its parts: `/v1/jkn/peserta/{nomor}`. */
  readonly route?: string;
  readonly instance?: string;
  readonly callback?: string;
  /** Id of the application that asked. */
  readonly application?: string | undefined;
  readonly keadaan?: string | undefined;
  readonly outcome?: string;
  /** Kind of the problem it ended in. */
  readonly problem?: string;
}

export type Doing =
  | {
      readonly kind: 'call';
      readonly instance: string;
      readonly operation: string;
      readonly release: string;
      /** How many times it was asked before for the same question. */
      readonly repeat: number;
      readonly probe: boolean;
    }
  | {
      readonly kind: 'delivery';
      readonly message: string;
      /** `''`: a webhook. */
      readonly service: string;
      readonly lane: string;
      readonly attempt: number;
      /** `traceparent` of the request that put it in. */
      readonly trace?: string | undefined;
    }
  /** To an address of an application. */
  | { readonly kind: 'post'; readonly what: 'webhook' | 'question'; readonly url: string };

export interface TraceLine {
  came(came: Came): void;
}

export interface Came {
  /** A verdict, or what a delivery came to. */
  readonly outcome?: string;
  /** HTTP. */
  readonly status?: number | undefined;
  /** One of a few words for what went wrong; absent: nothing did. */
  readonly failed?: string | undefined;
}

const NO_LINE: TraceLine = { came: () => {} };

/**
 * Nothing is followed. A port of our own and not the no-op of @opentelemetry/api: a listener and a client are handed back
 * as they are, so that a request takes the same way as if there were no traces at all.
 */
export const NO_TRACES: OpenTraces = {
  serving: (listener) => listener,
  request: () => {},
  during: (_doing, work) => work(NO_LINE),
  outgoing: (http) => http,
  traceparent: () => undefined,
  dropped: () => 0,
  close: async () => {},
};
