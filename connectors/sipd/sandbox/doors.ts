import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { fieldsOf, json, keyRefused } from './answers.ts';
import { REGION } from './books.ts';
import { offices } from './offices.ts';
import type { SipdSettingValues } from './settings.ts';

/** Who is let in: officers at two log-ins, and a machine at the national gateway (section 2). */
export interface Doors {
  /** `undefined`: not an address of a log-in. */
  enter(request: UpstreamRequest): UpstreamAnswer | undefined;
  /** What a call without a good session is answered with. */
  refusePlanning(request: UpstreamRequest): UpstreamAnswer | undefined;
  refuseBearer(request: UpstreamRequest): UpstreamAnswer | undefined;
}

const CAPTCHA = 'captcha-uji';
/** What must be in the key of each request; how it is made is nowhere written down. */
const KEY_MEMBERS = [
  'token',
  'id_daerah',
  'tahun',
  'id_app',
  'is_app',
  'secret_key',
  'security_key',
  'token_key_1',
  'token_key_2',
];

export function createDoors(now: () => Date, settings: SipdSettingValues): Doors {
  const until = new Map<string, number>();
  const issue = (claims: object): string => {
    const exp = Math.floor(now().getTime() / 1000) + settings.tokenSeconds;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, exp, nomor: until.size })}.uji`;
    until.set(token, exp * 1000);
    return token;
  };
  const accepts = (token: string | undefined) => token !== undefined && (until.get(token) ?? 0) > now().getTime();
  const knows = ({ username, password }: Readonly<Record<string, unknown>>) =>
    username === settings.username && password === settings.password;
  const wrongPassword = json(403, { message: 'Invalid username or password' });

  return {
    enter(request) {
      switch (`${request.method} ${request.pathParts.join('/')}`) {
        case 'POST api/auth/auth/login':
          return knows(bodyOf(request))
            ? json(200, { token: issue({ id_daerah: REGION, id_level: 5, id_user: 1 }), refresh_token: 'uji' })
            : wrongPassword;
        case 'POST auth/auth/pre-login':
          return knows(bodyOf(request)) ? json(200, roles()) : wrongPassword;
        case 'GET auth/captcha/new':
          return json(200, { id: CAPTCHA, base64: '', audio: '' });
        case 'POST auth/auth/login': {
          const fields = bodyOf(request);
          if (!knows(fields)) return wrongPassword;
          if (fields.captcha_id !== CAPTCHA || fields.captcha_solution !== settings.captcha)
            return json(403, { message: 'invalid captcha' });
          return json(200, { token: issue({ id_daerah: REGION, id_role: 9, id_skpd: 7001 }), refresh_token: 'uji' });
        }
        case 'POST oauth2/token':
          return machine(request);
        default:
          return undefined;
      }
    },
    refusePlanning({ headers }) {
      return accepts(headers['x-access-token']) && isKey(headers['x-api-key'] ?? '') ? undefined : keyRefused;
    },
    refuseBearer({ headers }) {
      const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      return accepts(token) ? undefined : json(401, { message: 'Unauthorized' });
    },
  };

  function machine({ headers, body }: UpstreamRequest): UpstreamAnswer {
    const { clientId, clientSecret, tokenSeconds } = settings;
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    if (headers.authorization !== basic) return json(401, { error: 'invalid_client' });
    if (fieldsOf(body).grant_type !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
    return json(200, { access_token: issue({}), token_type: 'Bearer', expires_in: tokenSeconds });
  }
}

function roles() {
  return offices.map(({ id, code, name }) => ({
    id_pegawai: id,
    id_user: 1,
    id_daerah: REGION,
    id_skpd: id,
    kode_skpd: code,
    nama_skpd: name,
    id_role: 9,
    nama_role: 'BUD/Kuasa BUD',
  }));
}

/** Base64 applied twice to an object with its nine members: more is not checked (section 2.1). */
function isKey(key: string): boolean {
  try {
    const once = Buffer.from(key, 'base64').toString('latin1');
    const value = JSON.parse(Buffer.from(once, 'base64').toString('utf8')) as Record<string, unknown>;
    return KEY_MEMBERS.every((member) => member in value);
  } catch {
    return false;
  }
}

/** As JSON or as a form: the treasury takes both. */
function bodyOf({ body }: UpstreamRequest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return fieldsOf(body);
  }
}
