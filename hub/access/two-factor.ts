import { Secret, TOTP } from 'otpauth';
import type { StoredOperator } from '../store/operators.ts';
import type { Sealing } from '../store/sealing.ts';

/** Time-based codes as every authenticator app makes them: six digits, thirty seconds, SHA-1 (RFC 6238). */
export interface TwoFactor {
  /** A new secret, sealed for this operator, and what the app reads it from. */
  offer(operator: Pick<StoredOperator, 'id' | 'name'>): {
    readonly sealed: Uint8Array;
    readonly secret: string;
    readonly uri: string;
  };
  /** The time step a code belongs to, at most one away from now; `undefined` for a code that is not good. */
  stepOf(sealed: Uint8Array, operator: Pick<StoredOperator, 'id'>, code: string): number | undefined;
}

const ISSUER = 'Simpul';
const STEP_SECONDS = 30;
const SECRET_BYTES = 20; // RFC 4226, section 4, R6
/** The phone's clock, and the time it takes to type. */
const STEPS_AWAY = 1;

export function createTwoFactor(sealing: Sealing, now: () => Date): TwoFactor {
  return {
    offer({ id, name }) {
      const secret = new Secret({ size: SECRET_BYTES });
      const uri = new TOTP({ issuer: ISSUER, label: name, secret, period: STEP_SECONDS }).toString();
      return { sealed: sealing.seal(secret.bytes, contextOf(id)), secret: secret.base32, uri };
    },
    stepOf(sealed, { id }, code) {
      const digits = code.replaceAll(' ', '');
      if (!/^\d{6}$/.test(digits)) return undefined;
      const bytes = Uint8Array.from(sealing.open(sealed, contextOf(id)));
      const totp = new TOTP({ secret: new Secret({ buffer: bytes.buffer }), period: STEP_SECONDS });
      const timestamp = now().getTime();
      const away = totp.validate({ token: digits, timestamp, window: STEPS_AWAY });
      return away === null ? undefined : Math.floor(timestamp / 1000 / STEP_SECONDS) + away;
    },
  };
}

function contextOf(id: string): string {
  return `two-factor ${id}`;
}
