import type { FromGenerator, LoadJob, LoadResult, ToGenerator } from './generator.ts';
import { type Child, startChild } from './processes.ts';
import { watchOthers } from './quiet.ts';

export interface Row extends LoadResult {
  readonly name: string;
  readonly perSecond: number;
  readonly cpuMicrosecondsPerRequest: number;
  /** Share of one core that the measured process used; well under 1 means that something else was the limit. */
  readonly busy: number;
  readonly residentMegabytes: number;
  /** Cores that everything else on the machine kept busy meanwhile. */
  readonly others: number;
}

export interface Measurement extends LoadJob {
  readonly name: string;
  /** Absent for direct calls: then what is measured is the generator itself. */
  readonly server?: Child;
  /** Between warm-up and measured run; the load goes on meanwhile. */
  readonly before?: () => Promise<void>;
  /** As soon as it is being measured. */
  readonly meanwhile?: () => Promise<void>;
}

/** Loads a server and reads its processor time around the measured run. */
export async function measure({ name, server, before, meanwhile, ...job }: Measurement): Promise<Row> {
  const generator = server ? startChild('other', 'test/bench/load.ts') : startChild('measured', 'test/bench/direct.ts');
  const measured = server ?? generator;
  const tell = (message: ToGenerator) => generator.process.send(message);
  const warm = nextMessage(generator);
  tell({ kind: 'job', job });
  await warm;
  await before?.();
  const othersSoFar = watchOthers();
  const cpuBefore = measured.cpuMicroseconds();
  const done = nextMessage(generator);
  tell({ kind: 'go' });
  await meanwhile?.();
  const message = await done;
  const cpu = measured.cpuMicroseconds() - cpuBefore;
  const others = othersSoFar();
  const residentMegabytes = measured.residentMegabytes();
  await generator.stop();
  if (message.kind !== 'done') throw new Error('the generator measured nothing');
  const { result } = message;
  return {
    ...result,
    name,
    perSecond: result.requests / result.elapsedSeconds,
    cpuMicrosecondsPerRequest: cpu / result.requests,
    busy: cpu / 1e6 / result.elapsedSeconds,
    residentMegabytes,
    others,
  };
}

function nextMessage({ process }: Child): Promise<FromGenerator> {
  return new Promise((resolve, reject) => {
    process.once('message', (message) => resolve(message as FromGenerator));
    process.once('exit', (code) => reject(new Error(`a load generator ended with ${code}`)));
  });
}
