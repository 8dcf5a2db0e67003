import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { FacadeReceived, FacadeRefusal } from '../../connectors/connector.ts';
import type { Application, Applications } from '../access/applications.ts';
import type { Credentials } from './credentials.ts';

const REFUSALS_PER_MINUTE = 30;
const A_MINUTE_SECONDS = 60;

export type Caller =
  | { readonly kind: 'known'; readonly application: Application }
  | { readonly kind: 'refused'; readonly refusal: FacadeRefusal }
  /** So many wrong credentials came from this address that nobody looks at them now. */
  | { readonly kind: 'stopped' };

export interface CallerParts {
  readonly credentials: Credentials;
  readonly applications: Applications;
  readonly now: () => Date;
  readonly clockToleranceSeconds: number;
  readonly trouble: (what: string) => void;
}

type Claimed = Extract<FacadeReceived, { kind: 'claimed' }>;

/**
 * Whose credentials came with a call. A revoked application has none. Whoever tries one secret of an id after the other
 * is stopped, the right one included, from that address and for that id alone: many applications share an address.
 */
export function createCallers({ credentials, applications, now, clockToleranceSeconds, trouble }: CallerParts) {
  const refusals = new RateLimiterMemory({ points: REFUSALS_PER_MINUTE, duration: A_MINUTE_SECONDS });
  const byId = (id: string) => applications.all().find((one) => one.id === id);
  return async (upstream: string, { id, check }: Claimed, address: string): Promise<Caller> => {
    const credential = credentials.find(upstream, id);
    const application = credential && byId(credential.application);
    const key = application ? `${address} ${upstream} ${id}` : `${address} ${upstream}`;
    const { consumedPoints = 0 } = (await refusals.get(key)) ?? {};
    if (consumedPoints >= REFUSALS_PER_MINUTE) return { kind: 'stopped' };
    const refusal = check(application ? credential.secret : undefined, { now: now(), clockToleranceSeconds });
    if (refusal || !application) {
      const counted = await refusals.penalty(key);
      if (counted.consumedPoints === REFUSALS_PER_MINUTE)
        trouble(`an old interface of ${upstream} refused the credentials of one address too often; it has to wait`);
      return { kind: 'refused', refusal: refusal ?? { because: 'auth' } };
    }
    return { kind: 'known', application };
  };
}
