import type { Callback, CallbackResponse } from './callback.ts';

/**
 * The port between the hub and an upstream. A connector knows how one upstream is spoken to (signing, encryption,
 * envelopes) and nothing else: what is asked and what an answer means is data in `mappings/`, and retry, breaker,
 * snapshots, audit and logging live in the hub, so that every connector gets them and none repeats them.
 */

/** What kept an upstream from answering, in the words an operator acts on. */
export type Trouble =
  | 'unreachable' //  no connection was made
  | 'unanswered' //   sent, and no (whole) answer came back in time
  | 'throttled' //    too many calls at once
  | 'quota' //        the allowance of the day or month is used up
  | 'auth' //         key, password, signature, clock or address not accepted
  | 'maintenance' //  closed on purpose: a maintenance notice, or outside the permitted hours
  | 'misasked' //     the upstream says the request lacks something
  | 'unavailable'; // an error page, an empty or cut body, a 5xx

export interface Fault {
  readonly trouble: Trouble;
  /** `unknown`: it may have happened there, so a payment asks for its status before it is sent again. */
  readonly outcome: 'not-done' | 'unknown';
  /** The upstream document's own name for this cause (`ip_not_allowed`), where it has one. */
  readonly reason?: string;
  /** Nothing can succeed before this moment (a quota's return, a `Retry-After`). */
  readonly retryAt?: Date;
}

/** An upstream call that came to nothing. The message never carries a URL or a body: both hold people's numbers. */
export class UpstreamFault extends Error {
  override readonly name = 'UpstreamFault';
  readonly instance: string;
  readonly fault: Fault;
  constructor(instance: string, fault: Fault, options?: ErrorOptions) {
    super(`${instance}: ${fault.reason ?? fault.trouble}`, options);
    this.instance = instance;
    this.fault = fault;
  }
}

/**
 * One way in which an answer does not fit the release it is read with.
 * `breaking` makes the verdict `changed`; `additive` (a field or a code nobody named) is recorded and harmless.
 * `expected` and `got` name types and rules, never a value: values are people's data. A code is the one that is shown,
 * where it is short and holds nobody's number.
 */
export interface Drift {
  readonly kind: 'breaking' | 'additive';
  /** Where, in the upstream's own words: `peserta.statusPeserta.kode`, `rujukan[].noKunjungan`, `(envelope)`. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** What the release's mapping makes of a question, ready for the protocol to sign and send. */
export interface UpstreamCall {
  readonly operation: string;
  /** Which of the instance's accounts and addresses to use; `service` of release.yaml, `''` where there is one only. */
  readonly service: string;
  /** Where it is asked instead of the service's own base address: the host moved, and its release says so. */
  readonly address?: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the service's base address, percent-encoded, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What came back, with the envelope opened. What its code means is decided by the release's `outcomes`. */
export interface Reply {
  /** The unwrapped content. Integers a double cannot hold are bigint (see `exact-json.ts`). */
  readonly payload: unknown;
  readonly httpStatus: number;
  /** The code inside the envelope, as text; absent where the envelope has none. */
  readonly code?: string;
  /** The upstream's own sentence. */
  readonly message?: string;
  /** Calls left in the upstream's own count, where it tells. */
  readonly quotaLeft?: number;
  /** When to come back, where it tells (`Retry-After`). */
  readonly retryAt?: Date;
  /** Where it counts calls and says so. */
  readonly window?: CallWindow;
  /** The envelope does not fit: wrapped anew, sealed with another key, without its code. Never `found` then. */
  readonly damage?: readonly Drift[];
  /** With `damage`: it is certain that nothing was done, as where the path is gone. */
  readonly notDone?: true;
  /** What the envelope holds beside what the upstream's document names: additive, reported with what is found. */
  readonly extra?: readonly Drift[];
}

/** The upstream's own count of calls. Whoever restarts has to know it: the upstream still does. */
export interface CallWindow {
  /** Before this moment it does not begin anew. */
  readonly endsAt: Date;
  /** No call is left until then: another one would be held against the caller. */
  readonly closed: boolean;
}

export interface HttpRequest {
  readonly method: UpstreamCall['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8, at most the client's limit long. */
  readonly text: string;
}
/** Sends one request. Rejects with an `UpstreamFault` when no whole answer came back; any HTTP status is an answer. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface ProtocolContext<Config> {
  readonly instance: string;
  readonly config: Config;
  readonly http: HttpClient;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface Protocol<Config> {
  send(call: UpstreamCall, context: ProtocolContext<Config>): Promise<Reply>;
}

export interface Connector<Config> {
  readonly name: string;
  /** A schema of `openapi/config.yaml`: the settings of one instance. */
  readonly configSchema: string;
  /** Protocol variants by the name that release.yaml uses. */
  readonly protocols: Readonly<Record<string, Protocol<Config>>>;
  /** The address `simpul doctor` knocks at for a service; no credential is sent there. */
  addressOf(config: Config, service: string): string;
  /** Settings of a service that a mapping may name in a path: never a secret. */
  settingsOf(config: Config, service: string): Readonly<Record<string, string>>;
  /** The earliest end of an access that a person handed over, where one tells its end: by the name of its service. */
  accessEnd?(config: Config): { readonly service: string; readonly at: Date } | undefined;
  /** Protocol variants whose server half is here too: the hub can offer an old interface of this upstream itself. */
  readonly facades?: Readonly<Record<string, FacadeProtocol>>;
  /** Protocol variants whose calls come in: their releases are read backwards, and never asked. */
  readonly dialects?: readonly string[];
  /** What this upstream calls, where it calls anything. */
  readonly callbacks?: readonly Callback<Config>[];
  readonly sandbox: Sandbox;
}

/**
 * The server half of a protocol variant: how an application written for it signs its calls, and how it is answered.
 * Pure: the clock and the secret are arguments. What is asked, and in which words it is answered, is for the mapping.
 */
export interface FacadeProtocol {
  /** `pair`: an id and a secret that proves it. `token`: one text that is both. */
  readonly credential: 'pair' | 'token';
  receive(request: FacadeRequest): FacadeReceived;
  answer(answer: FacadeAnswer): CallbackResponse;
}
/** A call as it came, below the façade's address. Paths and bodies hold people's numbers: none of it goes into a log. */
export interface FacadeRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type FacadeReceived =
  | {
      readonly kind: 'claimed';
      /** Who the caller says to be. */
      readonly id: string;
      /** `secret` undefined: nobody has that id. `undefined`: it is the one. */
      readonly check: (secret: string | undefined, when: FacadeMoment) => FacadeRefusal | undefined;
      /** The question, without envelope and credentials. */
      readonly body?: Readonly<Record<string, unknown>>;
    }
  | ({ readonly kind: 'refused' } & FacadeRefusal);
/** Where a call is signed with the time: what time it is, and how far the caller's clock may be off. */
export interface FacadeMoment {
  readonly now: Date;
  readonly clockToleranceSeconds: number;
}
export interface FacadeRefusal {
  readonly because: 'auth' | 'misasked';
  /** The protocol's own sentence; absent: that of the release. */
  readonly sentence?: string;
}
export interface FacadeAnswer {
  readonly http: number;
  readonly code?: string;
  readonly sentence?: string;
  /** Absent: there is nothing but code and sentence. A bigint is a number with all its digits. */
  readonly payload?: unknown;
}

/** A local server that speaks the upstream's wire protocol, written from its document and never from the connector. */
export interface Sandbox {
  /** The port it asks for when it is started by `npm start` or `npm run sandbox`; another one is taken if it is busy. */
  readonly preferredPort: number;
  /**
   * What a city that tries it has to be told beside its address, by name: keys, made in this process and the same until
   * it ends. A configuration names it as `${sandbox:bank-snap:hub-private-key}`.
   */
  readonly gives?: Readonly<Record<string, () => string>>;
  /** A change of its format that no shipped release fits, for whoever wants to see what happens then. */
  readonly change?: SandboxFault;
  start(options?: SandboxOptions): Promise<RunningSandbox>;
}
export interface SandboxOptions {
  /** 0 or absent: any free port. Always on 127.0.0.1. */
  readonly port?: number;
  readonly now?: () => Date;
  /** How many invented people to add to those the upstream document names. */
  readonly people?: number;
}
export interface RunningSandbox {
  readonly url: string;
  /** Adds a fault; `GET /_sandbox` lists the kinds. The same is settable over HTTP at `/_sandbox/faults`. */
  fault(fault: SandboxFault): void;
  /** Removes every fault, and listens again if connections were refused. */
  heal(): Promise<void>;
  /** The newest requests of the upstream's own interface since the start or the last `forget()`; no control calls. */
  calls(): readonly SandboxCall[];
  forget(): void;
  close(): Promise<void>;
}
export interface SandboxFault {
  readonly kind: string;
  /** Only paths that contain this text, or with `$` at its end end so, compared without case. Absent: every path. */
  readonly path?: string;
  /** How many requests it hits before it is used up. Absent: all. */
  readonly times?: number;
  /** How long it lasts. Absent: until healed. */
  readonly forMs?: number;
  /** What the kind needs: a status, a delay, a pair of names. */
  readonly [option: string]: unknown;
}
export interface SandboxCall {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What was answered; 0 where the connection was cut or left hanging. */
  readonly status: number;
}
