import { createHmac } from 'node:crypto';
import type { Tree } from '../../../hub/config/values.ts';
import type { Credential } from '../../../hub/facades/credentials.ts';
import type { AuditRecord } from '../../../hub/store/audit.ts';
import type { SealedRecords } from '../../../hub/store/sealed-records.ts';
import type { StoredApplication } from '../../../hub/store/store.ts';
import { type TestClock, testClock } from '../clock.ts';
import { until } from '../until.ts';
import { type HubSurroundings, withHub } from '../with-hub.ts';
import { recordsOf, takeOver } from './credentials.ts';

/** What the old application was given in its day, and still uses. */
export const CONSUMER = { id: '24680', secret: 'rahasia-e-dokter' };
export const USER = { id: '0101DISKOMINFO1275', secret: 'rahasia-lama' };
export const TOKEN = '{11111111-2222-3333-4444-555555555555}';
export const APPLICATION = 'e-dokter';
export const KEY = 'smp_kunci-e-dokter';

const OLD: readonly Credential[] = [
  { upstream: 'bpjs', ...CONSUMER },
  { upstream: 'dukcapil', ...USER },
  { upstream: 'lapor', id: TOKEN, secret: TOKEN },
];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}
export interface Facades {
  readonly hub: HubSurroundings;
  readonly clock: TestClock;
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
  /** As e-Dokter asked VClaim 1.1: signed now, with its own credentials. */
  readonly vclaim: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** As an office asked the regional server. */
  readonly nik: (method: string, fields: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** As e-Masyarakat handed complaints in. */
  readonly lapor: (xml: string) => Promise<Answer>;
  /** The newest records of the application, oldest first, once there are so many. */
  readonly audited: (count: number) => Promise<readonly AuditRecord[]>;
  /** What is sealed in the store, as another process reads it. */
  readonly records: () => SealedRecords;
}
export interface FacadesOptions {
  readonly application?: Partial<StoredApplication>;
  readonly config?: Tree;
  /** Absent: one that stands still. What is tried again needs one that goes on. */
  readonly clock?: TestClock;
}

/** As late as it is, and later by what a test lets pass. */
export function runningClock(): TestClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    pass(minutes) {
      ahead += minutes * 60_000;
    },
  };
}

/** A hub whose only application speaks old interfaces, with the credentials it always had. */
export function withFacades(use: (given: Facades) => Promise<void>, options: FacadesOptions = {}): Promise<void> {
  const { application = {}, config = {}, clock = testClock() } = options;
  const applications = [{ key: KEY, id: APPLICATION, name: APPLICATION, ...application }];
  return withHub({ now: clock.now, applications, config }, async (hub) => {
    await takeOver(hub.store, OLD, APPLICATION);
    await hub.restart();
    const ask = askOf(() => hub.url);
    await use({
      ...{ hub, clock, ask },
      vclaim: (path, headers = {}) =>
        ask(`/fasad/bpjs/vclaim-1.1${path}`, { headers: { ...signed(CONSUMER, clock.now()), ...headers } }),
      nik: (method, fields) =>
        ask(`/fasad/dukcapil/regional/dukcapil/get_json/12-75/diskominfo_1275/${method}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ USER_ID: USER.id, PASSWORD: USER.secret, IP_USER: '10.33.0.7', ...fields }),
        }),
      lapor: (body) =>
        ask('/fasad/lapor/legacy-xml/api/stream/addstream', {
          method: 'POST',
          headers: { 'Content-Type': 'text/xml; charset=UTF8' },
          body,
        }),
      async audited(count) {
        const list = () => hub.store.audit.list({ limit: 100, application: APPLICATION });
        await until(`${count} records are written`, async () => (await list()).length >= count);
        return (await list()).toReversed();
      },
      records: () => recordsOf(hub.store),
    });
  });
}

/** The headers of the BPJS document, section 2, written here once more: not by the connector's function. */
export function signed({ id, secret }: typeof CONSUMER, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}&${timestamp}`).digest('base64');
  return { 'X-cons-id': id, 'X-timestamp': timestamp, 'X-signature': signature };
}

const askOf =
  (url: () => string) =>
  async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url()}${path}`, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
