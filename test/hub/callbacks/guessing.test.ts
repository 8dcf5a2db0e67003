import { afterEach, describe, expect, jest, test } from '@jest/globals';
import nock from 'nock';
import { bpjs } from '../../../connectors/bpjs/connector.ts';
import type { Received } from '../../../connectors/callback.ts';
import { createListen } from '../../../hub/callbacks/guessing.ts';
import type { Route } from '../../../hub/callbacks/routes.ts';
import { sendRaw } from '../raw-socket.ts';
import { booking, publish } from './hospital.ts';
import { CREDENTIALS, RSUD, SETTINGS, withCallbacks } from './with-callbacks.ts';

const REFUSED = 'Username atau Password Tidak Sesuai';
const BUSY = 'Sistem sedang sibuk, silakan coba beberapa saat lagi';

/** One after the other: the sentence each attempt is answered with. */
async function guess(url: string, times: number, path = `${RSUD}/rs/auth`, password = 'tebakan') {
  const said: string[] = [];
  for (let time = 0; time < times; time += 1) {
    const headers = { 'x-username': CREDENTIALS.username, 'x-password': password };
    const answer = await fetch(`${url}/callbacks/${path}`, { headers });
    said.push(((await answer.json()) as { metadata: { message: string } }).metadata.message);
  }
  return said;
}

function times(count: number, text: string): readonly string[] {
  return new Array<string>(count).fill(text);
}

describe('whoever guesses the password of Mobile JKN', () => {
  test('is not looked at after ten, even with the right one; the log names no address', () =>
    withCallbacks({}, async ({ url, outcomes, troubles }) => {
      expect(await guess(url, 12)).toEqual([...times(10, REFUSED), ...times(2, BUSY)]);
      expect(await guess(url, 1, undefined, CREDENTIALS.password)).toEqual([BUSY]);
      expect(outcomes.at(-1)).toBe('mobile-jkn.token unavailable');
      expect(troubles).toHaveLength(1);
      expect(troubles[0]).toMatch(/^rsud: mobile-jkn.token refused the credentials/);
      expect(troubles[0]).not.toMatch(/127\.0\.0\.1/);
    }));

  test('has ten at both doors together', () =>
    withCallbacks({}, async ({ url }) => {
      const both = [await guess(url, 5), await guess(url, 6, `${RSUD}/fktp/auth`), await guess(url, 1)];
      expect(both.flat()).toEqual([...times(10, REFUSED), ...times(2, BUSY)]);
    }));

  test('gains nothing by sending them all at once down one connection', () =>
    withCallbacks({}, async ({ url }) => {
      const head = `GET /callbacks/${RSUD}/rs/auth HTTP/1.1\r\nHost: x\r\nx-username: ${CREDENTIALS.username}`;
      const guesses = Array.from({ length: 60 }, (_, index) => `${head}\r\nx-password: tebakan-${index}\r\n\r\n`);
      const right = `${head}\r\nx-password: ${CREDENTIALS.password}\r\nConnection: close\r\n\r\n`;
      const heard = await withoutNock(() => sendRaw(url, guesses.join('') + right));
      expect(heard.split(REFUSED)).toHaveLength(1 + 10);
      expect(heard.split(BUSY)).toHaveLength(1 + 51);
    }));

  test('stops nobody who has a token already, and no other instance', () => {
    const instances = [RSUD, 'rsud-lain'].map((name) => ({ name, connector: bpjs as never, settings: SETTINGS }));
    return withCallbacks({ instances }, async (given) => {
      await publish(given);
      expect(await given.jkn.token()).toMatchObject({ code: 200 });
      expect((await guess(given.url, 20)).at(-1)).toBe(BUSY);
      expect(await given.jkn.ambil(booking(1))).toMatchObject({ code: 200 });
      expect(await guess(given.url, 1, 'rsud-lain/rs/auth', CREDENTIALS.password)).toEqual(['Ok']);
    });
  });

  test('is somebody else than one who knows it, however often it is asked for', () =>
    withCallbacks({}, async ({ url, troubles }) => {
      await guess(url, 9);
      expect(await guess(url, 30, undefined, CREDENTIALS.password)).toEqual(times(30, 'Ok'));
      expect(troubles).toEqual([]);
    }));
});

describe('by the minute', () => {
  afterEach(() => void jest.useRealTimers());

  test('who had to wait is listened to again, and every address has its own ten', async () => {
    jest.useFakeTimers();
    const route = { instance: { name: RSUD }, callback: {} } as Route;
    const response = { status: 200, headers: {}, body: '' };
    const refusing = (): Received => ({ kind: 'answered', response, refused: true });
    const troubles: string[] = [];
    const listen = createListen(2, (what) => void troubles.push(what));
    const heard = async (address: string) => {
      const received = await listen(route, address, refusing);
      return received === 'stopped' ? received : received.kind;
    };
    expect([await heard('a'), await heard('a'), await heard('a')]).toEqual(['answered', 'answered', 'stopped']);
    expect(await heard('b')).toBe('answered');
    jest.advanceTimersByTime(59_000);
    expect(await heard('a')).toBe('stopped');
    jest.advanceTimersByTime(1000);
    expect([await heard('a'), await heard('a'), await heard('a')]).toEqual(['answered', 'answered', 'stopped']);
    expect(troubles).toHaveLength(2);
  });
});

/** nock cannot follow a connection with a second request on it before the first is answered. */
async function withoutNock<Result>(work: () => Promise<Result>): Promise<Result> {
  nock.restore();
  try {
    return await work();
  } finally {
    nock.activate();
  }
}
