import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Answer, createTeller, type Teller } from '../../../connectors/oss/sandbox/teller.ts';
import { NIBS, type Nib } from '../../../hub/services/perizinan/nib.ts';
import { PERMITS, type Permit } from '../../../hub/services/perizinan/permit.ts';
import { createSealedRecords, type Kept, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../hub/store/store.ts';
import { byClients, print } from '../forwarding/messages.ts';
import { type City, withCity } from './city.ts';
import { type Company, companiesOf, endingOf, linkOf, pushOf, type Step } from './companies.ts';

/** 10,000 is the figure of the whole run; what `npm test` does takes seconds. */
const COUNT = Number(process.env.SIMPUL_SCENARIO_PUSHES ?? 150);
const KILLS = COUNT < 1000 ? 2 : 10;
const CLIENTS = 24;
const SEED = Number(process.env.SIMPUL_SEED ?? Date.now() % 2 ** 31);
const AGAIN_MS = 250;
const GIVE_UP_AFTER = 2000;

const mishaps = fc.record({
  copies: fc.integer({ min: 1, max: 4 }),
  lost: fc.nat(99).map((share) => share < 10),
  /** OSS does not wait for an answer that comes late, and says it again. */
  impatient: fc.nat(99).map((share) => share < 10),
});

const heard = { calls: 0, silent: 0, unavailable: 0 };

/** OSS repeats until it hears that it is stored. */
async function pushOne(tellers: Tellers, company: Company, step: Step, index: number): Promise<void> {
  const [mishap] = fc.sample(mishaps, { numRuns: 1, seed: SEED + index });
  const { copies = 1, lost = false, impatient = false } = mishap ?? {};
  const { method, envelope, body } = pushOf(company, step);
  for (let attempt = 0; attempt < GIVE_UP_AFTER; attempt += 1) {
    const teller = impatient && attempt === 0 ? tellers.impatient : tellers.patient;
    const answers = await teller.push(method, company.nib, body, { copies, loseAnswer: lost && attempt === 0 });
    heard.calls += copies;
    for (const answer of answers) judge(answer, envelope);
    if (answers.some((answer) => answer?.code === '1')) return;
    await sleep(AGAIN_MS);
  }
  throw new Error(`${method} is not stored any more`);
}

/** Whatever is answered stands in the envelope that its method expects. */
function judge(answer: Answer, envelope: string): void {
  if (!answer) heard.silent += 1;
  else {
    expect({ status: answer.status, envelope: answer.envelope }).toEqual({ status: 200, envelope });
    if (answer.code !== '1') heard.unavailable += 1;
  }
}

interface Tellers {
  readonly patient: Teller;
  readonly impatient: Teller;
}

function tellersOf({ url }: City): Tellers {
  const options = { cityUrl: `${url}/callbacks/oss`, username: 'OSSCONTOH', password: 'sandi-contoh' };
  return { patient: createTeller(options), impatient: createTeller({ ...options, waitMs: 5 }) };
}

async function pushAll(city: City, companies: readonly Company[]): Promise<void> {
  const tellers = tellersOf(city);
  let done = 0;
  const pushing = byClients(CLIENTS, companies.length, async (index) => {
    const company = companies[index] as Company;
    for (const step of company.steps) {
      await pushOne(tellers, company, step, done);
      done += 1;
    }
  });
  const killing = (async () => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while (done < (COUNT * kill) / (KILLS + 1)) await sleep(5);
      await sleep(Math.random() * 100);
      await city.kill();
    }
  })();
  await Promise.all([pushing, killing]);
}

async function all<Value>(records: SealedRecords, collection: string): Promise<readonly Kept<Value>[]> {
  const found: Kept<Value>[] = [];
  for (let before: number | undefined; ; ) {
    const page = await records.list<Value>({ collection, limit: 1000, ...(before === undefined ? {} : { before }) });
    found.push(...page);
    before = page.at(-1)?.sequence;
    if (page.length < 1000) return found;
  }
}

async function eventsOf(store: Store): Promise<readonly string[]> {
  const events: string[] = [];
  for (let after = 0; ; ) {
    const page = await store.events.list({ application: 'demo', after, limit: 1000 });
    events.push(...page.map(({ kind, about }) => `${kind.split('.')[1]} ${about}`));
    after = page.at(-1)?.sequence ?? after;
    if (page.length < 1000) return events;
  }
}

test(
  `${COUNT} pushes of OSS are taken once each, whatever is doubled, lost, late, out of order or killed (seed ${SEED})`,
  () =>
    withCity(async (city) => {
      const companies = companiesOf(COUNT, SEED);
      const started = performance.now();
      await pushAll(city, companies);
      const pushedMs = performance.now() - started;
      await city.stop();
      const store = await openSqliteStore({ directory: join(city.directory, 'data') });
      const secret = readFileSync(join(city.directory, 'data', 'secret.key'), 'utf8').trim();
      const records = createSealedRecords(store.records, sealsOf(secret).sealing);
      try {
        const endings = companies.map((company) => ({ company, ...endingOf(company) }));
        const events = await eventsOf(store);
        expect(events.toSorted()).toEqual(endings.flatMap((one) => one.events).toSorted());
        const nibs = await all<Nib>(records, NIBS);
        expect(byId(nibs.map(({ id, state, value }) => [id, state, value.dokumen.perusahaan?.nama]))).toEqual(
          byId(endings.flatMap(({ company, nib }) => (nib ? [[company.nib, nib.state, nib.name]] : []))),
        );
        const permits = await all<Permit>(records, PERMITS);
        expect(byId(permits.map(({ id, state, group, value }) => [id, group, state, value.berkas?.tautan]))).toEqual(
          byId(endings.flatMap(permitsOf)),
        );
        expect(city.logs()).not.toMatch(/99990\d{8}|I-2026|USAHA/);
        print('permits pushed', {
          ...{ pushes: COUNT, ...heard, kills: city.kills, companies: companies.length, nibs: nibs.length },
          ...{ permits: permits.length, events: events.length, seed: SEED },
          ...{ seconds: Math.round(pushedMs / 1000), pushesPerSecond: Math.round((COUNT * 1000) / pushedMs) },
        });
      } finally {
        await store.close();
      }
    }),
  60_000 + COUNT * 60,
);

function permitsOf({ company, nib, files }: { readonly company: Company } & ReturnType<typeof endingOf>) {
  const fileOf = (id: string) => (files.includes(id) ? linkOf(id) : undefined);
  if (!nib) return files.map((id) => [id, 'berkas', 'diajukan', linkOf(id)]);
  const state = nib.state === 'dicabut' ? 'dibatalkan' : 'diajukan';
  return [
    ...company.permits.map((id) => [id, 'kota', state, fileOf(id)]),
    [company.provincial, 'lain', state, undefined],
  ];
}

function byId(rows: readonly (readonly (string | unknown)[])[]) {
  return rows.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}
