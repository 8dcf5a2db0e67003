import { request } from 'undici';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { newId } from '../../../hub/identifiers/new-id.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import { createPayloads } from '../../../hub/relay/payloads.ts';
import type { Claimed, MessageStore, Settlement } from '../../../hub/store/forwarding.ts';
import type { NewMessage } from '../../../hub/store/new-message.ts';
import { createKeyedHash, createSealing } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { HUB_SECRET, type HubSurroundings } from '../with-hub.ts';

/** What a process that is dead now left behind. */
export interface Wreck {
  /** As a database has it that nobody has open. */
  readonly messages: MessageStore;
  /** Who held what is under way. */
  readonly owner: string;
  /** Accepted a moment ago. */
  accept(message: Left): Promise<NewMessage>;
  /** Takes the first of a lane, as the dead process did. */
  claim(lane: string): Promise<Claimed>;
  /** As the dead process wrote it down before it died. */
  settle(message: Claimed, how: Ending): Promise<void>;
  /** What the dead process sent before it died: LAPOR has done it, and nobody heard its answer. */
  sent(operation: string, message: NewMessage, asked: Asked): Promise<void>;
}

export interface Left {
  readonly lane: string;
  readonly service: string;
  readonly about: string;
  readonly asked: Asked;
  /** `''`: of the hub itself, as webhooks are. */
  readonly application?: string;
}

type Ending =
  | { readonly to: 'refused' | 'unsure'; readonly trouble: string }
  | { readonly to: 'waiting'; readonly dueInMs: number; readonly unsure: boolean };

export const laporOf = ({ sandboxes }: HubSurroundings) => sandboxes.lapor.ledger() as LaporLedger;

const keyedHash = createKeyedHash(HUB_SECRET);
const sealing = createSealing({ keys: [{ id: keyedHash('sealing key').slice(0, 8), secret: HUB_SECRET }] });
const payloads = createPayloads(sealing);
const release = loadMappings().releases.get('lapor/usulan-1');

/** Stops the hub, and leaves its database as `build` does, with a worker in it that lived until this very moment. */
export async function wrecked<Built>(hub: HubSurroundings, build: (wreck: Wreck) => Promise<Built>): Promise<Built> {
  await hub.stop();
  const store = await openSqliteStore({ directory: hub.dataDir });
  try {
    const wreck = wreckOf(store.messages, hub);
    const built = await build(wreck);
    await store.messages.beat(wreck.owner, Date.now());
    return built;
  } finally {
    await store.close();
  }
}

function wreckOf(messages: MessageStore, { sandboxes }: HubSurroundings): Wreck {
  const owner = 'a process that is dead';
  return {
    messages,
    owner,
    async accept({ lane, service, about, asked, application = 'demo' }) {
      const id = newId('psn', Date.now());
      const [instance] = lane.split(' ');
      const message: NewMessage = {
        ...{ id, lane, service, about, application, idempotencyKey: null, bodyHash: '', acceptedAt: Date.now() },
        orderingKey: keyedHash(`order ${instance} ${about}`),
        sealed: payloads.seal(id, asked),
      };
      await messages.accept([message]);
      return message;
    },
    async claim(lane) {
      const [claimed] = await messages.claim(lane, owner, 1, Date.now());
      if (!claimed) throw new Error(`nothing is due in ${lane}`);
      return claimed;
    },
    async settle(message, how) {
      const at = Date.now();
      const history = { at, what: WORDS[how.to], attempt: message.attempts, detail: '{}' };
      const base = { message, owner, at, history };
      const settlement: Settlement =
        how.to === 'waiting'
          ? { ...base, to: how.to, dueAt: at + how.dueInMs, unsure: how.unsure, attempted: true, trouble: '{}' }
          : { ...base, to: how.to, trouble: how.trouble };
      await messages.settle(settlement);
    },
    async sent(operation, { id }, asked) {
      const call = release?.operations.get(operation)?.call(asked, {});
      if (!call) throw new Error(`there is no ${operation}`);
      const { statusCode, body } = await request(`${sandboxes.lapor.url}/api/v1${call.path}`, {
        method: call.method,
        headers: {
          ...{ authorization: 'Bearer token-uji-lapor', 'content-type': 'application/json' },
          'idempotency-key': id,
        },
        body: JSON.stringify(call.body),
      });
      const answer = await body.text();
      if (statusCode >= 300) throw new Error(`LAPOR did not take it: ${answer}`);
    },
  };
}

const WORDS = { refused: 'ditolak', unsure: 'tidak-pasti', waiting: 'gagal' } as const;
