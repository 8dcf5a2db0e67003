import type { SandboxFault } from '../connector.ts';
import { textOption } from './fault-kinds.ts';
import { isRecord, wireJson } from './wire-json.ts';

type Entry = readonly [name: string, value: unknown];
/** What becomes of one member; `path` ends with its own name and does not count places in lists. */
type Change = (path: readonly string[], entry: Entry) => readonly Entry[];

/** The value with the member faults of `fault-kinds.ts` carried out, in their order; the original stays as it is. */
export function edited(value: unknown, faults: readonly SandboxFault[], addBelow = ''): unknown {
  let result = value;
  for (const fault of faults) {
    const change = changeOf(fault);
    if (change) result = changed(result, change);
    else if (fault.kind === 'add') result = added(result, pathOf(fault, addBelow), fault.value);
  }
  return result;
}

function changeOf(fault: SandboxFault): Change | undefined {
  switch (fault.kind) {
    case 'rename':
      return named(fault, 'from', ([, member]) => [[textOption(fault, 'to'), member]]);
    case 'drop':
      return named(fault, 'field', () => []);
    case 'retype':
      return named(fault, 'field', ([name, member]) => [[name, retyped(member)]]);
    case 'nullify':
      return named(fault, 'field', ([name]) => [[name, null]]);
    case 'nest':
      return named(fault, 'field', ([name, member]) => [[name, { [textOption(fault, 'as')]: member }]]);
    default: // `add`, which changes no member, or not a fault of members
      return undefined;
  }
}

function pathOf(fault: SandboxFault, below: string): readonly string[] {
  return [...below.split('.').filter(Boolean), ...textOption(fault, 'field').split('.')];
}

function named(fault: SandboxFault, option: string, becomes: (entry: Entry) => readonly Entry[]): Change {
  const wanted = textOption(fault, option).split('.');
  return (path, entry) => {
    const tail = path.slice(-wanted.length);
    const matches = tail.length === wanted.length && wanted.every((name, index) => name === tail[index]);
    return matches ? becomes(entry) : [entry];
  };
}

function changed(value: unknown, change: Change, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((element) => changed(element, change, path));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const here = [...path, name];
    return change(here, [name, changed(member, change, here)]);
  });
  return Object.fromEntries(entries);
}

/** Lists are passed through: a member is added to each of their records. */
function added(value: unknown, path: readonly string[], addition: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => added(element, path, addition));
  if (!isRecord(value)) return value;
  const [name = '', ...rest] = path;
  return { ...value, [name]: rest.length === 0 ? addition : added(value[name], rest, addition) };
}

function retyped(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return /^\d+$/.test(value) ? BigInt(value) : [value];
  return value === null ? '' : wireJson(value);
}
