import { randomBytes } from 'node:crypto';
import type { UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { keysOf } from '../../sandbox-kit/rsa-keys.ts';
import { bad, type Finding, good, malformed, membersOf, missing } from './finding.ts';
import type { BankSnapSettingValues } from './settings.ts';
import { isHmac, isRsa, textWithoutToken, textWithToken } from './signing.ts';
import { wibDay } from './wib.ts';

export interface Door {
  token(request: UpstreamRequest): Finding;
  /** `undefined`: let in. */
  refused(request: UpstreamRequest): Finding | undefined;
}

const badSignature = bad(401, '00', 'Unauthorized. [Signature]');
const badToken = bad(401, '01', 'Invalid Token (B2B)');
const noToken = bad(401, '03', 'Token Not Found (B2B)');

/** The bank's door: tokens after RSA, signatures over the raw text, each external id once a day (sections 3 to 5). */
export function createDoor(settings: BankSnapSettingValues, now: () => number): Door {
  const tokens = new Map<string, number>();
  const used = new Set<string>();

  function isStale(text: string): boolean {
    const off = Math.abs(Date.parse(text) - now());
    return !(off <= settings.timestampSeconds * 1000);
  }

  return {
    token({ headers, body, faults }) {
      const lacking = ['x-client-key', 'x-timestamp', 'x-signature'].find((name) => !headers[name]);
      if (lacking) return missing(lacking.toUpperCase());
      const timestamp = headers['x-timestamp'] ?? '';
      if (!isMoment(timestamp)) return malformed('X-TIMESTAMP');
      const text = `${headers['x-client-key']}|${timestamp}`;
      const key = settings.hubPublicKey || keysOf('hub').publicKey;
      const isOurs = headers['x-client-key'] === settings.clientId && !isStale(timestamp);
      if (!isOurs || !isRsa(text, key, headers['x-signature'] ?? '', settings.encoding)) return badSignature;
      if (membersOf(body)?.grantType !== 'client_credentials') return bad(400, '00', 'Bad Request');
      const accessToken = randomBytes(24).toString('base64url');
      tokens.set(accessToken, now() + settings.tokenSeconds * 1000);
      const isNumber = faults.some(({ kind }) => kind === 'expires-in-number');
      const expiresIn = isNumber ? settings.tokenSeconds : String(settings.tokenSeconds);
      return good({ accessToken, tokenType: 'Bearer', expiresIn, additionalInfo: {} });
    },
    refused({ method, path, headers, body, faults }) {
      if (faults.some(({ kind }) => kind === 'token-dies')) tokens.clear();
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
      if (settings.signature === 'symmetric') {
        const ends = tokens.get(token);
        if (ends === undefined) return noToken;
        if (now() >= ends) return badToken;
      }
      const timestamp = headers['x-timestamp'] ?? '';
      if (!isMoment(timestamp)) return timestamp === '' ? missing('X-TIMESTAMP') : malformed('X-TIMESTAMP');
      if (isStale(timestamp)) return badSignature;
      const signedPath = settings.signedPath === 'as-sent' ? path : path.slice(path.indexOf('/v1.0/'));
      const sealed = { method, path: signedPath, body, timestamp };
      const given = headers['x-signature'] ?? '';
      const isSigned =
        settings.signature === 'symmetric'
          ? isHmac(textWithToken(sealed, token), settings.clientSecret, given, settings.encoding)
          : isRsa(textWithoutToken(sealed), settings.hubPublicKey || keysOf('hub').publicKey, given, settings.encoding);
      if (!isSigned) return badSignature;
      return refusedHeaders(headers);
    },
  };

  function refusedHeaders(headers: UpstreamRequest['headers']): Finding | undefined {
    const lacking = ['x-partner-id', 'x-external-id', 'channel-id'].find((name) => !headers[name]);
    if (lacking) return missing(lacking.toUpperCase());
    if (headers['x-partner-id'] !== settings.partnerId) return bad(401, '00', 'Unauthorized. [Unknown Client]');
    if (headers['channel-id'] !== settings.channelId) return malformed('CHANNEL-ID');
    const id = headers['x-external-id'] ?? '';
    if (!/^\d+$/.test(id) || id.length > settings.longestExternalId) return malformed('X-EXTERNAL-ID');
    const today = `${wibDay(now())} ${id}`;
    if (used.has(today)) return bad(409, '00', 'Conflict');
    used.add(today);
    return undefined;
  }
}

/** 25 characters with a zone: what the standard writes. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
