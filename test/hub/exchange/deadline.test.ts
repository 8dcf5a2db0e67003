import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { testClock } from '../clock.ts';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { outcomeOf } from './outcome.ts';

/** Far beyond the deadline of getPeserta: a busy machine answers late, and yet long before the upstream's turn is over. */
const CALL_TIMEOUT_MS = 60_000;

/** Takes every request and never answers. `left` resolves when as many connections were closed from the other side. */
async function withSilence(use: (silence: { url: string; left: (count: number) => Promise<void> }) => Promise<void>) {
  let closed = 0;
  const waiting: (() => void)[] = [];
  const server: Server = createServer((request) => {
    request.socket.once('close', () => {
      closed += 1;
      for (const look of waiting) look();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      left: (count) =>
        new Promise((resolve) => {
          const look = () => closed >= count && resolve();
          waiting.push(look);
          look();
        }),
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('whoever asks of a silent upstream is answered by the deadline, those waiting for their turn too, and the upstream is let go', () =>
  withSilence(async ({ url, left }) => {
    const limits = { concurrentCalls: 2, timeoutMs: CALL_TIMEOUT_MS };
    const config = { instances: { bpjs: { limits, settings: { services: { vclaim: { baseUrl: url } } } } } };
    await withHub({ config }, async ({ get }) => {
      const ask = async (nomor: string) => {
        const started = performance.now();
        const outcome = outcomeOf(await get(`/v1/jkn/peserta/${nomor}`));
        return { outcome, inTime: performance.now() - started < CALL_TIMEOUT_MS / 2 };
      };
      const answers = await Promise.all([BUDI.nik, BUDI.kartu, SITI.nik, SITI.kartu].map(ask));
      expect(answers).toEqual(Array(4).fill({ outcome: '503 hulu-tidak-tersedia unanswered', inTime: true }));
      await left(2);
    });
  }));

test('a slow answer that is cut off by the deadline is not waited for by the next who asks', async () => {
  const clock = testClock();
  await withHub({ now: clock.now }, async ({ get, sandboxes: { bpjs } }) => {
    await get(`/v1/jkn/peserta/${BUDI.nik}`);
    clock.pass(16);
    bpjs.fault({ kind: 'hang' });
    expect(outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`))).toBe('200 usang');
    await bpjs.heal();
    await until('the answer is a new one', async () => {
      const outcome = outcomeOf(await get(`/v1/jkn/peserta/${BUDI.nik}`));
      return outcome === '200 segar' || outcome === '200 tersimpan';
    });
  });
});
