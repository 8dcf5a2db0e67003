import type { SandboxFault } from '../connector.ts';
import { type Actions, actionOf } from './actions.ts';
import type { CallLog } from './calls.ts';
import type { SeededPerson } from './definition.ts';
import { checkedFault, SandboxInputError } from './fault-input.ts';
import type { FaultKinds } from './fault-kinds.ts';
import type { FaultList } from './faults.ts';
import { changeSettings, type Settings } from './settings.ts';

/** What the control surface works on. */
export interface Controlled {
  readonly name: string;
  readonly plays: string;
  readonly url: () => string;
  readonly kinds: FaultKinds;
  readonly settings: Settings;
  readonly values: Record<string, unknown>;
  readonly faults: FaultList;
  readonly calls: CallLog;
  readonly people: () => readonly SeededPerson[];
  readonly ledger: () => unknown;
  readonly actions: Actions;
  readonly apply: (fault: SandboxFault) => void;
  readonly heal: () => Promise<void>;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Done when the answer is on its way: `refuse` cuts the very connection it is asked on. */
  readonly afterwards?: () => void;
}

export const controlPath = '/_sandbox';

/** Over HTTP nobody could heal a closed port, so it opens again by itself. */
const refuseForMs = 10_000;

export async function controlAnswer(
  sandbox: Controlled,
  method: string,
  path: string,
  body: string,
): Promise<ControlAnswer> {
  try {
    const resource = path.slice(controlPath.length).replace(/\?.*$/, '').replace(/\/$/, '');
    return await answerOf(sandbox, `${method} ${resource}`, body);
  } catch (error) {
    if (error instanceof SandboxInputError) return { status: 400, body: { error: error.message } };
    throw error;
  }
}

async function answerOf(sandbox: Controlled, asked: string, body: string): Promise<ControlAnswer> {
  const [, action] = /^POST \/actions\/([^/]+)$/.exec(asked) ?? [];
  if (action !== undefined) return act(sandbox, action, body);
  const { faults, calls, kinds, settings, values } = sandbox;
  switch (asked) {
    case 'GET ':
      return ok(description(sandbox));
    case 'GET /faults':
      return ok(faults.active());
    case 'POST /faults':
      return setFaults(sandbox, [checkedOverHttp(parsed(body), kinds)]);
    case 'PUT /faults': {
      const list = parsed(body);
      if (!Array.isArray(list)) throw new SandboxInputError('PUT /_sandbox/faults takes a JSON array of faults');
      const checked = list.map((fault) => checkedOverHttp(fault, kinds));
      await sandbox.heal();
      return setFaults(sandbox, checked);
    }
    case 'DELETE /faults':
      await sandbox.heal();
      return ok([]);
    case 'GET /calls':
      return ok(calls.list());
    case 'DELETE /calls':
      calls.forget();
      return ok([]);
    case 'GET /settings':
      return ok(values);
    case 'PUT /settings':
      changeSettings(settings, values, parsed(body));
      return ok(values);
    case 'GET /ledger':
      return ok(sandbox.ledger() ?? {});
    default:
      return { status: 404, body: { error: `no "${asked.trim()}" here`, known: knownRequests } };
  }
}

const knownRequests = [
  'GET /_sandbox',
  'GET, POST, PUT, DELETE /_sandbox/faults',
  'GET, DELETE /_sandbox/calls',
  'GET, PUT /_sandbox/settings',
  'GET /_sandbox/ledger',
  'POST /_sandbox/actions/{name}',
];

/** An empty body is no input at all: `{}`. */
async function act({ actions }: Controlled, name: string, body: string): Promise<ControlAnswer> {
  const action = actionOf(actions, name);
  if (!action) return { status: 404, body: { error: `no action "${name}" here`, known: Object.keys(actions) } };
  return ok((await action(body === '' ? {} : parsed(body))) ?? {});
}

function ok(body: unknown): ControlAnswer {
  return { status: 200, body };
}

function setFaults({ apply, faults, kinds }: Controlled, checked: readonly SandboxFault[]): ControlAnswer {
  const isConnection = ({ kind }: SandboxFault) => kinds[kind]?.stage === 'connection';
  for (const fault of checked) if (!isConnection(fault)) apply(fault);
  const afterwards = () => {
    for (const fault of checked) if (isConnection(fault)) apply(fault);
  };
  return { status: 200, body: [...faults.active(), ...checked.filter(isConnection)], afterwards };
}

function checkedOverHttp(input: unknown, kinds: FaultKinds): SandboxFault {
  const fault = checkedFault(input, kinds);
  return kinds[fault.kind]?.stage === 'connection' ? { forMs: refuseForMs, ...fault } : fault;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new SandboxInputError('the body is not JSON', { cause: error });
  }
}

function description(sandbox: Controlled): unknown {
  const { name, plays, kinds, settings, values, faults, calls, actions } = sandbox;
  const people = sandbox.people();
  return {
    name,
    plays,
    url: sandbox.url(),
    control: knownRequests,
    counts: { calls: calls.count(), people: people.length, faults: faults.active().length },
    faults: { active: faults.active(), kinds, scope: 'every kind also takes path, times and forMs' },
    settings: Object.fromEntries(
      Object.entries(settings).map(([setting, { explanation, accepts }]) => [
        setting,
        { value: values[setting], accepts, explanation },
      ]),
    ),
    actions: Object.keys(actions),
    people,
  };
}
