import type { SandboxCall } from '../connector.ts';

/** A call whose answer is still to come; `answered` may stay 0. */
export interface LoggedCall extends SandboxCall {
  status: number;
}

export interface CallLog {
  add(call: LoggedCall): LoggedCall;
  list(): readonly SandboxCall[];
  /** All of them, those no longer kept included. */
  count(): number;
  forget(): void;
}

/** Keeps the newest calls only, so that a load test does not fill the memory of the sandbox. */
export function createCallLog(keep = 20_000): CallLog {
  let calls: LoggedCall[] = [];
  let count = 0;
  return {
    add(call) {
      count += 1;
      if (calls.length >= 2 * keep) calls = calls.slice(-keep);
      calls.push(call);
      return call;
    },
    list: () => calls.slice(-keep),
    count: () => count,
    forget() {
      calls = [];
      count = 0;
    },
  };
}
