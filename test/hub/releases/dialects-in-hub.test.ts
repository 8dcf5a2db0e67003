import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { BASIC, CONFIG, NOP } from '../../connectors/bank-h2h/asked.ts';
import { until } from '../until.ts';
import type { HubSurroundings } from '../with-hub.ts';
import { withOwnHub } from './with-own-mappings.ts';

// A bank calls a running hub.

const SETTINGS = { username: CONFIG.username, password: CONFIG.password };
const RELEASES = ['dialek-a', 'dialek-c'];
const OPTIONS = { config: { instances: { bank: { connector: 'bank-h2h', releases: RELEASES, settings: SETTINGS } } } };
const RELEASE_A = join(MAPPINGS, 'bank-h2h/dialek-a');
const headers = { authorization: BASIC, 'content-type': 'application/json' };

const askA = ({ url }: HubSurroundings, body: object) =>
  fetch(`${url}/callbacks/bank/inquiry`, { method: 'POST', headers, body: JSON.stringify(body) });
const askC = ({ url }: HubSurroundings) => fetch(`${url}/callbacks/bank/GetBillingPBB?nop=${NOP}`, { headers });
const codeOf = async (response: Response) =>
  ((await response.json()) as { Status: { ResponseCode: string } }).Status.ResponseCode;
const incidentsOf = async ({ store }: HubSurroundings) =>
  (await store.releases.incidents({ open: false, limit: 10 })).map(({ kind, instance }) => `${kind} ${instance}`);

test('an edited word of a dialect is said to the next call, without a restart', () =>
  withOwnHub({}, OPTIONS, async (hub, { own, write }) => {
    await cp(RELEASE_A, join(own, 'bank-h2h/dialek-a'), { recursive: true });
    expect(await codeOf(await askA(hub, {}))).toBe('99');
    const text = await readFile(join(RELEASE_A, 'release.yaml'), 'utf8');
    await write({
      'bank-h2h/dialek-a/release.yaml': text.replace("code: '99', is: misasked", "code: '13', is: misasked"),
    });
    await until('the edit is used', async () => (await codeOf(await askA(hub, {}))) === '13');
  }));

test('a bank that begins to call in another of its dialects is told once', () =>
  withOwnHub({}, OPTIONS, async (hub) => {
    const told = () => hub.logs.filter((line) => line.includes('calls in another release'));
    await askA(hub, { Nop: NOP });
    await askA(hub, { Nop: NOP });
    expect(told()).toEqual([]);
    await askC(hub);
    await askC(hub);
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('"dari":"dialek-a","ke":"dialek-c"');
    await until('the incident is written', async () => (await incidentsOf(hub)).includes('rilis-beralih bank'));
  }));

test('it is served where upstreams call, is no old interface, and is never asked', () =>
  withOwnHub({}, OPTIONS, async (hub) => {
    const old = await fetch(`${hub.url}/fasad/bank-h2h/dialek-a/inquiry`, { method: 'POST', headers, body: '{}' });
    expect(old.status).toBe(404);
    expect((await askA(hub, {})).status).toBe(200);
  }));
