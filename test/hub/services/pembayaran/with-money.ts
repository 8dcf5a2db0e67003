import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallbackAnswer } from '../../../../connectors/callback.ts';
import type { Asked } from '../../../../hub/mapping/field.ts';
import type { Verdict } from '../../../../hub/mapping/verdict.ts';
import type { Happening } from '../../../../hub/relay/announcements.ts';
import type { CallbackServiceContext } from '../../../../hub/services/callback-service.ts';
import { tendDue } from '../../../../hub/services/pembayaran/tending.ts';
import type { ActionResult, ActionService, ServiceContext } from '../../../../hub/services/service.ts';
import { createSealedRecords, type SealedRecords } from '../../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import type { Store } from '../../../../hub/store/store.ts';
import type { JenisTagihanConfig } from '../../../../openapi/generated/config.ts';
import type { PermintaanTagihan } from '../../../../openapi/generated/types.ts';
import { type TestClock, testClock } from '../../clock.ts';
import { GOES_ON, NO_BANKS, preparing } from '../../preparing.ts';

const SECRET = 'a secret of the tests, 32 characters at least';
export const RINA = { nama: 'RINA CONTOH' };
export const NOP = '127601000100100420';
/** H2H, and SNAP where the bank asks the city about every account. */
export const SUMUT = 'bank-sumut';
/** Accounts and codes are made at this one. */
export const BNI = 'bank-bni';
/** Another one, as BNI is. */
export const OTHER = 'bank-kedua';

/** Thousands of commits need no disk here: what a kill does to them is tested elsewhere. */
const MEMORY = '/dev/shm';

/** What the bank answers to the city. */
export type Bank = (operation: string, asked: Asked, instance: string) => Verdict | Promise<Verdict>;

export interface Money {
  readonly clock: TestClock;
  readonly store: Store;
  readonly records: SealedRecords;
  readonly told: Happening[];
  readonly troubles: readonly string[];
  /** Each question to a bank, `va-create bank-bni`. */
  readonly asked: { readonly operation: string; readonly asked: Asked }[];
  bank: Bank;
  run<Params>(service: ActionService<Params>, params: Params, application?: string): Promise<ActionResult>;
  /** The body's `data`. */
  data<Params>(service: ActionService<Params>, params: Params, application?: string): Promise<never>;
  call<Question>(
    answer: (question: Question, context: CallbackServiceContext) => Promise<CallbackAnswer>,
    question: Question,
    instance?: string,
  ): Promise<CallbackAnswer>;
  context(): CallbackServiceContext;
  /** Everything that is due is done. */
  tend(): Promise<void>;
}

export interface MoneyOptions {
  readonly start?: string;
  readonly config?: Partial<ServiceContext['config']['pembayaran']>;
  readonly jenis?: ServiceContext['config']['tagihan']['jenis'];
  readonly operations?: readonly string[];
}

const PBB: JenisTagihanConfig = {
  denda: [
    { persenPerBulan: 2, palingLamaBulan: 24 },
    { sejakTahunPajak: '2024', persenPerBulan: 1, palingLamaBulan: 24 },
  ],
  ...{ aturanBayar: 'tetap', kelebihan: 'tolak', tenggangMenit: 0 },
};
const LEVY: JenisTagihanConfig = { aturanBayar: 'cicil', kelebihan: 'tolak', tenggangMenit: 0 };
const AT_BNI = ['va-create', 'va-update', 'va-delete', 'va-inquiry', 'qr-generate', 'qr-query', 'qr-cancel'];

/** A store on a disk, the services of money on it, and a bank that answers as the test says. */
export async function withMoney(options: MoneyOptions, use: (given: Money) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'simpul-money-'));
  const store = await openSqliteStore({ directory });
  const clock = testClock(options.start ?? '2026-02-03T03:15:30Z');
  const records = createSealedRecords(store.records, createSealing({ keys: [{ id: 'uji', secret: SECRET }] }));
  const told: Happening[] = [];
  const troubles: string[] = [];
  const asked: Money['asked'] = [];
  const operations = options.operations ?? AT_BNI;
  const question = async (instance: string, operation: string, about: Asked) => {
    if (instance === SUMUT || !operations.includes(operation)) return undefined;
    asked.push({ operation, asked: about });
    return { verdict: await money.bank(operation, about, instance), release: 'uji' };
  };
  const shared = () => ({
    ...NO_BANKS,
    ...{
      now: clock.now(),
      records,
      copies: store.copies,
      keyedHash: createKeyedHash(SECRET),
      prepare: preparing(told),
    },
    config: {
      tagihan: { jenis: { pbb: PBB, retribusi: LEVY, ...options.jenis }, kodeWilayahNop: '1276' },
      ...{ perencanaan: NO_BANKS.config.perencanaan },
      pembayaran: { ...NO_BANKS.config.pembayaran, utama: { va: BNI, qris: BNI }, ...options.config },
    },
    has: (instance: string, operation: string) => instance !== SUMUT && operations.includes(operation),
    settingsOf: (instance: string): Readonly<Record<string, string>> => ({
      ...{ virtualAccountPrefix: instance === SUMUT ? '990001' : '800777', customerDigits: '10' },
      virtualAccountIssuer: instance === SUMUT ? 'hub' : 'bank',
    }),
    messagesAbout: async () => [],
    read: async () => ({ kind: 'absent', source: BNI }) as const,
    count: (name: string, day: string, by: number) => store.counters.add(name, day, by),
    tell: async (happenings: readonly Happening[]) => void told.push(...happenings),
    wordsOf: () => [],
    permitKinds: [],
    instancesOf: () => [BNI, SUMUT],
    ask: question,
    send: question,
  });
  const context = (instance = SUMUT): CallbackServiceContext => ({
    ...shared(),
    ...{ instance, signal: new AbortController().signal },
    applicationsWith: () => [],
    unsettledSince: async () => undefined,
    ...GOES_ON,
    askApplication: async () => undefined,
    trouble: (what) => void troubles.push(what),
  });
  const run: Money['run'] = (service, params, application = 'e-pajak') =>
    service.run(params, {
      ...shared(),
      application: { id: application, name: application, scopes: [] },
      instances: [],
    });
  const money: Money = {
    ...{ clock, store, records, told, troubles, asked, run, context: () => context() },
    bank: () => ({ kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } }),
    async data(service, params, application) {
      const result = await run(service, params, application);
      if (result.kind !== 'json') throw new Error(`${result.kind} is no JSON`);
      return (result.body as { data: never }).data;
    },
    call: (answer, question, instance) => answer(question, context(instance)),
    tend: () => tendDue(context(), 100),
  };
  try {
    await use(money);
  } finally {
    await store.close();
    await rm(directory, { recursive: true });
  }
}

export function billOf(change: Partial<PermintaanTagihan> & { readonly id?: string } = {}) {
  return {
    ...{ id: 'PBB-2026-0042', jenis: 'pbb', objek: { nop: NOP }, tahunPajak: '2026', pokok: 125000 },
    ...{ jatuhTempo: '2026-08-31', wajibBayar: RINA },
    ...change,
  };
}
