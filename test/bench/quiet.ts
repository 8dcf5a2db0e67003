import type { Row } from './measuring.ts';
import { machineCpuMicroseconds } from './proc.ts';
import { ownCpuMicroseconds } from './processes.ts';

/** Watches what everything else on the machine uses meanwhile, in cores. */
export function watchOthers(): () => number {
  const started = performance.now();
  const others = () => machineCpuMicroseconds() - ownCpuMicroseconds();
  const before = others();
  return () => Math.max(0, (others() - before) / 1000 / (performance.now() - started));
}

const QUIET_BELOW = 0.1;
const ATTEMPTS = 3;
const LOOK_MS = 500;
const LOOKS = 40;

/** Measures when the machine is quiet, and once more when it did not stay so. Returns the least disturbed attempt. */
export async function undisturbed(attempt: () => Promise<Row>): Promise<Row> {
  const rows: Row[] = [];
  while (rows.length < ATTEMPTS && !rows.some(({ others }) => others < QUIET_BELOW)) {
    await untilQuiet();
    rows.push(await attempt());
  }
  const [best] = rows.sort((one, other) => one.others - other.others);
  if (!best) throw new Error('nothing was measured');
  return best;
}

async function untilQuiet(): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const others = watchOthers();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (others() < QUIET_BELOW) return;
  }
}
