import { createHash, createHmac, sign } from 'node:crypto';
import { localTime, type Speech, type Wire } from './wire.ts';

export interface BankKeys {
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM; signs the call with which a token is fetched, in SNAP. */
  readonly privateKey: string;
  readonly bearerToken: string;
}

export interface Signed extends Wire {
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signing {
  readonly keys: BankKeys;
  readonly at: Date;
  /** What was given for the login; `''` where the scheme has none. */
  readonly token: string;
  /** Path of the city's address, which stands before the path of a call in what SNAP and dialect E sign. */
  readonly prefix: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** The credentials of a call, each as the notes describe them (the bank host-to-host notes, section 5; SNAP's, section 5). */
export function signed(scheme: Speech['scheme'], wire: Wire, signing: Signing): Signed {
  const { keys, token } = signing;
  switch (scheme) {
    case 'basic': {
      const pair = Buffer.from(`${keys.username}:${keys.password}`, 'utf8').toString('base64');
      return { ...wire, headers: { ...JSON_TYPE, authorization: `Basic ${pair}` } };
    }
    case 'login':
      return { ...wire, headers: { ...JSON_TYPE, authorization: `Bearer ${token}` } };
    case 'bearer':
      return { ...wire, headers: { ...JSON_TYPE, authorization: `Bearer ${keys.bearerToken}` } };
    case 'none':
      return { ...wire, headers: JSON_TYPE };
    case 'md5':
      return { ...wire, path: wire.path.replace('{auth_id}', authId(wire, signing)), headers: JSON_TYPE };
    case 'oauth':
      return { ...wire, headers: oauthHeaders(wire, signing) };
    case 'snap':
      return { ...wire, headers: snapHeaders(wire, signing) };
    default:
      return scheme satisfies never;
  }
}

/** Method name, user, password, day, billing id (section 5.4). */
function authId({ path, body }: Wire, { keys, at }: Signing): string {
  const method = /\/([a-z]+)\/\{auth_id\}/.exec(path)?.[1] ?? '';
  const sent: Record<string, unknown> = body === '' ? {} : JSON.parse(body);
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const billing = query.get('idbilling') ?? query.get('nop') ?? sent.IDBILLING ?? sent.NOP ?? '';
  const day = localTime(at).slice(0, 10).replaceAll('-', '');
  return createHash('md5')
    .update(method + keys.username + keys.password + day + String(billing))
    .digest('hex');
}

function oauthHeaders({ method, path, body }: Wire, { keys, at, token, prefix }: Signing) {
  const timestamp = at.toISOString();
  const text = `path=${prefix}${path}&verb=${method}&token=Bearer ${token}&timestamp=${timestamp}&body=${body}`;
  return {
    ...JSON_TYPE,
    authorization: `Bearer ${token}`,
    'x-timestamp': timestamp,
    'x-signature': createHmac('sha256', keys.clientSecret).update(text).digest('base64'),
  };
}

function snapHeaders({ method, path, body }: Wire, { keys, at, token, prefix }: Signing) {
  const timestamp = `${localTime(at)}+07:00`;
  const hash = createHash('sha256').update(body).digest('hex'); // what is sent holds no white space to drop
  const text = [method, prefix + path, token, hash, timestamp].join(':');
  return {
    ...JSON_TYPE,
    authorization: `Bearer ${token}`,
    'x-timestamp': timestamp,
    'x-signature': createHmac('sha512', keys.clientSecret).update(text).digest('base64'),
    'x-partner-id': keys.clientId,
  };
}

/** How a token is fetched; `undefined`: the scheme has none. */
export function loginCall(scheme: Speech['scheme'], keys: BankKeys, at: Date): Signed | undefined {
  if (scheme === 'login') {
    const { username, password } = keys;
    return { method: 'POST', path: '/getToken', body: JSON.stringify({ username, password }), headers: JSON_TYPE };
  }
  if (scheme === 'oauth') {
    const form = { grant_type: 'client_credentials', client_id: keys.clientId, client_secret: keys.clientSecret };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', path: '/oauth/token', body: new URLSearchParams(form).toString(), headers };
  }
  if (scheme !== 'snap') return undefined;
  const timestamp = `${localTime(at)}+07:00`;
  const text = Buffer.from(`${keys.clientId}|${timestamp}`, 'utf8');
  return {
    method: 'POST',
    path: '/v1.0/access-token/b2b',
    body: '{"grantType":"client_credentials"}',
    headers: {
      ...JSON_TYPE,
      'x-client-key': keys.clientId,
      'x-timestamp': timestamp,
      'x-signature': sign('RSA-SHA256', text, keys.privateKey).toString('base64'),
    },
  };
}

/** Where each scheme's answer has the token. */
export function tokenIn(answer: unknown): string {
  const text = JSON.stringify(answer);
  return /"(?:current_token|accessToken)":"([^"]+)"/.exec(text)?.[1] ?? '';
}
