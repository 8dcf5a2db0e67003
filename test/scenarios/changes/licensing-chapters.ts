import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { parse } from 'yaml';
import { MAPPINGS } from '../../../hub/mapping/load.ts';
import { until } from '../../hub/until.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import type { Host } from '../host.ts';
import { type AlteringDoor, startAlteringDoor } from './altering-door.ts';
import type { FastClock } from './fast-clock.ts';
import { type Business, type Licensing, ossBook } from './licensing.ts';
import { MONEY_PATIENCE_MS, type MoneyChapter } from './money-story.ts';
import type { Operator } from './operator.ts';

const TEN_MINUTES_MS = 600_000;
const ENVELOPES = ['responcheckLicenseStatus', 'responcheckStatusLicense', 'responsecheckStatusLicense'];
const RELEASE = 'oss/oss-1.1/release.yaml';
const NEW_LINE = "    '63': verifikasi-lapangan\n";
const ENDED = 4;

export interface LicensingParts {
  readonly hub: HubSurroundings;
  readonly clock: FastClock;
  readonly licensing: Licensing;
  readonly operator: Operator;
  /** Of OSS 1.1. */
  readonly host: Host;
  readonly door: AlteringDoor & { readonly pass: (alter: (body: string) => string) => void };
}

/** Everything of the shipped releases, as a city keeps them that has begun to write its own. */
export async function ownReleases(folder: string): Promise<void> {
  await cp(join(MAPPINGS, 'oss'), join(folder, 'oss'), { recursive: true });
}

/** What arrives through it is as it came until somebody says otherwise. */
export async function startDoor(hub: HubSurroundings): Promise<LicensingParts['door']> {
  let alter = (body: string) => body;
  const door = await startAlteringDoor(
    () => hub.url,
    (body) => alter(body),
  );
  return {
    ...door,
    pass(other) {
      alter = other;
    },
  };
}

/** 1 and 2: the key of 1.1, and its end. */
export function generations({ hub, host, licensing }: LicensingParts): readonly MoneyChapter[] {
  const { oss } = hub.sandboxes;
  const lines = [
    'releases: [oss-rba]',
    `rba: { baseUrl: ${oss.url}/v1/kl/rba, userKey: kunci-oss-untuk-uji }`,
  ] as const;
  const settings = { services: { 'oss-1.1': undefined, ...parse(lines[1]) } };
  let noticed = () => false;
  return [
    {
      what: 'OSS 1.1, a security key',
      happens: () => until('statuses arrive', () => ossBook(hub).submissions.length > 10),
    },
    {
      what: 'the security key dies, four times',
      happens: () => oss.fault({ kind: 'key-dies', path: 'receiveLicense', times: 4 }),
      well: async (since) => (await areUsedUp(hub)) && (await arrives(hub, '/kl/receiveLicense', since)),
    },
    {
      what: 'RBA; the host of 1.1 closes',
      async happens() {
        const from = hub.logs.length;
        noticed = () => hub.logs.slice(from).some((line) => line.includes('"oss"') && line.includes('call failed'));
        await host.close();
      },
      noticed: () => noticed(),
      mends: () => licensing.whileAway(() => hub.restart({ instances: { oss: { ...parse(lines[0]), settings } } })),
      by: `an edit of ${lines.length} lines, a restart`,
      well: (since) => arrives(hub, '/kl/rba/receiveLicense', since),
    },
  ];
}

/** 3: the ways in which OSS tells the same thing. */
export function pushes({ hub, clock, licensing, door }: LicensingParts): readonly MoneyChapter[] {
  const { oss } = hub.sandboxes;
  const { permits } = ossBook(hub);
  const unheard = permits.filter(({ idIzin }) => !idIzin.endsWith('99'));
  return [
    { what: 'every push three times at once', happens: () => licensing.pushes(() => ({ copies: 3 })) },
    {
      what: 'changes before their originals',
      happens: () => licensing.pushes((count) => ({ updateFirst: true, copies: 1 + (count % 3) })),
    },
    {
      what: 'files before their NIB',
      async happens() {
        for (const { idIzin } of unheard) await licensing.sign(idIzin);
        for (const nib of new Set(unheard.map((one) => one.nib))) await licensing.issue({ nib, updateFirst: false });
      },
    },
    {
      what: 'midnight, with the token of yesterday',
      async happens() {
        clock.passToHour(24);
        for (let count = 0; count < 6; count += 1) await licensing.issue({ yesterday: true, updateFirst: false });
        clock.pass(TEN_MINUTES_MS);
        await tooLate(hub, licensing);
      },
    },
    {
      what: 'names with spaces, both ways',
      happens() {
        licensing.pushes(() => ({}));
        door.pass((body) => body.replace(/^\{"(\w+)"/, '{" $1 "').replaceAll('"id_izin"', '"id_izin "'));
        oss.set({ cityUrl: `${door.url}/callbacks/oss` });
        oss.fault({ kind: 'spaced-names' });
        oss.fault({ kind: 'code-as-text' });
      },
    },
  ];
}

/** Ten minutes after midnight the token of yesterday is no good, and nothing is taken. */
async function tooLate(hub: HubSurroundings, licensing: Licensing): Promise<void> {
  const { oss } = hub.sandboxes;
  oss.set({ repeatTimes: 0 });
  const refused = (await oss.act('issue', { yesterday: true })) as { readonly nib: string; readonly answers: unknown };
  expect(refused.answers).toMatchObject([{ code: '2' }]);
  oss.set({ repeatTimes: 2000 });
  await licensing.issue({ nib: refused.nib, updateFirst: false });
}

/** 4: what OSS says, and what it does not. */
export function answers({ hub, door }: LicensingParts): readonly MoneyChapter[] {
  const { oss } = hub.sandboxes;
  const allUsed = () => areUsedUp(hub);
  return [
    {
      what: 'refusals inside HTTP 200, as texts',
      happens() {
        door.pass((body) => body);
        oss.fault({
          kind: 'code',
          kode: 400,
          message: 'Keterangan tidak sesuai',
          path: 'receiveLicenseStatus',
          times: 3,
        });
        oss.fault({ kind: 'code', kode: 403, message: 'Akses ilegal', path: 'receiveLicenseStatus', times: 2 });
        oss.fault({ kind: 'code', kode: 405, message: 'Ditolak', path: '/receiveLicense$', times: 2 });
      },
      well: allUsed,
      by: 'the application corrects them',
    },
    {
      what: 'answers lost, three envelopes of checking',
      async happens() {
        await oss.heal();
        for (const statusEnvelope of ENVELOPES) {
          oss.set({ statusEnvelope });
          await losingFinals(hub, 'reset-after', 1);
        }
        oss.fault({ kind: 'reset-after', path: 'receiveLicenseStatus', times: 2 });
      },
      well: allUsed,
    },
    {
      what: 'done, and answered with code 504',
      async happens() {
        oss.fault({ kind: 'time-out', path: 'receiveLicenseStatus', times: 2 });
        await losingFinals(hub, 'time-out', 1);
      },
      well: allUsed,
    },
    {
      what: 'a page with 200',
      happens: () => oss.fault({ kind: 'html', path: 'receiveLicense', times: 3 }),
      well: allUsed,
    },
  ];
}

/** So many permits, one after the other: each is stored, and the hub has to ask whether it was. */
async function losingFinals(hub: HubSurroundings, kind: string, times: number): Promise<void> {
  const { oss } = hub.sandboxes;
  for (let time = 0; time < times; time += 1) {
    oss.fault({ kind, path: '/receiveLicense$', times: 1 });
    await until('a permit is sent', async () => (await faultsLeft(oss.url)) === 0, MONEY_PATIENCE_MS);
    // what OSS shows of it must be true while the hub asks whether it is there
    await until('no permit is unsure', async () => (await unsureFinals(hub)) === 0, MONEY_PATIENCE_MS);
  }
}

/** Permits that were tried and did not arrive yet, as far as the hub knows. */
async function unsureFinals({ store }: HubSurroundings): Promise<number> {
  const messages = await store.messages.list({ service: 'kirimDokumenIzin', limit: 1000 });
  return messages.filter(({ attempts, state }) => attempts > 0 && (state === 'waiting' || state === 'sending')).length;
}

/** 5 and 6: another law, and ends. */
export function later({ hub, licensing, operator, door }: LicensingParts): readonly MoneyChapter[] {
  const { oss } = hub.sandboxes;
  const words = { before: '', after: '' };
  return [
    {
      what: 'PP 28/2025: a status and fields nobody knows',
      async happens() {
        door.pass(afterTheLaw);
        oss.fault({
          kind: 'add',
          path: 'checkLicenseStatus',
          field: `${ENVELOPES[2]}.dataIZIN.kd_status`,
          value: '63',
        });
        oss.fault({ kind: 'add', path: 'checkLicenseStatus', field: `${ENVELOPES[2]}.dataIZIN.tahapan`, value: 'B' });
        oss.fault({ kind: 'add', path: 'receiveLicense', field: 'responreceiveLicense.dasar_hukum', value: '28/2025' });
        await until('it is read', async () => {
          words.before = await shownWord(hub);
          return words.before === 'lain';
        });
      },
      async mends() {
        const text = await readFile(join(MAPPINGS, RELEASE), 'utf8');
        const place = text.indexOf("    '70': kegiatan-dihentikan\n");
        await operator.writes(RELEASE, text.slice(0, place) + NEW_LINE + text.slice(place));
      },
      by: 'an edit of 1 line',
      well: async () => (await shownWord(hub)) === 'verifikasi-lapangan',
    },
    {
      what: 'NIBs are revoked and cancelled',
      async happens() {
        await oss.heal();
        const open = licensing.businesses().filter(({ ended }) => ended === undefined);
        const some = [...open.slice(0, ENDED), ...open.slice(-ENDED)];
        for (const [index, business] of some.entries()) await end(licensing, business, index);
      },
    },
  ];
}

async function end(licensing: Licensing, business: Business, index: number): Promise<void> {
  await licensing.end(business, index % 2 === 0 ? 'revoke' : 'cancel');
}

/** Members that no guide has, codes that no list has, at every level. */
function afterTheLaw(body: string): string {
  return body
    .replace('"total_pma"', '"dasar_hukum":"PP 28/2025","total_pma"')
    .replace('"status_penanaman_modal":"02"', '"status_penanaman_modal":"77"')
    .replaceAll('"flag_checklist":"Y"', '"flag_checklist":"Y","tahapan":{"kode":"B","urutan":3}')
    .replaceAll('"skala_resiko":"MR"', '"skala_resiko":"XR"');
}

async function shownWord(hub: HubSurroundings): Promise<string> {
  const [permit] = ossBook(hub).permits;
  const { status, body } = await hub.get(`/v1/perizinan/${permit?.idIzin}/status`);
  return status === 200 ? (body as { readonly data: { readonly status: string } }).data.status : `HTTP ${status}`;
}

async function areUsedUp({ sandboxes: { oss } }: HubSurroundings): Promise<boolean> {
  return (await faultsLeft(oss.url)) === 0;
}

/** Those that hit only so many requests, and have not hit them all. */
async function faultsLeft(url: string): Promise<number> {
  const answer = await fetch(`${url}/_sandbox/faults`);
  const said = (await answer.json()) as { readonly faults?: readonly { readonly times?: number }[] };
  const list = Array.isArray(said) ? (said as readonly { readonly times?: number }[]) : (said.faults ?? []);
  return list.filter(({ times }) => times !== undefined).length;
}

async function arrives({ sandboxes: { oss } }: HubSurroundings, path: string, since: number): Promise<boolean> {
  return oss.calls().some((call) => call.at > since && call.path.includes(path) && call.status === 200);
}
