import { basic } from './basic.ts';
import { md5Path } from './md5-path.ts';
import { oauthHmac } from './oauth-hmac.ts';
import type { Server } from './server.ts';
import { snapHmac } from './snap-hmac.ts';
import { addressOnly, bearer } from './static.ts';
import { tokenLogin } from './token-login.ts';

/** Protocol variants by the name that release.yaml uses. */
export const servers: Readonly<Record<string, Server>> = {
  basic,
  'token-login': tokenLogin,
  'md5-path': md5Path,
  'oauth-hmac': oauthHmac,
  'snap-hmac': snapHmac,
  bearer,
  'address-only': addressOnly,
};
