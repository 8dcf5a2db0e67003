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
const ATTEMPTS = 4;
const LOOK_MS = 1500;

/** For all rows together; after that the machine is taken as it is. */
let looksLeft = 200;

/** Measures when the machine is quiet, and once more when it did not stay so. Returns the least disturbed attempt. */
export async function undisturbed<Measured extends { readonly others: number }>(
  attempt: () => Promise<Measured>,
): Promise<Measured> {
  const rows: Measured[] = [];
  while (rows.length < ATTEMPTS && !rows.some(({ others }) => others < QUIET_BELOW)) {
    await untilQuiet();
    rows.push(await attempt());
  }
  const [best] = rows.sort((one, other) => one.others - other.others);
  if (!best) throw new Error('nothing was measured');
  return best;
}

async function untilQuiet(): Promise<void> {
  for (; looksLeft > 0; looksLeft -= 1) {
    const others = watchOthers();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (others() < QUIET_BELOW) return;
  }
}
