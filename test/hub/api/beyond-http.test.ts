import { expect, test } from '@jest/globals';
import { mistakesOfProblem } from '../answer-check.ts';
import { parseAnswer, sendRaw } from '../raw-socket.ts';
import { BUDI, withHub } from '../with-hub.ts';

// What no route ever sees: the server itself refuses it, and just as readably.

test.each([
  {
    given: '20 KB of headers',
    bytes: `GET /v1/status HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
    status: 431,
  },
  { given: 'an address of 20 KB', bytes: `GET /${'y'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, status: 431 },
  { given: 'a line that is no HTTP', bytes: `HALO ${BUDI.nik}\r\n\r\n`, status: 400 },
  { given: 'bytes of TLS', bytes: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n', status: 400 },
  {
    given: 'two content lengths',
    bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    status: 400,
  },
])('$given is a readable $status', ({ bytes, status }) =>
  withHub({}, async ({ url }) => {
    const answer = parseAnswer(await sendRaw(url, bytes));
    expect(answer.status).toBe(status);
    expect(mistakesOfProblem(answer)).toEqual([]);
  }),
);

test('a caller that hangs up in the middle of its request disturbs nobody', () =>
  withHub({}, async ({ url, get }) => {
    const half = `POST /v1/penduduk/verifikasi HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"nik"`;
    const { createConnection } = await import('node:net');
    const { port } = new URL(url);
    await new Promise<void>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port: Number(port) }, () =>
        socket.write(half, () => socket.destroy()),
      );
      socket.once('close', () => resolve());
    });
    expect((await get(`/v1/jkn/peserta/${BUDI.nik}`)).status).toBe(200);
  }));
