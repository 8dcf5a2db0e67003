import type { ServerResponse } from 'node:http';
import type { Operator, Role } from '../access/operators.ts';

/** What the page asked, once it is known who asks and that the body and the query fit. */
export interface ConsoleRequest<Body = unknown> {
  readonly operator: Operator;
  /** Of the address, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly requestId: string;
  /** For an answer that takes hours: somebody may have been shut out meanwhile. */
  stillSignedIn(): Promise<boolean>;
  /** The browser went away, or the hub stops. */
  readonly signal: AbortSignal;
}

/** A file instead of JSON. */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array | string;
  constructor(name: string, type: string, bytes: Uint8Array | string) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }
}

/** An endpoint that writes its answer itself, bite by bite. */
export class Stream {
  readonly write: (response: ServerResponse) => void;
  constructor(write: (response: ServerResponse) => void) {
    this.write = write;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One thing the page can ask for or have done, below `/console/api`. */
export interface Endpoint {
  readonly method: Method;
  /** As Express writes it: `/lajur/:lane/jeda`. */
  readonly path: string;
  /** The least role that may. */
  readonly role: Role;
  /** JSON Schema of the body; absent: there is none. */
  readonly body?: object;
  /** Names of query parameters that may be given; others are refused. */
  readonly query?: readonly string[];
  /**
   * What it is in the audit (`konsol.<action>`). Whatever changes something has one; a look at data of people too.
   * Absent: a look at figures, which is not audited.
   */
  readonly action?: string;
  /** What it is done to, for the audit: a lane, an id. Never personal. */
  about?(request: ConsoleRequest): string;
  /** Resolves to what becomes JSON (`undefined`: 204), a `Download` or a `Stream`. Throws a `Problem`. */
  run(request: ConsoleRequest): Promise<unknown>;
}

type Draft<Body> = Omit<Endpoint, 'run' | 'about'> & {
  about?(request: ConsoleRequest<Body>): string;
  run(request: ConsoleRequest<Body>): Promise<unknown>;
};

/** An endpoint whose body is what its schema says: checked before `run`, so the type may be believed. */
export function endpoint<Body = undefined>(draft: Draft<Body>): Endpoint {
  return draft as unknown as Endpoint;
}
