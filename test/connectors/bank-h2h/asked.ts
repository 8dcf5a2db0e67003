import { bankH2hCallbacks } from '../../../connectors/bank-h2h/callbacks.ts';
import type {
  CallbackAnswer,
  CallbackContext,
  CallbackRequest,
  Dialect,
  Received,
} from '../../../connectors/callback.ts';
import type { BankH2hConfig } from '../../../openapi/generated/config.ts';
import { loadShipped } from '../../hub/mapping/shipped.ts';

export const NOW = new Date('2026-02-03T10:15:40+07:00');
export const NOP = '127601000100100420';
export const BASIC = `Basic ${Buffer.from('bankcontoh:sandi-contoh').toString('base64')}`;

/** The keys of the notes' worked examples. */
export const CONFIG: BankH2hConfig = {
  username: 'bankcontoh',
  password: 'sandi-contoh',
  clientId: 'HUB-CONTOH-001',
  clientSecret: 'rahasia-contoh-42',
  bearerToken: 'token-contoh-0042',
  tokenSecret: 'rahasia token uji, 32 karakter lebih',
  allowedAddresses: [],
  clockToleranceSeconds: 300,
  signedPath: 'penuh',
};

const { releases } = loadShipped();

export function dialectOf(release: string): Dialect {
  const dialect = releases.get(`bank-h2h/${release}`)?.dialect;
  if (!dialect) throw new Error(`no dialect "${release}"`);
  return dialect;
}

export interface CallOptions {
  readonly release?: string;
  readonly releases?: readonly string[];
  readonly config?: Partial<BankH2hConfig>;
  readonly now?: Date;
  readonly from?: string;
}

export function contextOf({ release = 'dialek-a', releases = [release], config = {}, now = NOW }: CallOptions) {
  const dialects = releases.map(dialectOf);
  return { config: { ...CONFIG, ...config }, now: () => now, dialects } satisfies CallbackContext<BankH2hConfig>;
}

export interface Sent {
  readonly method?: 'GET' | 'POST';
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

export function receive({ method = 'POST', path, headers = {}, body = '' }: Sent, options: CallOptions): Received {
  const [below = '', query = ''] = path.split('?');
  const request: CallbackRequest = {
    method,
    url: path,
    path: below,
    pathNames: {},
    query: new URLSearchParams(query),
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(options.from === undefined ? {} : { from: options.from }),
  };
  const callback = bankH2hCallbacks.find((one) => one.method === method);
  if (!callback) throw new Error(`nothing takes ${method}`);
  return callback.receive(request, contextOf(options));
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  readonly refused: boolean;
}

/** What the bank gets: of a question, once the hub decided. */
export function answerTo(sent: Sent, options: CallOptions, decided?: CallbackAnswer): Answered {
  const received = receive(sent, options);
  if (received.kind === 'asked' && !decided) throw new Error('it is asked, and nobody decided');
  const response =
    received.kind === 'answered' ? received.response : received.answer?.(decided ?? { kind: 'done', value: {} });
  const { status = 0, body = '' } = response ?? {};
  return {
    ...{ status, text: body, body: JSON.parse(body) },
    refused: received.kind === 'answered' && received.refused === true,
  };
}

export function questionOf(sent: Sent, options: CallOptions) {
  const received = receive(sent, options);
  if (received.kind !== 'asked') throw new Error(`answered: ${received.response.body}`);
  return { ...received.as, question: received.question };
}
