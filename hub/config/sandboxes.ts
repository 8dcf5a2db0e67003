import type { Connector } from '../../connectors/connector.ts';
import { treeOf } from './values.ts';

/** Every upstream the hub speaks to; `connectors/index.ts`, given by whoever wires. */
export type Connectors = Readonly<Record<string, Connector<never>>>;

/** The addresses of the sandboxes that run, by connector. */
export type SandboxAddresses = Readonly<Record<string, string>>;

export interface SandboxToStart {
  readonly connector: string;
  readonly port: number;
  readonly people: number;
}

/**
 * What `${sandbox:…}` stands for: the address of a sandbox, or after another colon what it gives a city that tries it.
 * `undefined`: the file names no such sandbox, or that one gives no such thing.
 */
export function textOfSandbox(name: string, ground: SandboxGround): string | undefined {
  const { expected, running = {}, connectors } = ground;
  const [sandbox = '', given] = name.split(/:(.*)/s);
  if (given === undefined || !(sandbox in expected || sandbox in running)) return running[name] ?? expected[name];
  const { gives = {} } = connectors[sandbox]?.sandbox ?? {};
  if (!Object.hasOwn(gives, given)) return undefined;
  return sandbox in running ? gives[given]?.() : NOT_MADE_YET;
}

export interface SandboxGround {
  readonly expected: SandboxAddresses;
  /** Absent: none was started by whoever asks. */
  readonly running?: SandboxAddresses;
  readonly connectors: Connectors;
}

/** Keys cost a command that starts no sandbox more time than all the rest of it. */
const NOT_MADE_YET = '-----BEGIN PUBLIC KEY----- (made when the sandbox starts)';

/** What to start before the addresses are known. The connector takes another port if this one is busy. */
export function sandboxesOf(
  config: { readonly sandboxes: Readonly<Record<string, { readonly port?: number; readonly people: number }>> },
  connectors: Connectors,
): readonly SandboxToStart[] {
  return Object.entries(config.sandboxes).map(([connector, { port, people }]) => ({
    connector,
    port: port ?? connectors[connector]?.sandbox.preferredPort ?? 0,
    people,
  }));
}

/**
 * Where the sandboxes of a file are expected, for commands that start none (`try`, `doctor`): the port the file asks
 * for, else the connector's. `sandboxes` is as the file has it, its variables filled in and nothing checked.
 */
export function expectedAddresses(sandboxes: unknown, connectors: Connectors): SandboxAddresses {
  const expected = Object.entries(treeOf(sandboxes)).map(([name, sandbox]) => {
    // port 0 means "any", which nobody can expect: the usual port is the best guess there is
    const port = Number(treeOf(sandbox).port ?? 0) || (connectors[name]?.sandbox.preferredPort ?? 0);
    return [name, `http://127.0.0.1:${port}`];
  });
  return Object.fromEntries(expected);
}
