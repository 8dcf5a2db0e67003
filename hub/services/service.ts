import type { JenisIzinKota, SimpulConfig } from '../../openapi/generated/config.ts';
import type { ReadResult } from '../exchange/exchange.ts';
import type { AnyReadService, ReadService } from '../exchange/read-service.ts';
import type { UpstreamAnswer } from '../exchange/upstream.ts';
import type { Asked } from '../mapping/field.ts';
import type { Announced, Happening } from '../relay/announcements.ts';
import type { ForwardService, Submission } from '../relay/forward-service.ts';
import type { CopyStore } from '../store/copies.ts';
import type { Along, StoredMessage } from '../store/forwarding.ts';
import type { SealedRecords } from '../store/sealed-records.ts';

/** A message with what it carries. */
export interface OpenedMessage extends Omit<StoredMessage, 'sealed' | 'result'> {
  readonly asked: Asked;
  readonly result: unknown;
}

/** What a service has at hand besides the request. */
export interface ServiceContext {
  readonly application: { readonly id: string; readonly name: string; readonly scopes: readonly string[] };
  /** Instances that this request may use, best first; never empty where the service names a connector. */
  readonly instances: readonly string[];
  readonly now: Date;
  /** Where the hub is seen from outside, where that is known. */
  readonly publicUrl?: string;
  /** The body of an earlier message is corrected: what came into being with it is there already. */
  readonly correcting?: boolean;
  readonly records: SealedRecords;
  /** What is copied from upstreams row by row: plans, budgets, price standards. */
  readonly copies: CopyStore;
  /** Keyed, for looking up what is personal. */
  readonly keyedHash: (text: string) => string;
  /** The journey of a read: snapshot, upstream, stale. */
  readonly read: <Params, Value>(service: ReadService<Params, Value>, params: Params) => Promise<ReadResult>;
  /** Newest first. */
  readonly messagesAbout: (about: string) => Promise<readonly OpenedMessage[]>;
  readonly tell: (happenings: readonly Happening[]) => Promise<void>;
  /** As `tell`, to be written in one commit with the records it is about. */
  readonly prepare: (happenings: readonly Happening[]) => Announced;
  /** What may be known of an instance's settings: nothing secret. Empty for one that is not there. */
  readonly settingsOf: (instance: string) => Readonly<Record<string, string>>;
  /** What the city decided about its bills and banks, and about what is copied. */
  readonly config: Pick<SimpulConfig, 'tagihan' | 'pembayaran' | 'perencanaan'>;
  /** The instance is configured, and a release of it has the operation. */
  readonly has: (instance: string, operation: string) => boolean;
  /** What may be said of an operation now: the words of a code list of the release in use; empty where it has none. */
  readonly wordsOf: (instance: string, operation: string, list: string) => readonly string[];
  /** The city's own list of kinds of permit. */
  readonly permitKinds: readonly JenisIzinKota[];
  /** Configured instances of a connector, best first. */
  readonly instancesOf: (connector: string) => readonly string[];
  /**
   * One question to one instance, with its limits and its breaker, and nothing kept. `undefined`: it has no such operation.
   * A fault also when time is up, or the hub is stopping; one that should come to its end then says how long that may take.
   */
  readonly ask: (
    instance: string,
    operation: string,
    asked: Asked,
    withinMs?: number,
    endsWithinMs?: number,
  ) => Promise<UpstreamAnswer | undefined>;
  /** The same for what changes something there: sent once. After a fault of unknown outcome ask what came of it. */
  readonly send: (
    instance: string,
    operation: string,
    asked: Asked,
    idempotencyKey: string,
  ) => Promise<UpstreamAnswer | undefined>;
  /** Applications that may call what needs this scope. */
  readonly applicationsWith: (scope: string) => readonly string[];
  /** Counts in the database: the number after adding, never given twice. */
  readonly count: (name: string, day: string, by: number) => Promise<number>;
}

/** One forward of the unified API, from the request to what is accepted. */
export interface SubmitService<Params = never> {
  readonly kind: 'submit';
  /** The operationId of the unified API. */
  readonly name: string;
  readonly connector: string;
  /** Where its messages go. */
  readonly forward: ForwardService;
  /** Whose data it is, for the audit; absent where it is nobody's. */
  readonly subject?: (params: Params) => string;
  /** Several where one request goes to several offices. Throws a `Refusal`. */
  readonly plan: (params: Params, context: ServiceContext) => Promise<Plan> | Plan;
  /** The parameters of the path, of what a message is about: for a body that is corrected later. */
  readonly paramsOf: (id: string) => Readonly<Record<string, unknown>>;
  /**
   * The body of the request that a message was made of, for a person who corrects it and does not have it; what no body
   * has is left out of it. Absent: it is in `asked` as it was.
   */
  readonly bodyOf?: (asked: Asked) => Readonly<Record<string, unknown>>;
  /** A list is answered even where there is one message. */
  readonly many?: boolean;
}
export interface Plan {
  readonly submissions: readonly Omit<Submission, 'application' | 'service'>[];
  readonly along?: Along;
}

/** One operation of the unified API over what the city itself keeps. */
export interface ActionService<Params = never> {
  readonly kind: 'action';
  readonly name: string;
  /** Whose instance and agreement it needs; absent where none is. */
  readonly connector?: string;
  /** Upstream operations it reads on the way. */
  readonly reads?: readonly AnyReadService[];
  readonly subject?: (params: Params) => string;
  /** Throws a `Refusal`. */
  readonly run: (params: Params, context: ServiceContext) => Promise<ActionResult>;
}
export type ActionResult =
  | {
      readonly kind: 'json';
      readonly status: 200 | 201 | 202;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      /** Whose data it turned out to be, where the request does not say so. */
      readonly subject?: string;
    }
  /** JSON that is written already: rows that are kept as JSON are passed on as they are. */
  | { readonly kind: 'written'; readonly json: string }
  /** A download made piece by piece, however long it gets. A piece is asked for when the caller took the one before. */
  | { readonly kind: 'stream'; readonly type: string; readonly name: string; readonly pieces: AsyncIterable<string> }
  /** `inline`: made here, so that a page may show it. */
  | {
      readonly kind: 'bytes';
      readonly type: string;
      readonly bytes: Uint8Array;
      readonly name: string;
      readonly inline?: true;
    }
  | { readonly kind: 'nothing' };

export type AnyService = AnyReadService | SubmitService | ActionService;

/** For declaring with the types of a request, and listing with all others. */
export function submit<Params>(service: Omit<SubmitService<Params>, 'kind'>): SubmitService<Params> {
  return { kind: 'submit', ...service };
}
export function action<Params>(service: Omit<ActionService<Params>, 'kind'>): ActionService<Params> {
  return { kind: 'action', ...service };
}
