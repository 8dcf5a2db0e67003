/**
 * The port in the other direction: an upstream calls the city. As the rest of a connector it is pure protocol: what is
 * answered is decided by the hub.
 */

/**
 * One call an upstream makes to the city. How it is verified, what stands where and how an answer looks is here; what
 * is answered is decided by the hub. Pure: the clock and the keys are arguments, and nothing is stored.
 */
export interface Callback<Config> {
  /** `mobile-jkn.ambil-antrean`; two paths of one callback (an older copy of a catalogue) have the same name. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/callbacks/{instance}/`, with names in braces: `fktp/antrean/status/{kodepoli}/{tanggal}`; `*` is any path. */
  readonly path: string;
  /** It changes something: what was heard is stored before it is acknowledged. */
  readonly writes: boolean;
  /**
   * It only tells something, and nobody knows whether it is told again: what was heard is worked off later where it could
   * not be decided, though nobody waits for the answer any more.
   */
  readonly tells?: true;
  /** The largest body, where the usual 64 KiB are not enough. */
  readonly mostBytes?: number;
  /** Other names that its calls may get (`Received.as`). */
  readonly names?: readonly string[];
  /** Checks the credentials on the raw request and reads it into the shared model's words. */
  receive(request: CallbackRequest, context: CallbackContext<Config>): Received;
  /**
   * The upstream's own wire form of what the hub decided.
   * Throws a RangeError that names a field a `done` value lacks: a fault of the hub, to be answered as `unavailable`.
   */
  answer(answer: CallbackAnswer, context: CallbackContext<Config>): CallbackResponse;
}
/** A call as it came. Paths and queries may hold people's numbers: none of it goes into a log. */
export interface CallbackRequest {
  readonly method: string;
  /** Path and query as they were sent, still encoded: some signatures are over them. */
  readonly url: string;
  /** Below `/callbacks/{instance}`, still encoded, with its first slash and without the query. */
  readonly path: string;
  /** What the names of `Callback.path` stand for, decoded. */
  readonly pathNames: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes as UTF-8: signatures are over them. */
  readonly body: string;
  /** Who called, as the connection says; absent where nobody knows. */
  readonly from?: string;
}
export interface CallbackContext<Config> {
  readonly config: Config;
  readonly now: () => Date;
  /** The instance's releases that are written from the caller's side, best first; absent where it has none. */
  readonly dialects?: readonly Dialect[];
}

/** A release whose questions are put to the city: its mapping files read backwards. */
export interface Dialect {
  readonly release: string;
  readonly protocol: string;
  /** `undefined`: no operation has this method and path. */
  recognise(call: DialectCall): DialectQuestion | undefined;
  /**
   * How something is said: `found`, `unavailable`, `misasked`, `auth`, or the reason of one of the operation's outcomes
   * (`sudah-lunas`). `undefined`: the release has no word for it.
   */
  word(operation: string, what: string): DialectWord | undefined;
  /** The whole answer; `asked` is what it may repeat. Of an operation that the release has not, the envelope alone. */
  write(operation: string, said: DialectAnswer, asked: Readonly<Record<string, unknown>>): unknown;
}
export interface DialectAnswer {
  readonly word: DialectWord;
  /** It is no success. */
  readonly failed: boolean;
  /** In the fields of the operation's answer; absent: code and sentence are all there is to say. */
  readonly value?: Readonly<Record<string, unknown>>;
}
export interface DialectCall {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Without envelope and credentials. */
  readonly body: unknown;
}
export interface DialectQuestion {
  readonly operation: string;
  /** In the names that the mapping asks in. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Places that say nothing the release can be asked; empty where all is well. */
  readonly wrong: readonly string[];
  /** Places where something must stand and nothing does. */
  readonly lacking: readonly string[];
}
export interface DialectWord {
  readonly code?: string;
  readonly says?: string;
  readonly http?: number;
}
export type Received =
  | {
      readonly kind: 'asked';
      /** In names of the shared model; every field the callback promises is there and well formed. */
      readonly question: Readonly<Record<string, unknown>>;
      /** The upstream's own id of this call, by which a repeat is known; absent where it gives none. */
      readonly identity?: string;
      /** Which call it is, where the address alone does not say so: in place of `Callback.name` and `writes`. */
      readonly as?: { readonly name: string; readonly writes: boolean };
      /** Where the answer repeats what was asked: in place of `Callback.answer`, and as that. */
      readonly answer?: (answer: CallbackAnswer) => CallbackResponse;
      /** The release it was asked in, where that is one of `CallbackContext.dialects`. */
      readonly release?: string;
    }
  /** A token, refused credentials, a body that cannot be read: no business of the hub. */
  | {
      readonly kind: 'answered';
      readonly response: CallbackResponse;
      /**
       * Credentials that could be guessed were wrong: who keeps trying is stopped by the hub. Not for what nobody guesses
       * and an honest caller may have: a token that has expired, or that a new secret ended.
       */
      readonly refused?: true;
    };
export type CallbackAnswer =
  | { readonly kind: 'done'; readonly value: Readonly<Record<string, unknown>> }
  /** `reason` is shown to a patient; `code` is a word of the callback's own, where it knows several refusals. */
  | { readonly kind: 'refused'; readonly reason: string; readonly code?: string }
  | { readonly kind: 'unavailable'; readonly reason: string };
export interface CallbackResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
