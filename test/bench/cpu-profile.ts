import { relative, resolve } from 'node:path';

/** The parts of a `.cpuprofile` (Chrome DevTools protocol, Profiler.Profile) that are read here. Times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}
interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

export interface Share {
  readonly name: string;
  readonly milliseconds: number;
}
export interface SelfTimes {
  readonly totalMilliseconds: number;
  /** Longest first. */
  readonly functions: readonly Share[];
  readonly places: readonly Share[];
}

/** Self time between two moments of the monotonic clock that V8 and `process.hrtime` share. */
export function selfTimes(profile: CpuProfile, fromMicroseconds: number, toMicroseconds: number): SelfTimes {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let at = profile.startTime;
  let total = 0;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index] ?? 0;
    const lasted = profile.timeDeltas[index + 1] ?? 0; // a sample stands for the time until the next one
    const node = nodes.get(id);
    if (!node || at < fromMicroseconds || at > toMicroseconds || node.callFrame.functionName === '(idle)') return;
    total += lasted;
    add(functions, functionOf(node), lasted);
    add(places, placeOf(node), lasted);
  });
  return { totalMilliseconds: total / 1000, functions: sorted(functions), places: sorted(places) };
}

function add(times: Map<string, number>, name: string, microseconds: number): void {
  times.set(name, (times.get(name) ?? 0) + microseconds);
}

function sorted(times: ReadonlyMap<string, number>): readonly Share[] {
  return [...times]
    .map(([name, microseconds]) => ({ name, milliseconds: microseconds / 1000 }))
    .sort((one, other) => other.milliseconds - one.milliseconds);
}

function functionOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  return url === '' ? name : `${name}  ${shortened(url)}:${lineNumber + 1}`;
}

/** The package, the folder of ours, or the part of node that a function belongs to. */
function placeOf({ callFrame: { functionName, url } }: ProfileNode): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native';
  const short = shortened(url);
  const installed = /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(short)?.[1];
  if (installed !== undefined) return installed;
  return short.split('/').slice(0, 2).join('/');
}

function shortened(url: string): string {
  if (!url.startsWith('file:')) return url;
  const root = resolve(import.meta.dirname, '../..');
  return relative(root, new URL(url).pathname).replace(/^.*node_modules\//, 'node_modules/');
}
