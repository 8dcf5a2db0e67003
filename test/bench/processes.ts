import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { cpuMicroseconds, residentMegabytes } from './proc.ts';

export interface Child {
  readonly process: ChildProcess;
  /** Processor time used so far by all its threads; 0 where the system does not tell. */
  cpuMicroseconds(): number;
  residentMegabytes(): number;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}
export interface Server extends Child {
  /** What it printed until it was ready. */
  readonly greeting: string;
}

/**
 * What is measured has a core of its own; the load and the upstream share the other one. `both`: two threads at work at
 * once belong to what is measured (the hub's own and that of its database), so it takes what it can get.
 */
export type Core = 'measured' | 'other' | 'both';

const CORES: Readonly<Record<Core, string>> = { measured: '0', other: '1', both: '0,1' };
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 12_000;

export const pinned = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0;

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

export interface ScriptOptions {
  readonly given?: readonly string[];
  readonly nodeArguments?: readonly string[];
}

/** A script of this repository in a process of its own, on the core it belongs to. */
export function startChild(core: Core, script: string, options: ScriptOptions = {}): Child {
  const { given = [], nodeArguments = [] } = options;
  const command = [process.execPath, ...nodeArguments, resolve(import.meta.dirname, '../..', script), ...given];
  const [program = '', ...rest] = pinned ? ['taskset', '-c', CORES[core], ...command] : command;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...withoutSettings(process.env), NODE_ENV: 'production' },
  });
  alive.add(child);
  const gone = new Promise<void>((done) => {
    child.once('exit', () => {
      alive.delete(child);
      done();
    });
  });
  return {
    process: child,
    cpuMicroseconds: () => cpuMicroseconds(child.pid),
    residentMegabytes: () => residentMegabytes(child.pid),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}

interface Readiness {
  readonly ready?: RegExp;
  readonly readyWithinMs?: number;
}

/** Resolves when the script has printed what `ready` looks for. */
export function startServer(
  core: Core,
  script: string,
  { ready = /http:\S+/, readyWithinMs = READY_WITHIN_MS, ...options }: ScriptOptions & Readiness = {},
): Promise<Server> {
  const child = startChild(core, script, options);
  return new Promise((done, reject) => {
    let greeting = '';
    const timer = setTimeout(() => reject(new Error(`${script} was not ready in time`)), readyWithinMs);
    child.process.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${script} ended with ${code}`));
    });
    child.process.stdout?.on('data', (chunk: Buffer) => {
      greeting += chunk.toString();
      if (!ready.test(greeting)) return;
      clearTimeout(timer);
      done({ ...child, greeting });
    });
  });
}

/** Processor time of the bench and of all its children that are alive. */
export function ownCpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return [...alive].reduce((total, { pid }) => total + cpuMicroseconds(pid), user + system);
}

export async function stopAll(): Promise<void> {
  const children = [...alive];
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(
    children.map((child) => Promise.race([new Promise((done) => child.once('exit', done)), pause(STOP_WITHIN_MS)])),
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms).unref());
}

/** Settings of the shell that started the bench would change what is measured. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(SIMPUL_.*|PORT|HOST|NODE_OPTIONS)$/.test(name)),
  );
}
