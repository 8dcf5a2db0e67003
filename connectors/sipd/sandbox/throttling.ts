import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { numberOption } from '../../sandbox-kit/fault-kinds.ts';
import type { SipdSettingValues } from './settings.ts';

export interface Throttle {
  /** "Too many", where this call is one too many. `limited`: it counts against the limit of the treasury. */
  refuse(faults: readonly SandboxFault[], limited: boolean): UpstreamAnswer | undefined;
  /** What stands beside an answer of the treasury. */
  headers(): Readonly<Record<string, string>>;
  counts(): Readonly<Record<'calls' | 'throttled' | 'forbidden', number>>;
}

/**
 * Twenty calls a minute, and a window that is forbidden once the caller was told so: by an answer that says none is left,
 * or by "Too Many Requests" (section 5). Whoever calls inside it is counted.
 */
export function createThrottle(now: () => Date, settings: SipdSettingValues): Throttle {
  let windowEnds = 0;
  let used = 0;
  let forbiddenUntil = 0;
  const counts = { calls: 0, throttled: 0, forbidden: 0 };
  const at = () => now().getTime();
  const secondsLeft = (until: number) => Math.max(0, Math.ceil((until - at()) / 1000));
  const told = () => settings.rateHeaders === 'told';

  const tooMany = (until: number): UpstreamAnswer => {
    counts.throttled += 1;
    // untold, a caller is to wait at least ten seconds
    forbiddenUntil = Math.max(forbiddenUntil, told() ? until : at() + 10_000);
    return said(settings.throttleForm, told() ? rateHeaders(settings.rateLimit, 0, secondsLeft(until)) : {});
  };

  return {
    refuse(faults, limited) {
      counts.calls += 1;
      if (at() < forbiddenUntil) counts.forbidden += 1;
      const fault = faults.find(({ kind }) => kind === 'throttle');
      if (fault) return tooMany(at() + 1000 * numberOption(fault, 'seconds'));
      if (!limited || settings.rateLimit === 0) return undefined;
      if (at() >= windowEnds) {
        windowEnds = at() + 1000 * settings.rateWindowSeconds;
        used = 0;
      }
      used += 1;
      if (used > settings.rateLimit) return tooMany(windowEnds);
      if (used === settings.rateLimit && told()) forbiddenUntil = Math.max(forbiddenUntil, windowEnds);
      return undefined;
    },
    headers() {
      if (settings.rateLimit === 0 || !told()) return {};
      return rateHeaders(settings.rateLimit, settings.rateLimit - used, secondsLeft(windowEnds));
    },
    counts: () => ({ ...counts }),
  };
}

function rateHeaders(limit: number, remaining: number, reset: number): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, remaining)),
    'x-ratelimit-reset': String(reset),
  };
}

function said(form: SipdSettingValues['throttleForm'], headers: Readonly<Record<string, string>>): UpstreamAnswer {
  const status = form.startsWith('429') ? 429 : 200;
  const words = 'Too Many Requests';
  switch (form) {
    case '429-json':
    case '200-json':
      return { status, headers: { ...headers, 'content-type': 'application/json' }, body: `{"message":"${words}"}` };
    case '200-string':
      return { status, headers: { ...headers, 'content-type': 'application/json' }, body: `"${words}"` };
    default:
      return { status, headers: { ...headers, 'content-type': 'text/plain' }, body: words };
  }
}
