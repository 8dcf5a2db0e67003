import type { BankSnapConfig } from '../../openapi/generated/config.ts';
import type { CallbackContext, CallbackRequest } from '../callback.ts';
import type { CaseName } from './callback-codes.ts';
import { isGoodToken } from './callback-token.ts';
import { publicKeyOf } from './keys.ts';
import { readSnapMoment } from './moments.ts';
import {
  asymmetricText,
  clientText,
  decodeSignature,
  isSignedAsymmetric,
  isSignedSymmetric,
  type SignedRequest,
  symmetricText,
} from './signature.ts';

export type Context = CallbackContext<BankSnapConfig>;
export type Partner = NonNullable<BankSnapConfig['callbacks']>;

/** Why a caller is not let in; `name` is the header in question. */
export interface Refusal {
  readonly because: CaseName;
  readonly name?: string;
}

/** As settings name it, and where it is: `v1.0/transfer-va/inquiry`. */
export interface SignedEndpoint {
  readonly name: string;
  readonly path: string;
}

/** `undefined`: let in. Token, then signature (the SNAP notes, section 7.3); headers when they are needed. */
export function refusedCaller(
  request: CallbackRequest,
  endpoint: SignedEndpoint,
  partner: Partner,
  now: Date,
): Refusal | undefined {
  const { headers } = request;
  const isAsymmetric = (partner.signatureOf?.[endpoint.name] ?? partner.signature) === 'asymmetric';
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!isAsymmetric && !isGoodToken(token, partner, now)) return { because: 'token' };
  const stale = staleTimestamp(headers, partner, now);
  if (stale) return stale;
  const sent = headers['x-signature'] ?? '';
  if (sent === '') return { because: 'missing', name: 'X-SIGNATURE' };
  const signature = decodeSignature(sent, partner.signatureEncoding);
  const signed = signedRequest(request, endpoint, partner);
  const isSigned =
    signature !== undefined &&
    (isAsymmetric
      ? isSignedAsymmetric(asymmetricText(signed), publicKeyOf(partner.bankPublicKey), signature)
      : isSignedSymmetric(symmetricText(signed, token), partner.clientSecret, signature));
  return isSigned ? undefined : { because: 'signature' };
}

/** One path, never one of several: whoever may choose may look for a weak one (section 5.5). */
function signedRequest({ method, url, headers, body }: CallbackRequest, endpoint: SignedEndpoint, partner: Partner) {
  const before = partner.signedPathOf?.[endpoint.name] ?? partner.signedPath;
  const [, query] = url.split(/(\?.*)/s);
  const path = before === undefined ? url : `${before}/${endpoint.path}${query ?? ''}`;
  return { method, path, body, timestamp: headers['x-timestamp'] ?? '' } satisfies SignedRequest;
}

/** Both edges of the window are inside (section 3: its width is a setting, as the standard names none). */
function staleTimestamp(
  headers: CallbackRequest['headers'],
  { timestampSeconds }: Partner,
  now: Date,
): Refusal | undefined {
  const text = headers['x-timestamp'] ?? '';
  if (text === '') return { because: 'missing', name: 'X-TIMESTAMP' };
  const at = readSnapMoment(text);
  if (!at) return { because: 'malformed', name: 'X-TIMESTAMP' };
  return Math.abs(now.getTime() - at.getTime()) > timestampSeconds * 1000 ? { because: 'stale' } : undefined;
}

/** The headers of a transaction that no signature needs, after it was found good (section 4). */
export function lackingHeader({ headers }: CallbackRequest, partner: Partner): Refusal | undefined {
  const { partnerId, longestExternalId } = partner;
  const missing = ['X-PARTNER-ID', 'X-EXTERNAL-ID', 'CHANNEL-ID'].find((name) => !headers[name.toLowerCase()]?.trim());
  if (missing !== undefined) return { because: 'missing', name: missing };
  if (partnerId !== undefined && headers['x-partner-id'] !== partnerId) return { because: 'client' };
  // letters are met and no harm (section 4)
  const isTooLong = (headers['x-external-id'] ?? '').length > longestExternalId;
  return isTooLong ? { because: 'malformed', name: 'X-EXTERNAL-ID' } : undefined;
}

/** Whoever asks for a token (section 3). */
export function refusedClient({ headers }: CallbackRequest, partner: Partner, now: Date): Refusal | undefined {
  const missing = ['X-CLIENT-KEY', 'X-TIMESTAMP', 'X-SIGNATURE'].find((name) => !headers[name.toLowerCase()]);
  if (missing !== undefined) return { because: 'missing', name: missing };
  const stale = staleTimestamp(headers, partner, now);
  if (stale?.because === 'malformed') return stale;
  if (headers['x-client-key'] !== partner.clientId) return { because: 'client' };
  const signature = decodeSignature(headers['x-signature'] ?? '', partner.signatureEncoding);
  const text = clientText(partner.clientId, headers['x-timestamp'] ?? '');
  const isSigned = signature && isSignedAsymmetric(text, publicKeyOf(partner.bankPublicKey), signature);
  return isSigned ? stale : { because: 'signature' };
}
