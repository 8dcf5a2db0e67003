import { expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../connectors/connector.ts';
import { fault, found } from '../wanted.ts';
import { ask, configAt, ID_IZIN, NOW } from './wire.ts';

const dataIZIN = { id_izin: ID_IZIN, kd_status: '50' };
const APPROVED = { responcheckLicenseStatus: { kode: 200, dataIZIN } };
const INVALID = { responcheckLicenseStatus: { kode: 401, keterangan: 'User tidak valid' } };

/** OSS 1.x with one instance in front of it. `says` is asked for every call that is no login. */
function oldOss(
  says: (key: string | undefined) => object = () => APPROVED,
  login: (count: number) => object = (count) => ({ key: `kunci-${count}`, masa_berlaku: '2026-02-03 11:15:40' }),
) {
  const config = configAt();
  const sent: HttpRequest[] = [];
  let logins = 0;
  const asking = (now = NOW) =>
    ask(
      { release: 'oss-1.1', operation: 'izin-cek', asked: { idIzin: ID_IZIN }, config, now: () => now },
      async (request) => {
        sent.push(request);
        if (!request.url.endsWith('/sendSecurityKey'))
          return { status: 200, headers: {}, text: JSON.stringify(says(request.headers['OSS-API-KEY'])) };
        logins += 1;
        return { status: 200, headers: {}, text: JSON.stringify({ responsendSecurityKey: login(logins) }) };
      },
    );
  return { asking, sent, logins: () => logins };
}

test('the key is fetched once, in the words of section 3.2, and sent with every call', async () => {
  const { asking, sent, logins } = oldOss();
  expect(await Promise.all([asking(), asking(), asking()])).toMatchObject(
    Array(3).fill(found({ status: 'disetujui' })),
  );
  expect(logins()).toBe(1);
  expect(sent[0]).toMatchObject({
    url: 'http://127.0.0.1:1/v1/kl/sendSecurityKey',
    body: '{"securityKey":{"user_akses":"binjai-uji","pwd_akses":"sandi-oss-lama-untuk-uji"}}',
  });
  expect(sent[3]).toMatchObject({
    headers: { 'OSS-API-KEY': 'kunci-1' },
    body: `{"IZINSTATUS":{"id_izin":"${ID_IZIN}"}}`,
  });
  expect(sent[3]?.headers).not.toHaveProperty('user_key');
});

test.each([
  ['a moment in Jakarta', '2026-02-03 11:15:40', 59, 61],
  ['words', 'satu jam', 29, 31],
  ['nothing', undefined, 29, 31],
])('it is used until its end, which is %s', async (_name, masa_berlaku, before, after) => {
  const { asking, logins } = oldOss(undefined, () => ({ key: 'kunci', masa_berlaku }));
  await asking();
  await asking(new Date(NOW.getTime() + before * 60_000 - 31_000));
  expect(logins()).toBe(1);
  await asking(new Date(NOW.getTime() + after * 60_000));
  expect(logins()).toBe(2);
});

test('a kept key that is refused is fetched anew, once; a fresh one is not', async () => {
  const { asking, logins } = oldOss((key) => (key === 'kunci-1' && logins() === 1 && isDead ? INVALID : APPROVED));
  let isDead = false;
  await asking();
  isDead = true;
  expect(await asking()).toMatchObject(found({ status: 'disetujui' }));
  expect(logins()).toBe(2);
  const refusing = oldOss(() => INVALID);
  expect(await refusing.asking()).toMatchObject(fault('auth', 'user_invalid'));
  expect(refusing.logins()).toBe(1);
});

test('without a key nothing was done', async () => {
  const { asking, sent } = oldOss(undefined, () => ({ key: '', masa_berlaku: '' }));
  expect(await asking()).toMatchObject({
    kind: 'fault',
    fault: { trouble: 'auth', outcome: 'not-done', reason: 'no_key' },
  });
  expect(sent).toHaveLength(1);
});
