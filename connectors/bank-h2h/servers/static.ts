import { isSame } from '../../same-text.ts';
import { MISSING, NOT_SET_UP, type Server, WRONG } from './server.ts';

/** One agreed text for every call: the least that a bank's paper may ask for beside an address list. */
export const bearer: Server = {
  refusalOf({ request: { headers } }, { config: { bearerToken } }) {
    if (bearerToken === undefined) return NOT_SET_UP;
    const token = bearerOf(headers);
    if (token === '') return MISSING;
    return isSame(token, bearerToken) ? undefined : WRONG;
  },
};

/** Nothing but the address list. Without one it would let everybody in, so it lets nobody in. */
export const addressOnly: Server = {
  refusalOf: (_call, { config: { allowedAddresses } }) =>
    (allowedAddresses ?? []).length > 0 ? undefined : NOT_SET_UP,
};

export function bearerOf(headers: Readonly<Record<string, string>>): string {
  return /^bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}
