import { newId } from '../identifiers/new-id.ts';
import type { Along, MessageStore, StoredMessage } from '../store/forwarding.ts';
import type { NewMessage } from '../store/new-message.ts';
import type { Traces } from '../traces/traces.ts';
import type { Repeatable, Submission } from './forward-service.ts';
import type { Payloads } from './payloads.ts';

export interface AcceptedForward {
  readonly message: StoredMessage;
  /** `false`: the Idempotency-Key was used before, and this is the message of then. */
  readonly fresh: boolean;
}
export interface AcceptOptions {
  readonly repeatable?: Repeatable;
  readonly along?: Along;
}

/** An Idempotency-Key was used before, for another request. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
}

export interface Accepting {
  /**
   * Resolves once every message and what comes along is on the disk. With a repeated Idempotency-Key the messages of then.
   * Rejects with `KeyReused`, and with a `StoreError` when nothing can be written.
   */
  accept(submissions: readonly Submission[], options?: AcceptOptions): Promise<readonly AcceptedForward[]>;
  /** The messages of an Idempotency-Key that was used before; none where it was not. Rejects with `KeyReused`. */
  repeated(application: string, repeatable: Repeatable): Promise<readonly AcceptedForward[]>;
}

export interface AcceptingParts {
  readonly store: Pick<MessageStore, 'accept' | 'byKey' | 'get'>;
  readonly payloads: Payloads;
  readonly keyedHash: (text: string) => string;
  readonly traces: Traces;
  readonly now: () => Date;
  /** Told of every message that is on the disk, and whether it is its turn. */
  readonly accepted: (lane: string, head: boolean) => void;
}

/** From a request to a message on the disk. What is not there when this rejects never will be. */
export function createAccepting({ store, payloads, keyedHash, traces, now, accepted }: AcceptingParts): Accepting {
  const keyOf = (application: string, index: number, key: string) =>
    keyedHash(`idempotency ${application} ${index} ${key}`);
  const requestHash = (request: string) => keyedHash(`request ${request}`);

  function messageOf({ service, instance, application, asked, orderedBy, about }: Submission, at: number): NewMessage {
    const id = newId('psn', at);
    return {
      id,
      lane: `${instance} ${service.operation}`,
      orderingKey: orderingKeyOf(instance, orderedBy, about),
      service: service.name,
      application,
      about,
      idempotencyKey: null,
      bodyHash: '',
      acceptedAt: at,
      sealed: payloads.seal(id, asked),
      trace: traces.traceparent(),
    };
  }

  /** What stands in clear beside it anyway need not be hashed, and a hash costs as much as sealing does. */
  function orderingKeyOf(instance: string, orderedBy: string, about: string): string {
    if (orderedBy === '' || orderedBy === about) return orderedBy && `${instance} ${orderedBy}`;
    return keyedHash(`order ${instance} ${orderedBy}`);
  }

  function repeatableMessage(message: NewMessage, { key, request }: Repeatable, index: number): NewMessage {
    const idempotencyKey = keyOf(message.application, index, key);
    return { ...message, idempotencyKey, bodyHash: requestHash(request) };
  }

  async function repeated(application: string, { key, request }: Repeatable): Promise<readonly AcceptedForward[]> {
    const found: AcceptedForward[] = [];
    for (;;) {
      const message = await store.byKey(keyOf(application, found.length, key));
      if (!message) return found;
      if (message.bodyHash !== requestHash(request)) throw new KeyReused('the key was used for another request');
      found.push({ message, fresh: false });
    }
  }

  async function accept(submissions: readonly Submission[], { repeatable, along = {} }: AcceptOptions = {}) {
    const at = now().getTime();
    const messages = submissions.map((submission, index) => {
      const message = messageOf(submission, at);
      return repeatable ? repeatableMessage(message, repeatable, index) : message;
    });
    // of several, some could be new although the first is not: what is there is looked for before anything is written
    const before = repeatable && messages.length > 1 ? await repeated(messages[0]?.application ?? '', repeatable) : [];
    if (before.length > 0) return before;
    const written = await store.accept(messages, along);
    return Promise.all(
      messages.map(async (message, index): Promise<AcceptedForward> => {
        const there = written[index];
        if (there?.bodyHash !== message.bodyHash) throw new KeyReused('the key was used for another request');
        if (there.id !== message.id) return { message: await thatOf(there.id), fresh: false };
        accepted(message.lane, there.head);
        return { message: justAccepted(message, there.head), fresh: true };
      }),
    );
  }

  async function thatOf(id: string): Promise<StoredMessage> {
    const message = await store.get(id);
    if (!message) throw new KeyReused('the message of this key is not kept any more');
    return message;
  }

  return { accept, repeated };
}

/** What was just accepted, without asking the database what it was just told. */
function justAccepted(message: NewMessage, head: boolean): StoredMessage {
  return {
    ...message,
    sequence: 0,
    state: 'waiting',
    attempts: 0,
    unsure: false,
    changedAt: message.acceptedAt,
    dueAt: message.acceptedAt,
    behind: head ? null : '',
    result: null,
    trouble: '',
  };
}
