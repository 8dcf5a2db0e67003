import type { SandboxFault } from '../connector.ts';
import type { FaultKind, FaultKinds, FaultOption } from './fault-kinds.ts';
import { isRecord } from './wire-json.ts';

/** What a person can put right: the message names the mistake and what would be accepted. */
export class SandboxInputError extends Error {
  override readonly name = 'SandboxInputError';
}

/** Checks a fault and fills in its defaults. Throws a `SandboxInputError`. */
export function checkedFault(input: unknown, kinds: FaultKinds): SandboxFault {
  if (!isRecord(input)) throw new SandboxInputError(`a fault is a JSON object with a "kind": ${namesOf(kinds)}`);
  const kind = typeof input.kind === 'string' ? kinds[input.kind] : undefined;
  if (!kind) throw new SandboxInputError(`unknown kind ${shown(input.kind)}; known kinds: ${namesOf(kinds)}`);
  const where = `fault "${String(input.kind)}"`;
  checkScope(input, kind, where);
  const options = kind.options ?? {};
  for (const name of Object.keys(input)) {
    if (name in options || ['kind', 'path', 'times', 'forMs'].includes(name)) continue;
    throw new SandboxInputError(`${where} has no option "${name}"; it has: ${namesOf(options) || 'none'}`);
  }
  const filled: Record<string, unknown> = { ...input };
  for (const [name, option] of Object.entries(options)) filled[name] = checkedOption(input[name], name, option, where);
  return filled as SandboxFault;
}

function checkScope(input: Record<string, unknown>, kind: FaultKind, where: string): void {
  const { path, times, forMs } = input;
  if (kind.stage === 'connection' && (path !== undefined || times !== undefined)) {
    throw new SandboxInputError(`${where} closes the whole port, so it takes neither "path" nor "times", only "forMs"`);
  }
  if (path !== undefined && typeof path !== 'string') throw new SandboxInputError(`${where}: "path" must be text`);
  if (times !== undefined && !(Number.isInteger(times) && Number(times) > 0)) {
    throw new SandboxInputError(`${where}: "times" must be a whole number above 0`);
  }
  if (forMs !== undefined && !(typeof forMs === 'number' && forMs > 0)) {
    throw new SandboxInputError(`${where}: "forMs" must be a number above 0`);
  }
}

function checkedOption(value: unknown, name: string, option: FaultOption, where: string): unknown {
  if (value === undefined) {
    if (option.default !== undefined) return option.default;
    throw new SandboxInputError(`${where} needs "${name}" (${option.type}: ${option.explanation})`);
  }
  const fits = { any: true, text: typeof value === 'string', number: Number.isFinite(value) }[option.type];
  if (!fits) throw new SandboxInputError(`${where}: "${name}" must be a ${option.type}, not ${shown(value)}`);
  return value;
}

function namesOf(named: object): string {
  return Object.keys(named).join(', ');
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
