import type { SandboxFault } from '../connector.ts';
import type { FaultKinds } from './fault-kinds.ts';
import type { Settings, SettingValues } from './settings.ts';

export interface UpstreamRequest {
  readonly method: string;
  /** As it was sent: still encoded, with the query. */
  readonly path: string;
  /** Decoded, without empty parts: `/a//b%2Fc` gives `a`, `b/c`. */
  readonly pathParts: readonly string[];
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The upstream's own faults and the member faults that hit this request, oldest first. */
  readonly faults: readonly SandboxFault[];
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes where it is a file. */
  readonly body: string | Uint8Array;
}

/** One of the invented people, as `GET /_sandbox` shows it to somebody who wants to try the sandbox. */
export interface SeededPerson {
  readonly nama: string;
  /** What is peculiar, for the people who are there because of it. */
  readonly note?: string | undefined;
  readonly [identifier: string]: string | undefined;
}

export interface World<Of extends Settings> {
  readonly now: () => Date;
  /** How many people to generate. */
  readonly people: number;
  /** Live: a change over HTTP is seen by the next request. */
  readonly settings: SettingValues<Of>;
}

/** A started upstream: its state lives as long as the sandbox runs. */
export interface Upstream {
  answer(request: UpstreamRequest): UpstreamAnswer | Promise<UpstreamAnswer>;
  people(): readonly SeededPerson[];
  /** What it holds of what it was sent, for tests that count: `GET /_sandbox/ledger`. */
  ledger?(): unknown;
  /**
   * What happens there without a request: somebody pays, a day ends. By name; the result is shown to whoever asked for
   * it. Throws a `SandboxInputError` for what a person can put right.
   */
  readonly actions?: Readonly<Record<string, Action>>;
}

export type Action = (input: unknown) => Promise<unknown>;

/** What a concrete sandbox adds to the shared machinery. */
export interface SandboxDefinition<Of extends Settings> {
  readonly name: string;
  /** One sentence: which interface it plays, and where it is. */
  readonly plays: string;
  readonly preferredPort: number;
  /** Its own kinds, beside those of the transport. */
  readonly faults: FaultKinds;
  readonly settings: Of;
  /** See `Sandbox.gives`. */
  readonly gives?: Readonly<Record<string, () => string>>;
  /** See `Sandbox.change`. */
  readonly change?: SandboxFault;
  readonly create: (world: World<Of>) => Upstream;
}
