import { createServer, type ServerResponse } from 'node:http';
import type { RunningSandbox, Sandbox, SandboxFault, SandboxOptions } from '../connector.ts';
import { perform } from './actions.ts';
import { createCallLog } from './calls.ts';
import { controlAnswer } from './control.ts';
import type { SandboxDefinition } from './definition.ts';
import { checkedFault } from './fault-input.ts';
import { memberFaults, transportFaults } from './fault-kinds.ts';
import { createFaultList } from './faults.ts';
import { openDoor } from './listening.ts';
import { generatedByDefault } from './people.ts';
import { createListener } from './serving.ts';
import { changeSettings, initialValues, type Settings } from './settings.ts';

export interface SettableSandbox extends RunningSandbox {
  /** The switches of `/_sandbox/settings`, without HTTP. */
  set(settings: Readonly<Record<string, unknown>>): void;
  /** What the upstream holds of what it was sent; `undefined` for one that is only read. */
  ledger(): unknown;
  /** What happens there without a request; `GET /_sandbox` lists the names. Rejects with a `SandboxInputError`. */
  act(name: string, input?: unknown): Promise<unknown>;
}

export interface SettableSandboxStarter extends Sandbox {
  start(options?: SandboxOptions): Promise<SettableSandbox>;
}

/** Makes a sandbox of what is particular to one upstream: the server, faults, call log and control surface are shared. */
export function defineSandbox<Of extends Settings>(definition: SandboxDefinition<Of>): SettableSandboxStarter {
  const { preferredPort, gives = {}, change } = definition;
  return {
    preferredPort,
    gives,
    ...(change ? { change } : {}),
    start: (options = {}) => startSandbox(definition, options),
  };
}

async function startSandbox<Of extends Settings>(
  { name, plays, settings, create, ...definition }: SandboxDefinition<Of>,
  { now = () => new Date(), people = generatedByDefault, port = 0 }: SandboxOptions,
): Promise<SettableSandbox> {
  const kinds = { ...transportFaults, ...memberFaults, ...definition.faults };
  const values = initialValues(settings);
  const upstream = create({ now, people, settings: values });
  const faults = createFaultList(kinds);
  const calls = createCallLog();
  const hanging = new Set<ServerResponse>();
  const closing = new AbortController();

  const apply = (fault: SandboxFault) => {
    if (kinds[fault.kind]?.stage === 'connection') door.shut(fault.forMs);
    else faults.add(fault);
  };
  const heal = async () => {
    faults.clear();
    for (const response of hanging) response.socket?.destroy();
    hanging.clear();
    await door.open();
  };
  const controlled = {
    ...{ name, plays, kinds, settings, values, faults, calls, apply, heal },
    url: () => url,
    people: () => upstream.people(),
    ledger: () => upstream.ledger?.(),
    actions: upstream.actions ?? {},
  };
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    createListener({
      ...{ upstream, kinds, faults, calls, now, hanging, signal: closing.signal },
      control: (method, path, body) => controlAnswer(controlled, method, path, body),
    }),
  );
  const door = await openDoor(server, port);
  const url = `http://127.0.0.1:${door.port}`;

  return {
    url,
    fault: (fault) => apply(checkedFault(fault, kinds)),
    set: (input) => changeSettings(settings, values, input),
    ledger: controlled.ledger,
    act: (name, input = {}) => perform(controlled.actions, name, input),
    heal,
    calls: calls.list,
    forget: calls.forget,
    async close() {
      closing.abort();
      door.close();
    },
  };
}
