import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { bankSnapCallbacks } from '../../../connectors/bank-snap/callbacks.ts';
import type { BankPayment } from '../../../connectors/bank-snap/sandbox/ledger.ts';
import { bankSnapSandbox } from '../../../connectors/bank-snap/sandbox/server.ts';
import type { CallbackAnswer, CallbackContext } from '../../../connectors/callback.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { createRoutes } from '../../../hub/callbacks/routes.ts';
import type { BankSnapConfig } from '../../../openapi/generated/config.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { ask, configAt, NOW, overTheWire, type Question } from './asking.ts';
import { cityContext, PARTNER, type Partner } from './city.ts';
import { BANK, HUB } from './keys.ts';

export interface BankClock {
  readonly now: () => Date;
  pass(seconds: number): void;
}

export function clock(): BankClock {
  let at = NOW.getTime();
  return {
    now: () => new Date(at),
    pass(seconds) {
      at += seconds * 1000;
    },
  };
}

export interface AtBank {
  readonly sandbox: SettableSandbox;
  readonly config: BankSnapConfig;
  readonly asking: (question: Omit<Question, 'now'>) => ReturnType<typeof ask>;
  readonly pass: (seconds: number) => void;
  readonly now: () => Date;
}

/** A sandbox that knows this run's keys, and the connector in front of it, with one clock. */
export async function withBank(
  use: (at: AtBank) => Promise<void>,
  changes: Partial<BankSnapConfig> = {},
): Promise<void> {
  const { now, pass } = clock();
  await withSandbox(
    bankSnapSandbox,
    async (sandbox) => {
      sandbox.set({ hubPublicKey: HUB.publicKey, bankPrivateKey: BANK.privateKey, cityUrl: '' });
      const config = configAt(sandbox.url, changes);
      await use({ sandbox, config, pass, now, asking: (question) => ask({ config, ...question, now }, overTheWire) });
    },
    { now },
  );
}

export interface LedgerOfBank {
  readonly payments: readonly BankPayment[];
  readonly virtualAccounts: readonly { readonly number: string; readonly paid: number }[];
  readonly codes: readonly { readonly referenceNo: string; readonly content: string; readonly state: string }[];
}
export const ledgerOf = (sandbox: SettableSandbox) => sandbox.ledger() as LedgerOfBank;

export interface City {
  readonly url: string;
  /** What the services were asked, in order. */
  readonly asked: { readonly name: string; readonly question: Readonly<Record<string, unknown>> }[];
  /** Times that a token was given or refused. */
  readonly tokens: () => number;
  set(changes: Partial<Partner>): void;
}

export type Deciding = (
  name: string,
  question: Readonly<Record<string, unknown>>,
) => CallbackAnswer | Promise<CallbackAnswer>;

/** The connector's callbacks at their real addresses, behind a bare server. */
export async function withCity(decide: Deciding, now: () => Date, use: (city: City) => Promise<void>): Promise<void> {
  let changes: Partial<Partner> = {};
  let tokens = 0;
  const asked: City['asked'] = [];
  const context = (): CallbackContext<BankSnapConfig> => ({ ...cityContext({ ...PARTNER, ...changes }), now });
  const match = createRoutes([
    { name: 'bank-snap', connector: { callbacks: bankSnapCallbacks } as never, settings: undefined },
  ]);
  const server = createServer(async (request, response) => {
    const url = request.url ?? '';
    const [path = ''] = url.split('?', 1);
    const matched = match(request.method ?? '', path);
    if (matched.kind !== 'route') {
      response.writeHead(404).end('{}');
      return;
    }
    const { callback, pathNames } = matched.route;
    tokens += callback.name === 'bank.token' ? 1 : 0;
    const heard = callback.receive(
      {
        ...{ method: 'POST', url, path: path.slice('/callbacks/bank-snap'.length), pathNames },
        ...{ query: new URLSearchParams(), headers: request.headers as Record<string, string> },
        body: await text(request),
      },
      context(),
    );
    if (heard.kind === 'asked') asked.push({ name: callback.name, question: heard.question });
    const answer =
      heard.kind === 'answered' ? heard.response : heard.answer?.(await decide(callback.name, heard.question));
    if (!answer) throw new Error('no answer of its own');
    response.writeHead(answer.status, { ...answer.headers, connection: 'close' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/bank-snap`,
      asked,
      tokens: () => tokens,
      set: (given) => {
        changes = given;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const VALUE = {
  ...{ nama: 'RINA CONTOH', alamat: null, trxId: null, virtualAccount: null, nomorPelanggan: null },
  ...{ jenis: 'tetap', berlakuSampai: null, keterangan: 'PBB 2026', tagihan: [] },
};

/** A city with one bill of 125000 for every number, which keeps the first outcome of each payment. */
export function oneBill(): { readonly decide: Deciding; readonly booked: readonly string[] } {
  const booked: string[] = [];
  const first = new Map<string, { readonly answer: CallbackAnswer; readonly nomorLuar: unknown }>();
  const done = (value: object): CallbackAnswer => ({ kind: 'done', value: { ...value } });
  const decide: Deciding = (name, question) => {
    if (name === 'bank.inquiry') return done({ ...VALUE, total: 125000 });
    const id = String(question.idPembayaran);
    const before = first.get(id);
    if (before?.answer.kind === 'done') {
      const same = before.nomorLuar === question.nomorLuar ? { nomorLuarSama: true } : {};
      return done({ ...before.answer.value, ulang: true, ...same });
    }
    if (before) return before.answer;
    const { nominal, nomorBank, nomorLuar } = question;
    const isRight = name === 'bank.notice' || nominal === 125000;
    const paid = { ...VALUE, total: 0, ulang: false, ntpd: `NTPD${booked.length}`, nominal, nomorBank };
    const answer: CallbackAnswer = isRight
      ? done({ ...paid, dibayarPada: question.dibayarPada })
      : { kind: 'refused', reason: 'Nominal tidak sesuai', code: 'nominal-beda' };
    if (isRight) booked.push(id);
    first.set(id, { answer, nomorLuar });
    return answer;
  };
  return { decide, booked };
}
