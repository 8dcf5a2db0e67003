import { expect, test } from '@jest/globals';
import { request } from 'undici';
import { sipdSandbox } from '../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';

// SIPD's own pages, which the connector never plays: for whoever writes a browser's helper against the sandbox.
test('planning wants a session and a key for each request', () =>
  withSandbox(sipdSandbox, async ({ url }) => {
    const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
      const answer = await request(`${url}/api/${path}`, { method: 'POST', body, headers });
      return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
    };
    const form = `--x\r\nContent-Disposition: form-data; name="username"\r\n\r\npetugas-uji\r\n--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nsandi-uji\r\n--x--`;
    const { body: session } = await post('auth/auth/login', form);
    const fields = `id_daerah=999&tahun=${new Date().getUTCFullYear()}`;
    const refused = { status: 403, body: { message: "'token_key_1'" } };
    const headers = { 'x-access-token': String(session.token) };
    expect(await post('master/skpd/listAll', fields)).toEqual(refused);
    expect(await post('master/skpd/listAll', fields, headers)).toEqual(refused);
    expect(await post('master/skpd/listAll', fields, { ...headers, 'x-api-key': 'bukan' })).toEqual(refused);
    const members = [
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
    const text = JSON.stringify(Object.fromEntries(members.map((member) => [member, 'uji'])));
    const key = Buffer.from(Buffer.from(text).toString('base64')).toString('base64');
    const listed = await post('master/skpd/listAll', fields, { ...headers, 'x-api-key': key });
    expect(listed).toMatchObject({ status: 200, body: { status: true, data: { recordsTotal: 6 } } });
    expect(await post('auth/auth/login', 'username=x&password=y')).toMatchObject({ status: 403 });
  }));
