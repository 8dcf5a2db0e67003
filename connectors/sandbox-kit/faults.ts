import type { SandboxFault } from '../connector.ts';
import type { FaultKinds } from './fault-kinds.ts';

interface ActiveFault {
  readonly fault: SandboxFault;
  /** Lower case, or `''` for every path. */
  readonly path: string;
  readonly until: number;
  left: number;
}

export interface FaultList {
  add(fault: SandboxFault): void;
  clear(): void;
  /** The faults that hit a request for this path; each of them is used up by one. */
  take(path: string): readonly SandboxFault[];
  active(): readonly Readonly<Record<string, unknown>>[];
}

const none: readonly SandboxFault[] = [];

/** The faults in force, oldest first. Lasting is measured with the machine's clock, not with the sandbox's own. */
export function createFaultList(kinds: FaultKinds): FaultList {
  let faults: ActiveFault[] = [];
  const dropSpent = () => {
    faults = faults.filter((active) => active.left > 0 && active.until > Date.now());
  };
  return {
    add(fault) {
      const until = fault.forMs === undefined ? Number.POSITIVE_INFINITY : Date.now() + fault.forMs;
      faults.push({
        fault,
        path: (fault.path ?? '').toLowerCase(),
        until,
        left: fault.times ?? Number.POSITIVE_INFINITY,
      });
    },
    clear() {
      faults = [];
    },
    take(path) {
      if (faults.length === 0) return none;
      dropSpent();
      const lowerPath = path.toLowerCase();
      const taken = takenTogether(
        faults.filter((active) => isMeant(lowerPath, active.path)),
        kinds,
      );
      for (const active of taken) active.left -= 1;
      return taken.map((active) => active.fault);
    },
    active() {
      dropSpent();
      return faults.map(({ fault, left, until }) => ({
        ...fault,
        ...(Number.isFinite(left) && { times: left }),
        ...(Number.isFinite(until) && { forMs: until - Date.now() }),
      }));
    },
  };
}

/** An answer given in place of the upstream's leaves nothing to change, so faults of its content wait for another request. */
function takenTogether(matching: readonly ActiveFault[], kinds: FaultKinds): readonly ActiveFault[] {
  const first = matching.find(({ fault }) => !kinds[fault.kind]?.combines);
  const combining = matching.filter(({ fault }) => kinds[fault.kind]?.combines);
  if (!first) return combining;
  if (kinds[first.fault.kind]?.stage !== 'before') return [first, ...combining];
  return [first, ...combining.filter(({ fault }) => fault.kind === 'slow')];
}

/** Of names that begin alike, the shorter one is meant alone where a `$` says that it ends there. */
function isMeant(path: string, part: string): boolean {
  return part.endsWith('$') ? path.endsWith(part.slice(0, -1)) : path.includes(part);
}
