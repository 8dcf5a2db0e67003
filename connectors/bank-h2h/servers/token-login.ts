import { isSame } from '../../same-text.ts';
import { BAD_LOGIN, memberText, NOT_SET_UP, type Server } from './server.ts';
import { loginOf, refusalOfToken } from './token.ts';

const AUDIENCE = 'token-login';
const SECONDS = 300;

/** A token for user and password, good for 300 s (dialect B of the bank host-to-host notes, section 5.2). */
export const tokenLogin: Server = {
  refusalOf: (call, keys) => refusalOfToken(call, { user: keys.config.username, audience: AUDIENCE }, keys),
  login({ members }, keys) {
    const { username, password } = keys.config;
    if (username === undefined || password === undefined) return NOT_SET_UP;
    const isUser = isSame(memberText(members, 'username'), username);
    const isPassword = isSame(memberText(members, 'password'), password);
    if (!isUser || !isPassword) return BAD_LOGIN;
    return loginOf({ user: username, audience: AUDIENCE, seconds: SECONDS }, keys);
  },
};
