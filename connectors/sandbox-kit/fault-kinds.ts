import type { SandboxFault } from '../connector.ts';

/** One thing a kind of fault may be told. Without a `default` it must be told. */
export interface FaultOption {
  readonly type: 'number' | 'text' | 'any';
  readonly explanation: string;
  readonly default?: unknown;
}

export interface FaultKind {
  readonly explanation: string;
  /**
   * `connection`: the listening socket itself. `before`: answered, or not, in place of the upstream, which books nothing.
   * `content`: the upstream's own answer says something else. `after`: the upstream has done its work, its answer suffers.
   */
  readonly stage: 'connection' | 'before' | 'content' | 'after';
  /** Several may hit one request (two renamed members). Otherwise the first one does and the next waits for its turn. */
  readonly combines?: true;
  readonly options?: Readonly<Record<string, FaultOption>>;
}

export type FaultKinds = Readonly<Record<string, FaultKind>>;

const errorPage = '<html><head><title>Runtime Error</title></head><body><h1>Server Error</h1></body></html>';

/** What can happen to any upstream, whatever it speaks. */
export const transportFaults: FaultKinds = {
  refuse: {
    explanation: 'Closes the port and every open connection: new connections are refused. Over HTTP it ends by itself.',
    stage: 'connection',
  },
  hang: {
    explanation: 'Takes the request and never answers; healing or closing drops the connection.',
    stage: 'before',
  },
  reset: { explanation: 'Resets the connection before anything is done.', stage: 'before' },
  'reset-after': { explanation: 'Does what was asked, then resets the connection without an answer.', stage: 'after' },
  status: {
    explanation: 'An HTTP status with any body.',
    stage: 'before',
    options: {
      status: { type: 'number', explanation: 'the HTTP status' },
      body: { type: 'text', explanation: 'the body', default: '' },
    },
  },
  html: {
    explanation: 'An HTML error page.',
    stage: 'before',
    options: {
      status: { type: 'number', explanation: 'the HTTP status', default: 200 },
      body: { type: 'text', explanation: 'the page', default: errorPage },
    },
  },
  maintenance: {
    explanation: 'HTTP 503 with Retry-After and an HTML notice.',
    stage: 'before',
    options: { retryAfterSeconds: { type: 'number', explanation: 'what Retry-After says', default: 120 } },
  },
  text: {
    explanation: 'A gateway speaks: plain text with an HTTP status.',
    stage: 'before',
    options: {
      status: { type: 'number', explanation: 'the HTTP status', default: 429 },
      body: { type: 'text', explanation: 'the text', default: 'Limits exceeded' },
    },
  },
  empty: { explanation: 'Does what was asked and answers HTTP 200 with an empty body.', stage: 'after' },
  truncate: { explanation: 'Half of the answer, sent as if it were whole: cut JSON.', stage: 'after' },
  cut: { explanation: 'Promises the whole answer, sends half, and drops the connection.', stage: 'after' },
  prefix: {
    explanation: 'Text in front of the JSON.',
    stage: 'after',
    options: { text: { type: 'text', explanation: 'the text', default: '<br />\n<b>Notice</b>: undefined index\n' } },
  },
  slow: {
    explanation: 'Does what was asked and answers late.',
    stage: 'after',
    combines: true,
    options: { delayMs: { type: 'number', explanation: 'how late' } },
  },
};

/** Changes to an answer's members, for upstreams that speak JSON; `json-edits.ts` carries them out. */
export const memberFaults: FaultKinds = {
  rename: {
    explanation: 'A member has another name, wherever it occurs. A dotted name (`a.b`) means `b` directly inside `a`.',
    stage: 'content',
    combines: true,
    options: {
      from: { type: 'text', explanation: 'its name in the document' },
      to: { type: 'text', explanation: 'the new name' },
    },
  },
  drop: {
    explanation: 'A member is missing, wherever it occurs.',
    stage: 'content',
    combines: true,
    options: { field: { type: 'text', explanation: 'its name, dotted if need be' } },
  },
  retype: {
    explanation: 'A member has another type: digits become a number, a number becomes text, other text a list.',
    stage: 'content',
    combines: true,
    options: { field: { type: 'text', explanation: 'its name, dotted if need be' } },
  },
  nullify: {
    explanation: 'A member is null, wherever it occurs.',
    stage: 'content',
    combines: true,
    options: { field: { type: 'text', explanation: 'its name, dotted if need be' } },
  },
  nest: {
    explanation: "A member's value stands inside an object, wherever it occurs.",
    stage: 'content',
    combines: true,
    options: {
      field: { type: 'text', explanation: 'its name, dotted if need be' },
      as: { type: 'text', explanation: 'the name of the value inside that object', default: 'data' },
    },
  },
  add: {
    explanation: 'A member nobody documented, in the answer itself or below a dotted path.',
    stage: 'content',
    combines: true,
    options: {
      field: { type: 'text', explanation: 'its name, dotted if need be' },
      value: { type: 'any', explanation: 'its value', default: 'BARU' },
    },
  },
};

export function textOption(fault: SandboxFault, option: string): string {
  return String(fault[option] ?? '');
}

export function numberOption(fault: SandboxFault, option: string): number {
  return Number(fault[option]);
}
