import { isSame } from '../../same-text.ts';
import { MISSING, NOT_SET_UP, type Server, WRONG } from './server.ts';

/** HTTP Basic (dialects A and C of the bank host-to-host notes, sections 5.1 and 5.3). */
export const basic: Server = {
  refusalOf({ request: { headers } }, { config: { username, password } }) {
    if (username === undefined || password === undefined) return NOT_SET_UP;
    const [, encoded] = /^basic\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    if (encoded === undefined) return MISSING;
    const given = Buffer.from(encoded, 'base64').toString('utf8');
    return isSame(given, `${username}:${password}`) ? undefined : WRONG;
  },
};
