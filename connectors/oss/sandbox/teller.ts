import { createHash } from 'node:crypto';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { wibDay } from './wib.ts';

/** OSS's side of the calls to the city (the OSS notes, sections 3.1, 4 and 5), written from the notes alone. */
export interface TellerOptions {
  /** `http://127.0.0.1:8080/callbacks/oss`, with whatever stands in front of the method. */
  readonly cityUrl: string;
  /** One path for every method. */
  readonly path?: string;
  readonly username: string;
  readonly password: string;
  readonly now?: () => Date;
  readonly waitMs?: number;
}

/** What goes wrong, or is done otherwise, in one push. */
export interface How {
  /** So many at the same moment. */
  readonly copies?: number;
  /** The answer is not listened to. */
  readonly loseAnswer?: boolean;
  /** The token of so many days before. */
  readonly daysAgo?: number;
  /** Made without the NIB. */
  readonly withoutNib?: boolean;
  readonly alterToken?: (token: string) => string;
  readonly alterBody?: (body: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Heard {
  readonly status: number;
  readonly envelope: string;
  /** `status` of the envelope, or its `kode`. */
  readonly code: string;
  readonly keterangan: string;
}
/** `undefined`: no answer, or none that was listened to. */
export type Answer = Heard | undefined;

export interface Teller {
  /** Every copy's answer. `body` is what is sent; a text is sent as it is. */
  push(method: string, nib: string, body: unknown, how?: How): Promise<readonly Answer[]>;
}

export function createTeller(options: TellerOptions): Teller {
  const { cityUrl, username, password, now = () => new Date(), waitMs = 30_000 } = options;

  async function once(method: string, nib: string, body: unknown, how: How): Promise<Answer> {
    const day = wibDay(now().getTime() - (how.daysAgo ?? 0) * 86_400_000).replaceAll('-', '');
    const token = tokenFor(username + password + (how.withoutNib ? '' : nib) + day);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    try {
      const answer = await fetch(`${cityUrl}/${options.path || method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Token: how.alterToken?.(token) ?? token, ...how.headers },
        body: how.alterBody?.(text) ?? text,
        signal: AbortSignal.timeout(waitMs),
      });
      const said = await answer.text();
      return how.loseAnswer ? undefined : heardIn(answer.status, said);
    } catch {
      return undefined; // no answer is an answer OSS knows
    }
  }

  return {
    push: (method, nib, body, how = {}) =>
      Promise.all(Array.from({ length: how.copies ?? 1 }, () => once(method, nib, body, how))),
  };
}

function tokenFor(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex');
}

function heardIn(status: number, text: string): Heard {
  const said: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  const [envelope = '', content] = Object.entries(isRecord(said) ? said : {})[0] ?? [];
  const members = isRecord(content) ? content : {};
  return {
    status,
    envelope,
    code: String(members.status ?? members.kode ?? ''),
    keterangan: String(members.keterangan ?? ''),
  };
}
