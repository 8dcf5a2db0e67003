declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Client {
    setRequests(requests: readonly { readonly method: string; readonly path: string; readonly body?: string }[]): void;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly duration: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly setupClient: (client: Client) => void;
  }
  interface Running extends EventEmitter {
    stop(): void;
  }
  /** The parts of autocannon 9 that the bench uses; the package brings no types of its own. */
  function autocannon(options: Options): Running;
  export = autocannon;
}
