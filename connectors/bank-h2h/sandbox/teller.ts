import { request } from 'undici';
import { type BankKeys, loginCall, type Signed, signed, tokenIn } from './signing.ts';
import { neutralSpeeches } from './speech-neutral.ts';
import { regionalSpeeches } from './speech-regional.ts';
import { type BankIdentity, type Bill, membersIn, type Payment, type Reversal, type Told, type Wire } from './wire.ts';

export const speeches = { ...neutralSpeeches, ...regionalSpeeches };
export type DialectName = keyof typeof speeches;

export interface TellerParts {
  /** The callbacks of one instance: `http://127.0.0.1:8080/callbacks/bank-sumut`. */
  readonly cityUrl: string;
  readonly dialect: DialectName;
  readonly keys: BankKeys;
  readonly bankCode: string;
  readonly now: () => Date;
  /** A bank waits 30 to 60 seconds (the bank host-to-host notes, section 4). */
  readonly withinMs?: number;
}

/** What goes wrong with one call on the bank's side. */
export interface Mishap {
  /** The answer does not reach the bank. */
  readonly lost?: boolean;
  /** A byte of the body is another one than was signed. */
  readonly altered?: boolean;
  /** The bank's clock is off by so much. */
  readonly driftMs?: number;
}

export type Heard =
  | (Told & { readonly kind: 'ok' | 'refused'; readonly http: number; readonly text: string })
  /** Nothing that the bank understands came back: it may be booked. */
  | { readonly kind: 'unknown'; readonly http: number };

export interface Teller {
  inquiry(bill: Bill, mishap?: Mishap): Promise<Heard>;
  payment(payment: Payment, mishap?: Mishap): Promise<Heard>;
  /** Rejects where the dialect has none. */
  reversal(reversal: Reversal, mishap?: Mishap): Promise<Heard>;
  status(reference: string, mishap?: Mishap): Promise<Heard>;
}

/** The bank's side of the wire, from the notes alone: an inquiry at a counter, a payment, what follows a lost answer. */
export function createTeller(parts: TellerParts): Teller {
  const { cityUrl, dialect, keys, bankCode, now, withinMs = 30_000 } = parts;
  const speech = speeches[dialect];
  const bank: BankIdentity = { username: keys.username, bankCode };
  const prefix = new URL(cityUrl).pathname.replace(/\/$/, '');

  async function call(wire: Wire, { lost = false, altered = false, driftMs = 0 }: Mishap = {}): Promise<Heard> {
    const at = new Date(now().getTime() + driftMs);
    const login = loginCall(speech.scheme, keys, at);
    const token = login ? tokenIn((await sent(login)).content) : '';
    const whole = signed(speech.scheme, wire, { keys, at, token, prefix });
    const { http, content, text } = await sent(altered ? { ...whole, body: otherByte(whole.body) } : whole);
    const told = speech.read(membersIn(content));
    if (lost || told.code === '') return { kind: 'unknown', http };
    return { kind: speech.good.includes(told.code) ? 'ok' : 'refused', http, text, ...told };
  }

  async function sent({ method, path, headers, body }: Signed) {
    try {
      const answer = await request(`${cityUrl}${path}`, {
        method,
        headers,
        ...(body === '' ? {} : { body }),
        headersTimeout: withinMs,
        bodyTimeout: withinMs,
      });
      const text = await answer.body.text();
      return { http: answer.statusCode, text, content: parsed(text) };
    } catch {
      return { http: 0, text: '', content: undefined }; // to a bank every failure is the same: no answer
    }
  }

  return {
    inquiry: async (bill, mishap) => call(speech.inquiry(bill, bank), mishap),
    payment: async (payment, mishap) => call(speech.payment(payment, bank), mishap),
    async reversal(reversal, mishap) {
      if (!speech.reversal) throw new RangeError(`dialect ${dialect} has no reversal`);
      return call(speech.reversal(reversal, bank), mishap);
    },
    async status(reference, mishap) {
      if (!speech.status) throw new RangeError(`dialect ${dialect} has no status call`);
      return call(speech.status(reference, bank), mishap);
    },
  };
}

/** The last digit of a JSON body is another one. */
function otherByte(body: string): string {
  return body.replace(/(\d)(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
