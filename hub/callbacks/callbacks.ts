import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type {
  Callback,
  CallbackAnswer,
  CallbackContext,
  CallbackRequest,
  CallbackResponse,
  Dialect,
  Received,
} from '../../connectors/callback.ts';
import type { CallbackService } from '../services/callback-service.ts';
import type { Job, JobContext } from '../services/job.ts';
import type { Traces } from '../traces/traces.ts';
import { type AnsweringAddress, askAddress } from './ask-application.ts';
import { createListen } from './guessing.ts';
import { type Heard, keepAnswer, keepCall, type Unanswered } from './heard.ts';
import { createLeftBehind } from './left-behind.ts';
import { readBody } from './read-body.ts';
import { type CallbackInstance, createRoutes, PREFIX, type Route } from './routes.ts';
import { addressOf, refuseAddress, requestOf, send } from './wire.ts';

export interface CallbackParts {
  readonly instances: readonly CallbackInstance[];
  readonly services: readonly CallbackService[];
  /** As for a job, at this moment. */
  readonly context: () => JobContext;
  readonly traces: Traces;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
  /** Told of every call that reached a callback; never of what was in it. */
  readonly called?: (call: Called) => void;
  /** The application whose published data answers an instance; absent: that of every application. */
  readonly ownerOf?: (instance: string) => string | undefined;
  readonly answeringOf?: (application: string) => AnsweringAddress | undefined;
  /** Releases of an instance that are written from the caller's side, as they are at this moment. */
  readonly dialectsOf?: (instance: string) => readonly Dialect[];
  /** Told in which of them an instance was asked. */
  readonly heardIn?: (instance: string, release: string) => void;
  /** An upstream does not wait longer. */
  readonly deadlineMs?: number;
  readonly askWithinMs?: number;
  readonly mostBytes?: number;
  /** By instance and address. */
  readonly callsPerMinute?: number;
  readonly mostAtOnce?: number;
}
export interface Called {
  readonly instance: string;
  readonly callback: string;
  /** `answered`: by the connector, without the hub: a token, refused credentials. */
  readonly outcome: CallbackAnswer['kind'] | 'answered' | 'repeated';
  readonly tookMs: number;
}
export interface Callbacks {
  /** Answers what is addressed to `/callbacks/`; `false`: it is not. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Works off what was told and could not be decided. */
  readonly leftBehind: Job;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

const DEADLINE_MS = 4000;
const ASK_WITHIN_MS = 3000;
const MOST_BYTES = 65_536;
const CALLS_PER_MINUTE = 60_000; // a bank on the last day of a tax asks hundreds of times a second
const REFUSALS_PER_MINUTE = 10;
const MOST_AT_ONCE = 1000;
const BUSY = 'Sistem sedang sibuk, silakan coba beberapa saat lagi';
const TOO_LARGE = 'Data yang dikirim terlalu besar';

/** The journey of a callback: found, verified, on the disk, decided, and answered in the upstream's own words. */
export function createCallbacks(parts: CallbackParts): Callbacks {
  const { traces, now, trouble, deadlineMs = DEADLINE_MS, mostBytes = MOST_BYTES, mostAtOnce = MOST_AT_ONCE } = parts;
  const match = createRoutes(parts.instances);
  const services = servicesByCallback(parts);
  const limiter = new RateLimiterMemory({ points: parts.callsPerMinute ?? CALLS_PER_MINUTE, duration: 60 });
  const listen = createListen(REFUSALS_PER_MINUTE, trouble);
  const underWay = new Set<Promise<unknown>>();
  let calls = 0;
  /** Repeats of a call that is being answered wait for that answer. */
  const byIdentity = new Map<string, Promise<Decided>>();

  function follow<Result>(work: Promise<Result>): Promise<Result> {
    const settled: Promise<unknown> = work.catch(() => {}).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return work;
  }

  async function journey(request: IncomingMessage, response: ServerResponse, route: Route): Promise<void> {
    const started = performance.now();
    const { instance, callback } = route;
    traces.request(tracedCall(route));
    const say = (decided: Decided) => {
      traces.request({ outcome: decided.outcome });
      send(response, decided.response);
      const tookMs = Math.round(performance.now() - started);
      parts.called?.({ instance: instance.name, callback: callback.name, outcome: decided.outcome, tookMs });
    };
    if (calls > mostAtOnce || !(await mayCall(instance.name, request)))
      return say(wordsFor(route, { kind: 'unavailable', reason: BUSY }));
    const read = await readBody(request, callback.mostBytes ?? mostBytes, deadlineMs);
    if (read.kind === 'broken') {
      request.destroy();
      return;
    }
    if (read.kind === 'too-large') {
      response.setHeader('Connection', 'close');
      response.once('finish', () => request.destroy());
      return say(wordsFor(route, { kind: 'refused', reason: TOO_LARGE }));
    }
    const call: Call = { request: requestOf(request, route, read.body), address: addressOf(request), known: route };
    say(await withinDeadline(call, (signal) => decide(route, call, signal)));
  }

  async function mayCall(instance: string, request: IncomingMessage): Promise<boolean> {
    try {
      await limiter.consume(`${instance} ${addressOf(request)}`);
      return true;
    } catch {
      return false;
    }
  }

  /** What takes longer goes on to its end, and begins nothing new; the upstream hears that it may try again. */
  async function withinDeadline(call: Call, work: (signal: AbortSignal) => Promise<Decided>): Promise<Decided> {
    const patience = new AbortController();
    const late = Promise.withResolvers<Decided>();
    const timer = setTimeout(() => {
      patience.abort();
      const { instance, callback } = call.known;
      trouble(`${instance.name}: ${callback.name} took longer than ${deadlineMs} ms`);
      late.resolve(wordsFor(call.known, { kind: 'unavailable', reason: BUSY }));
    }, deadlineMs);
    try {
      return await Promise.race([follow(guarded(call, () => work(patience.signal))), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function guarded(call: Pick<Call, 'known'>, work: () => Promise<Decided>): Promise<Decided> {
    try {
      return await work();
    } catch (error) {
      const { instance, callback } = call.known;
      trouble(`${instance.name}: ${callback.name} could not be answered`, error);
      return wordsFor(call.known, { kind: 'unavailable', reason: BUSY });
    }
  }

  async function decide(route: Route, call: Call, signal: AbortSignal): Promise<Decided> {
    const { instance, callback } = route;
    const { request, address } = call;
    const receive = () => callback.receive(request, surroundingsOf(instance));
    const received = await listen(route, address, receive);
    if (received === 'stopped') return wordsFor(route, { kind: 'unavailable', reason: BUSY });
    if (received.kind === 'answered') return { outcome: 'answered', response: received.response };
    const { identity } = received;
    const asked: Route = { instance, callback: { ...callback, ...received.as, ...answerOf(received) }, pathNames: {} };
    call.known = asked;
    if (received.release !== undefined) parts.heardIn?.(instance.name, received.release);
    const run = () => decideOnce(asked, request, received, signal);
    if (identity === undefined) return run();
    const key = `${instance.name} ${asked.callback.name} ${identity}`;
    const before = byIdentity.get(key);
    if (before) return { ...(await before), outcome: 'repeated' };
    const mine = run().finally(() => byIdentity.delete(key));
    byIdentity.set(key, mine);
    return mine;
  }

  /** Heard, then answered: in this order, so that what an upstream was told is not lost by a kill. */
  async function decideOnce(
    route: Route,
    request: CallbackRequest,
    asked: AskedOnce,
    signal: AbortSignal,
  ): Promise<Decided> {
    const { instance, callback } = route;
    const heard = await hear(route, request, asked);
    if (heard?.answered) return { outcome: 'repeated', response: heard.answered };
    const service = services.get(serviceKey(instance.connector.name, callback.name));
    if (!service) throw new Error('no service answers this callback');
    const context = { ...parts.context(), ...surroundings(instance.name, signal) };
    const decided = await guarded({ known: route }, async () =>
      wordsFor(route, await service.answer(asked.question, context)),
    );
    // "try again" is no answer to be repeated for ever
    if (heard && (asked.identity !== undefined || callback.tells) && decided.outcome !== 'unavailable')
      await keepAnswer(heard.id, decided.response, context.records, now().getTime());
    return decided;
  }

  /** As it would have been at the time; the answer is for whoever tells the same once more. */
  async function decideLate({ id, instance: name, callback: called, question, heardAt }: Unanswered) {
    const instance = parts.instances.find((one) => one.name === name);
    const callbacks = (instance?.connector.callbacks ?? []) as readonly Callback<unknown>[];
    const callback = callbacks.find((one) => one.name === called);
    const service = instance && services.get(serviceKey(instance.connector.name, called));
    if (!instance || !callback || !service) return 'unavailable'; // its instance is not configured any more
    const route: Route = { instance, callback, pathNames: {} };
    const context = { ...parts.context(), ...surroundings(name, new AbortController().signal), now: new Date(heardAt) };
    const decided = await guarded({ known: route }, async () =>
      wordsFor(route, await service.answer(question, context)),
    );
    if (decided.outcome === 'unavailable') return 'unavailable';
    await keepAnswer(id, decided.response, context.records, now().getTime());
    return 'decided';
  }

  function surroundingsOf({ name, settings }: CallbackInstance): CallbackContext<unknown> {
    const dialects = parts.dialectsOf?.(name) ?? [];
    return { config: settings, now, ...(dialects.length > 0 ? { dialects } : {}) };
  }

  async function hear({ instance, callback }: Route, request: CallbackRequest, { identity, question }: AskedOnce) {
    if (!callback.writes && identity === undefined) return undefined;
    const { records, keyedHash } = parts.context();
    const base = { instance: instance.name, callback: callback.name, request, at: now().getTime() };
    const known = { ...(identity === undefined ? {} : { identity }), ...(callback.tells ? { question } : {}) };
    const heard: Heard = await keepCall({ ...base, ...known }, records, keyedHash);
    return heard;
  }

  function surroundings(instance: string, signal: AbortSignal) {
    const owner = parts.ownerOf?.(instance);
    const asking = { now, withinMs: parts.askWithinMs ?? ASK_WITHIN_MS, traces, trouble };
    return {
      instance,
      signal,
      ...(owner === undefined ? {} : { owner }),
      askApplication: async (application: string, question: Parameters<typeof askAddress>[1]) => {
        const address = parts.answeringOf?.(application);
        return address && askAddress(address, question, asking);
      },
    };
  }

  function wordsFor({ instance, callback }: Route, answer: CallbackAnswer): Decided {
    const context = surroundingsOf(instance);
    try {
      return { outcome: answer.kind, response: callback.answer(answer, context) };
    } catch (error) {
      trouble(`${instance.name}: ${callback.name} could not be put into words`, error);
      return { outcome: 'unavailable', response: callback.answer({ kind: 'unavailable', reason: BUSY }, context) };
    }
  }

  return {
    handle(request, response) {
      const [path = ''] = (request.url ?? '').split('?', 1);
      if (!path.startsWith(PREFIX)) return false;
      const matched = match(request.method ?? '', path);
      if (matched.kind === 'route') {
        calls += 1;
        void follow(journey(request, response, matched.route))
          .catch((error: unknown) => {
            trouble('a callback was left without an answer', error);
            response.destroy();
          })
          .finally(() => {
            calls -= 1;
          });
      } else refuseAddress(response, matched.kind === 'other-method' ? matched.allowed : undefined);
      return true;
    },
    leftBehind: createLeftBehind((call) => follow(decideLate(call))),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

interface Decided {
  readonly outcome: Called['outcome'];
  readonly response: CallbackResponse;
}
interface Call {
  readonly request: CallbackRequest;
  readonly address: string;
  /** What is known of it so far: whoever is answered late is answered in the words of what was asked. */
  known: Route;
}
type AskedOnce = Extract<Received, { readonly kind: 'asked' }>;

function answerOf({ answer }: AskedOnce): Pick<Callback<unknown>, 'answer'> | undefined {
  return answer && { answer: (said) => answer(said) };
}

function tracedCall({ instance: { name: instance }, callback: { name, path } }: Route) {
  return { name: `${instance} ${name}`, route: `${PREFIX}{instance}/${path}`, instance, callback: name };
}

/** Throws an Error where a service answers what no connector calls. */
function servicesByCallback({ services, instances }: CallbackParts): ReadonlyMap<string, CallbackService> {
  for (const { connector } of instances) {
    const known = new Set((connector.callbacks ?? []).flatMap(({ name, names = [] }) => [name, ...names]));
    const orphan = services.find((service) => service.connector === connector.name && !known.has(service.callback));
    if (orphan) throw new Error(`the connector "${connector.name}" has no callback "${orphan.callback}"`);
  }
  return new Map(services.map((service) => [serviceKey(service.connector, service.callback), service]));
}

function serviceKey(connector: string, callback: string): string {
  return `${connector} ${callback}`;
}
