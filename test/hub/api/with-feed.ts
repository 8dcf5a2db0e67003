import { createServer } from 'node:http';
import { expect } from '@jest/globals';
import { Pool } from 'undici';
import { hashKey, loadApplications } from '../../../hub/access/applications.ts';
import { createRateLimits } from '../../../hub/access/limits.ts';
import type { AdmissionEdge } from '../../../hub/api/admission.ts';
import { createApi } from '../../../hub/api/api.ts';
import { loadApiDocument } from '../../../hub/api/document.ts';
import { type SubscriptionParts, subscriptionHandlers } from '../../../hub/api/subscription-handlers.ts';
import { createValidation } from '../../../hub/api/validation.ts';
import { createMetrics } from '../../../hub/health/metrics.ts';
import { NO_TRACES } from '../../../hub/traces/traces.ts';
import { type Answer, mistakesOfAnswer } from '../answer-check.ts';
import { sealing } from '../relay/webhooks/with-address.ts';
import {
  openRelayOfAddresses,
  type QUICK,
  type RelayOfAddresses,
  withDirectory,
} from '../relay/webhooks/with-relay.ts';

export interface Feed extends RelayOfAddresses {
  /** As the application of this key. Fails the test when the answer does not fit the OpenAPI document. */
  ask(
    method: string,
    path: string,
    asking?: { readonly key?: string | null; readonly body?: unknown },
  ): Promise<Answer>;
  /** As a hub does it: whoever waits is answered. */
  stop(): Promise<void>;
}

export const OWN = 'smp_kunci_app_1';
export const OTHER = 'smp_kunci_app_2';

/** The operations of webhooks and feed, over a real relay and store. Closes everything even when an assertion fails. */
export async function withFeed(
  use: (feed: Feed) => Promise<void>,
  given: Partial<SubscriptionParts> & { readonly holds?: typeof QUICK } = {},
): Promise<void> {
  await withDirectory(async (directory) => {
    const opened = await openRelayOfAddresses(directory, given.holds);
    const { relay, store, subscriptions, webhooks } = opened;
    for (const [id, key] of [['app_1', OWN] as const, ['app_2', OTHER] as const])
      await store.applications.put({
        id,
        name: id,
        keyHash: hashKey(key),
        scopes: [],
        purposes: ['umum'],
        createdAt: 0,
      });
    const applications = await loadApplications(store.applications);
    const document = loadApiDocument();
    let stopping = false;
    const edge = { applications, limits: createRateLimits(100_000), now: () => new Date() } as unknown as AdmissionEdge;
    const handlers = subscriptionHandlers({
      ...{ edge, relay, subscriptions, webhooks, sealing },
      operations: new Map(document.operations.map((operation) => [operation.id, operation])),
      checkOf: createValidation(document).check,
      events: store.events,
      addressRules: { allowHttp: true, allowPrivate: true },
      stopping: () => stopping,
      trouble: () => undefined,
      ...given,
    });
    const operations = document.operations.filter(({ id }) => handlers.has(id));
    const listener = createApi({
      ...{ document: { ...document, operations }, handlers, bodyBytes: 10_000, metrics: createMetrics() },
      traces: NO_TRACES,
      failed: ({ cause }) => expect(cause).toBeUndefined(),
    });
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const client = new Pool(`http://127.0.0.1:${port}`);
    const stop = async () => {
      stopping = true;
      await relay.close(1000);
    };
    try {
      await use({ ...opened, ask: (method, path, asking) => askChecked(client, method, path, asking), stop });
    } finally {
      await client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await opened.close();
    }
  });
}

async function askChecked(
  client: Pool,
  method: string,
  path: string,
  { key = OWN, body }: { readonly key?: string | null; readonly body?: unknown } = {},
): Promise<Answer> {
  const response = await client.request({
    method: method as 'GET',
    path,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.body.text();
  const answer: Answer = {
    status: response.statusCode,
    headers: response.headers as Readonly<Record<string, string>>,
    text,
    body: JSON.parse(text),
  };
  expect({ asked: `${method} ${path}`, mistakes: mistakesOfAnswer(method, path, answer) }).toEqual({
    asked: `${method} ${path}`,
    mistakes: [],
  });
  return answer;
}
