import type { EcollectionLedger } from '../../../connectors/bank-ecollection/sandbox/ledger.ts';
import type { Paid } from '../../../connectors/bank-ecollection/sandbox/payments.ts';
import { ecollectionSandbox } from '../../../connectors/bank-ecollection/sandbox/server.ts';
import type { SettableSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { NOW, SECONDS, sealed, unsealed } from './wire.ts';

/** A bank whose clock can be moved; it tells nobody until it is given a city. */
export interface Bank {
  readonly sandbox: SettableSandbox;
  /** Sends one content, encoded here and not by the connector, and opens what comes back. */
  send(content: Readonly<Record<string, unknown>>, how?: How): Promise<Said>;
  pay(input: Readonly<Record<string, unknown>>): Promise<Paid>;
  ledger(): EcollectionLedger;
  /** Milliseconds ahead of the start. */
  wait(ms: number): void;
  now(): Date;
}
export interface How {
  readonly at?: number;
  readonly secretKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly envelope?: Readonly<Record<string, unknown>>;
}
export interface Said {
  readonly status?: string;
  readonly message?: string;
  /** What was inside `data`. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly sentAt?: string;
}

export async function withBank(
  settings: Readonly<Record<string, unknown>>,
  use: (bank: Bank) => Promise<void>,
): Promise<void> {
  let ahead = 0;
  const now = () => new Date(NOW.getTime() + ahead);
  await withSandbox(
    ecollectionSandbox,
    async (sandbox) => {
      sandbox.set({ cityUrl: '', spacingMs: 1, ...settings });
      await use({
        sandbox,
        now,
        send: (content, how = {}) => send(sandbox.url, content, { at: SECONDS + Math.floor(ahead / 1000), ...how }),
        pay: async (input) => (await sandbox.act('pay', input)) as Paid,
        ledger: () => sandbox.ledger() as EcollectionLedger,
        wait: (ms) => {
          ahead += ms;
        },
      });
    },
    { now },
  );
}

const json = { 'content-type': 'application/json' };

async function send(url: string, content: Readonly<Record<string, unknown>>, how: How): Promise<Said> {
  const { headers = json, envelope = {}, ...sealing } = how;
  const data = sealed(JSON.stringify({ client_id: '00777', ...content }), sealing);
  const body = JSON.stringify({ client_id: '00777', data, ...envelope });
  return opened(await (await fetch(url, { method: 'POST', headers, body })).text());
}

export function opened(text: string): Said {
  const { data, ...said } = JSON.parse(text) as Said & { readonly data?: string };
  if (data === undefined) return said;
  const { time, json: inside } = unsealed(data);
  return { ...said, sentAt: time, content: JSON.parse(inside) };
}

/** The createbilling of section 4.1. */
export const CREATE = {
  type: 'createbilling',
  trx_id: 'PBB-2026-0042',
  trx_amount: '125000',
  billing_type: 'c',
  customer_name: 'RINA CONTOH',
  customer_email: '',
  customer_phone: '',
  virtual_account: '8007770000000042',
  datetime_expired: '2026-12-31T23:59:59+07:00',
  description: 'PBB 2026',
};
export const UPDATE = {
  type: 'updatebilling',
  trx_id: CREATE.trx_id,
  trx_amount: '130000',
  customer_name: 'RINA CONTOH',
};
export const INQUIRE = { type: 'inquirybilling', trx_id: CREATE.trx_id };
export const CLOSE = { type: 'inactivebilling', trx_id: CREATE.trx_id, virtual_account: CREATE.virtual_account };
