import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { jsonType } from './answers.ts';
import type { LaporSettingValues } from './settings.ts';

export interface Gateway {
  token(request: UpstreamRequest): UpstreamAnswer;
  accepts(token: string): boolean;
}

/** The national gateway's token service: OAuth2 client credentials with HTTP Basic (section 4). */
export function createGateway(now: () => Date, settings: LaporSettingValues): Gateway {
  const until = new Map<string, number>();
  let issued = 0;
  return {
    token({ method, headers, body }) {
      const { clientId, clientSecret, tokenSeconds } = settings;
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
      if (method !== 'POST') return json(405, { error: 'invalid_request' });
      if (headers.authorization !== basic) return json(401, { error: 'invalid_client' });
      const grant = new URLSearchParams(body).get('grant_type');
      if (grant !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
      const at = now().getTime();
      for (const [old, ends] of until) if (ends <= at) until.delete(old);
      issued += 1;
      const token = `splp-uji-${issued}`;
      until.set(token, at + tokenSeconds * 1000);
      return json(200, { access_token: token, scope: 'default', token_type: 'Bearer', expires_in: tokenSeconds });
    },
    accepts: (token) => (until.get(token) ?? 0) > now().getTime(),
  };
}

function json(status: number, body: object): UpstreamAnswer {
  return { status, headers: jsonType, body: JSON.stringify(body) };
}
