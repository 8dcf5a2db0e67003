import { readFileSync } from 'node:fs';

const MICROSECONDS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux one meets

/** Processor time of a process, all its threads together. Source: proc(5), `utime` and `stime`. */
export function cpuMicroseconds(pid: number | undefined): number {
  const stat = read(`${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before may hold spaces
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MICROSECONDS_PER_TICK;
}

export function residentMegabytes(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`${pid}/status`))?.[1] ?? 0) / 1024;
}

/**
 * Processor time of everything on the machine, and what a host took away from it (`steal`). Interrupts are left out: the
 * network of the bench itself causes them.
 */
export function machineCpuMicroseconds(): number {
  const [, user = 0, nice = 0, system = 0, , , , , steal = 0] =
    read('stat').split('\n', 1)[0]?.split(/\s+/).map(Number) ?? [];
  return (user + nice + system + steal) * MICROSECONDS_PER_TICK;
}

/** Empty where there is no such file: other systems, and processes that are gone. */
function read(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return '';
  }
}
