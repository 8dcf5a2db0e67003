import { setTimeout as sleep } from 'node:timers/promises';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { type PartnerKeys, plainOf, stagesOf, written } from './encoding.ts';

export interface TellerOptions extends PartnerKeys {
  /** Callbacks of the instance: `http://127.0.0.1:8080/callbacks/bank-bni-ecollection`. */
  readonly cityUrl: string;
  readonly now?: () => Date;
  /** How long an answer is waited for. */
  readonly patienceMs?: number;
}

/** The decoded object of section 5 of the eCollection notes; others than its own members are let through. */
export type Notification = Readonly<Record<string, unknown>>;

/** How a notification is told, where it is told otherwise than once and well. */
export interface Telling {
  /** At most so often, until it is answered 000. */
  readonly tries?: number;
  readonly spacingMs?: number;
  /** So many of each try at the same moment. */
  readonly copies?: number;
  /** The sender's clock, seconds ahead; below 0 the data is old. */
  readonly driftSeconds?: number;
  /** One byte of the encoded data is raised: no key is needed for it (section 9). */
  readonly shift?: { readonly member: string; readonly place?: number; readonly by: number };
  /** Whatever the city answers gets lost, so every try is made. */
  readonly losesAnswers?: boolean;
  /** In place of what is right: another partner's key, another type of content, another client outside the data. */
  readonly secretKey?: string;
  readonly contentType?: string;
  readonly outerClientId?: string;
}

/** What the city said; `status` is that inside the answer. Nothing: silence, or something that is no JSON. */
export interface CityAnswer {
  readonly http: number;
  readonly status?: string;
  readonly message?: string;
}

export interface Told {
  /** It was answered 000, and the bank heard it. */
  readonly heard: boolean;
  readonly answers: readonly CityAnswer[];
}

export interface Teller {
  notice(notification: Notification, telling?: Telling): Promise<Told>;
  /** The very body of one notification, to be sent again later or looked at. */
  bodyOf(notification: Notification, telling?: Telling): string;
  /** Sends a body as it is. */
  post(body: string, contentType?: string): Promise<CityAnswer>;
}

/** BNI as it calls a city: it knows one call, and repeats it until it is answered 000. */
export function createTeller(options: TellerOptions): Teller {
  const { cityUrl, clientId, now = () => new Date(), patienceMs = 5000 } = options;
  const post: Teller['post'] = async (body, contentType = 'application/json') => {
    try {
      const answer = await fetch(`${cityUrl}/notifikasi`, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
        signal: AbortSignal.timeout(patienceMs),
      });
      return { http: answer.status, ...saidIn(await answer.text()) };
    } catch {
      return SILENCE; // nobody there, too late, cut: to the bank all of it is one
    }
  };
  const bodyOf: Teller['bodyOf'] = (notification, telling = {}) => {
    const { secretKey = options.secretKey, outerClientId = clientId, driftSeconds = 0 } = telling;
    const at = Math.floor(now().getTime() / 1000) + driftSeconds;
    const bytes = [...stagesOf(notification, { clientId, secretKey }, at).afterSecretKey];
    if (telling.shift) shift(bytes, plainOf(notification, at), telling.shift);
    return JSON.stringify({ client_id: outerClientId, data: written(bytes) });
  };
  return {
    post,
    bodyOf,
    async notice(notification, telling = {}) {
      const { tries = 1, spacingMs = 0, copies = 1, losesAnswers = false, contentType } = telling;
      const answers: CityAnswer[] = [];
      for (let turn = 0; turn < tries; turn += 1) {
        if (turn > 0) await sleep(spacingMs);
        const body = bodyOf(notification, telling);
        const said = await Promise.all(Array.from({ length: copies }, () => post(body, contentType)));
        answers.push(...said);
        if (!losesAnswers && said.some(isHeard)) return { heard: true, answers };
      }
      return { heard: false, answers };
    },
  };
}

const SILENCE: CityAnswer = { http: 0 };

/** "Any other status, any non-JSON body, or silence makes BNI send it again." */
function isHeard({ http, status }: CityAnswer): boolean {
  return http === 200 && status === '000';
}

function saidIn(text: string): Pick<CityAnswer, 'status' | 'message'> {
  try {
    const { status, message } = JSON.parse(text) as { readonly status?: unknown; readonly message?: unknown };
    return {
      ...(typeof status === 'string' ? { status } : {}),
      ...(typeof message === 'string' ? { message } : {}),
    };
  } catch {
    return {};
  }
}

/** Throws a RangeError where the member has no such character. */
function shift(bytes: number[], plain: string, { member, place = 0, by }: NonNullable<Telling['shift']>): void {
  const name = `${wireJson(member)}:`;
  const start = plain.indexOf(name) + name.length;
  const at = start + (plain[start] === '"' ? 1 : 0) + place;
  const byte = bytes[at];
  if (start < name.length || byte === undefined) throw new RangeError(`nothing to shift in "${member}"`);
  bytes[at] = (byte + by) % 128;
}
