import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OwnBill } from './billing.ts';
import type { Person } from './people.ts';
import { type Tally, type Totals, totalsOf } from './tally.ts';

export type ClientName =
  | 'e-dokter'
  | 'e-dokter-1.1'
  | 'verifikasi'
  | 'e-masyarakat'
  | 'antrean'
  | 'e-pajak'
  | 'e-pbb'
  | 'e-ra'
  | 'e-perizinan';

export interface ClientOptions {
  /** Address of the hub; for `e-dokter-1.1` that of the façade. */
  readonly base: string;
  readonly key?: string;
  readonly id?: string;
  readonly secret?: string;
  readonly rate?: number;
  readonly people?: readonly Person[];
  readonly bills?: readonly OwnBill[];
  /** Path of the file that `e-ra` looks into. */
  readonly books?: string;
  readonly freshSeconds?: number;
  readonly timeoutMs?: number;
  /** How exact `tally` and `since` are. */
  readonly everyMs?: number;
  readonly run?: string;
  readonly date?: string;
}

declare const mark: unique symbol;
/** A moment in the run of one client. */
export type Mark = number & { readonly [mark]: true };

export interface StartedClient {
  /** Resolves when it is asking. Rejects with what it wrote when it ends before. */
  readonly started: Promise<void>;
  /** Since the start, up to the last line it wrote. */
  tally(): Totals;
  /** A moment, for `since`. The line under way counts as after it. */
  mark(): Mark;
  since(moment: Mark): Totals;
  /**
   * Lets it begin nothing new and go on with what it owes: repeats, tasks of bookings, the feed. Resolves when everything
   * that was begun is in the tally.
   */
  rest(): Promise<void>;
  /** Lets it finish the requests that are under way. Rejects with what it wrote when it ended in another way. */
  stop(): Promise<Totals>;
}

interface Stretch extends Tally {
  readonly resting: boolean;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
}

const running = new Set<Running>();

/** Ends whatever was started and not stopped: for `afterEach`. */
export async function endClients(): Promise<void> {
  for (const { child, ended } of [...running]) {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Starts one of the programs of this folder in a process of its own. */
export function startClient(name: ClientName, { people, bills, ...options }: ClientOptions): StartedClient {
  const directory = mkdtempSync(join(tmpdir(), 'simpul-client-'));
  const files = Object.entries({ people, bills }).flatMap(([option, list]) => {
    if (!list) return [];
    const file = join(directory, `${option}.json`);
    writeFileSync(file, JSON.stringify(list));
    return [[option, file] as const];
  });
  const program = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const args = [...Object.entries(options), ...files];
  const child = spawn(process.execPath, [program, ...args.map(([option, value]) => `--${option}=${value}`)], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const entry: Running = { child, ended };
  running.add(entry);
  void ended.then(() => {
    running.delete(entry);
    rmSync(directory, { recursive: true });
  });
  return following(child, ended);
}

function following(child: ChildProcess, ended: Promise<number | null>): StartedClient {
  const stretches: Tally[] = [];
  let summed = { of: 0, totals: totalsOf([]) }; // whoever waits for something looks far more often than lines come
  let total: Totals | undefined;
  let errors = '';
  const rested = Promise.withResolvers<void>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as Stretch | { readonly total: Totals };
      if ('total' in told) {
        total = told.total;
        return;
      }
      stretches.push(told);
      if (told.resting) rested.resolve();
    });
  }
  const endedEarly = (code: number | null) => new Error(`the client ended with ${code}: ${errors}`);
  const started = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void ended.then((code) => reject(endedEarly(code)));
  });
  void ended.then((code) => rested.reject(endedEarly(code)));
  rested.promise.catch(() => {});
  started.catch(() => {}); // whoever does not wait for it learns of it when it stops
  return {
    started,
    tally() {
      if (summed.of !== stretches.length) summed = { of: stretches.length, totals: totalsOf(stretches) };
      return summed.totals;
    },
    mark: () => stretches.length as Mark,
    since: (moment) => totalsOf(stretches.slice(moment)),
    async rest() {
      await started;
      child.kill('SIGUSR2');
      await rested.promise;
    },
    async stop() {
      await started;
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0 || !total) throw endedEarly(code);
      return total;
    },
  };
}
