import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { JawabanStatus, Pesan } from '../../../openapi/generated/types.ts';
import { until } from '../until.ts';
import { type ChildHub, type Directory, withDirectory } from './child-hub.ts';
import { inProcess } from './in-process.ts';
import type { Ended } from './simpul.ts';

const LANE = 'lapor laporan-kirim';
const REPORT = { judul: 'Lampu jalan padam', isi: 'Lampu jalan di depan Pasar Contoh padam.', anonim: true };
/** What may pass between a word on the command line and the hub that hears it, and as much again. */
const A_SECOND_AND_MORE_MS = 2000;
/** Every command is a process of its own, on a machine that may have much to do. */
const TIME_OUT_MS = 180_000;

/** `simpul lanes ...` on the data of the hub in this directory. */
function lanes({ path }: Directory, ...args: string[]): Promise<Ended> {
  return inProcess(['lanes', ...args], { SIMPUL_DATA_DIR: `${path}/data` });
}
const pause = (directory: Directory, lane = LANE) => lanes(directory, 'pause', lane, '--reason', 'SP4N pindah server');

interface Running {
  readonly child: ChildHub;
  handOver(): Promise<Pesan>;
  stateOf(message: Pesan): Promise<string>;
  /** The lane as the status shows it. */
  lane(): Promise<string>;
  /** How many reports LAPOR was sent. */
  sent(): Promise<number>;
  fault(fault: object): Promise<void>;
}

async function running(directory: Directory): Promise<Running> {
  const child = directory.serve();
  const url = await child.ready;
  const sandbox = /(http\S+)\/_sandbox {3}\(lapor\)/.exec(child.out())?.[1];
  const ask = async <Body>(address: string, value?: object): Promise<Body> => {
    const headers = { 'X-Api-Key': 'simpul-demo-key', 'Content-Type': 'application/json' };
    const asking = value === undefined ? {} : { method: 'POST' as const, body: JSON.stringify(value) };
    const { body } = await request(address, { headers, ...asking });
    return (await body.json()) as Body;
  };
  return {
    child,
    handOver: async () => (await ask<{ data: Pesan }>(`${url}/v1/laporan`, REPORT)).data,
    stateOf: async ({ id }) => (await ask<{ data: Pesan }>(`${url}/v1/pesan/${id}`)).data.keadaan,
    async lane() {
      const { data } = await ask<JawabanStatus>(`${url}/v1/status`);
      const lane = data.jalur.find(({ instansi, operasi }) => `${instansi} ${operasi}` === LANE);
      return lane ? `${lane.keadaan} ${lane.menunggu}` : 'none';
    },
    async sent() {
      const calls = await ask<{ method: string }[]>(`${sandbox}/_sandbox/calls`);
      return calls.filter(({ method }) => method === 'POST').length;
    },
    fault: (fault) => ask(`${sandbox}/_sandbox/faults`, fault),
  };
}

describe('of a running hub', () => {
  test(
    'a paused lane sends nothing while accepts go on, is listed, and goes on when it is opened',
    () =>
      withDirectory({}, async (directory) => {
        const hub = await running(directory);
        for (const round of [0, 1]) {
          // first it is a lane that nothing ever went into, then one at work
          expect(await pause(directory)).toMatchObject({ code: 0, stdout: expect.stringContaining(LANE), stderr: '' });
          await until('the hub takes notice', async () => (await hub.lane()) === 'dijeda 0');
          const waiting = [await hub.handOver(), await hub.handOver()];
          await sleep(A_SECOND_AND_MORE_MS);
          expect({ sent: await hub.sent(), lane: await hub.lane() }).toEqual({ sent: 2 * round, lane: 'dijeda 2' });
          const { stdout } = await lanes(directory, 'list');
          expect(stdout).toMatch(/^lapor laporan-kirim +paused: SP4N pindah server +20\S+ \S+ +when opened +2$/m);
          expect(await lanes(directory, 'open', LANE)).toMatchObject({ code: 0, stderr: '' });
          for (const message of waiting)
            await until('it arrived', async () => (await hub.stateOf(message)) === 'terkirim');
          expect({ sent: await hub.sent(), lane: await hub.lane() }).toEqual({
            sent: 2 * round + 2,
            lane: 'terbuka 0',
          });
        }
        expect((await lanes(directory, 'list')).stdout).toBe('nothing waits, and every lane is open\n');
      }),
    TIME_OUT_MS,
  );

  test(
    'a held lane is listed with its reason and the time of its next try',
    () =>
      withDirectory({}, async (directory) => {
        const hub = await running(directory);
        await hub.fault({ kind: 'maintenance', retryAfterSeconds: 3600, path: '/api/v1/laporan' });
        await hub.handOver();
        await until('its lane is held', async () => (await hub.lane()) === 'tertahan 1');
        const { stdout } = await lanes(directory, 'list');
        expect(stdout).toMatch(/^lapor laporan-kirim +held: maintenance +20\S+ \S+ +20\S+ \S+ +1$/m);
      }),
    TIME_OUT_MS,
  );
});

test(
  'a lane that is paused while no hub runs is paused when one starts, and open when it was opened',
  () =>
    withDirectory({}, async (directory) => {
      expect(await pause(directory)).toMatchObject({ code: 0 });
      const first = await running(directory);
      const message = await first.handOver();
      await sleep(A_SECOND_AND_MORE_MS);
      expect({ state: await first.stateOf(message), sent: await first.sent() }).toEqual({ state: 'menunggu', sent: 0 });
      first.child.kill('SIGTERM');
      await first.child.ended;
      expect(await lanes(directory, 'open', LANE)).toMatchObject({ code: 0 });
      expect((await lanes(directory, 'list')).stdout).toMatch(/^lapor laporan-kirim +held: .+ now +1$/m);
      const second = await running(directory);
      await until('it arrived', async () => (await second.stateOf(message)) === 'terkirim');
    }),
  TIME_OUT_MS,
);

test.each([
  {
    args: ['pause', 'lapor laporan-krim', '--reason', 'x'],
    code: 2,
    says: /no lane "lapor laporan-krim".*"lapor laporan-kirim"/,
  },
  { args: ['pause', 'sp4n laporan-kirim', '--reason', 'x'], code: 2, says: /no lane "sp4n laporan-kirim"/ },
  { args: ['pause', 'lapor', '--reason', 'x'], code: 2, says: /no lane "lapor"/ },
  { args: ['pause', 'lapor', 'laporan-kirim', '--reason', 'x'], code: 2, says: /too many arguments/ },
  { args: ['pause', 'aplikasi lgn_00000000000000000000', '--reason', 'x'], code: 2, says: /no lane/ },
  { args: ['pause', LANE], code: 2, says: /--reason/ },
  { args: ['pause', '--reason', 'x'], code: 2, says: /lane/ },
  { args: ['open', 'lapor laporan-krim'], code: 2, says: /no lane/ },
  { args: ['open', LANE], code: 1, says: /is open/ },
  { args: ['close', LANE], code: 2, says: /unknown command/ },
])('lanes $args ends with $code and says why', ({ args, code, says }) =>
  withDirectory({}, async (directory) => {
    const ended = await lanes(directory, ...args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  }),
);
