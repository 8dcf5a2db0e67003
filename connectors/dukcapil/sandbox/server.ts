import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { answerText, envelopeOf, saidInstead } from './envelope.ts';
import { dukcapilFaults } from './fault-kinds.ts';
import { type Desk, findingFor, type Method } from './finding.ts';
import { createQuota } from './quota.ts';
import { createRegister } from './register.ts';
import { type DukcapilSettingValues, dukcapilSettings } from './settings.ts';

/** Dukcapil's NIK web service, written from the Dukcapil notes alone. */
export const dukcapilSandbox = defineSandbox({
  name: 'dukcapil',
  plays:
    'Dukcapil NIK web service: /dukcapil/get_json/{institution}/{method} and, older, /dukcapil/get_json/{region}/{user}/{method}',
  preferredPort: 18081,
  faults: dukcapilFaults,
  settings: dukcapilSettings,
  create({ now, people, settings }) {
    const register = createRegister(people);
    const quota = createQuota(() => settings.dailyQuota, now);
    const desk: Desk = { register, quota, settings };
    return { answer: (request) => answer(request, desk), people: register.people };
  },
});

const json = { 'content-type': 'application/json;charset=UTF-8' };
const text = { 'content-type': 'text/plain; charset=utf-8' };

function answer(request: UpstreamRequest, desk: Desk): UpstreamAnswer {
  const method = methodOf(request.pathParts, desk.settings);
  if (!method) return { status: 404, headers: text, body: 'Not Found' };
  if (request.method !== 'POST') return { status: 405, headers: text, body: 'Method Not Allowed' };
  const { body, faults } = request;
  const content = saidInstead(faults, method, desk) ?? findingFor(body, method, desk);
  const isQuotaZero = faults.some(({ kind }) => kind === 'quota-zero');
  const envelope = envelopeOf(content, isQuotaZero ? 0 : quotaLimiterOf(method, desk));
  return { status: 200, headers: json, body: answerText(envelope, faults) };
}

/** Verification on national servers tells what is left; older answers do not (section 4.1). */
function quotaLimiterOf({ does, generation }: Method, { quota }: Desk): number | undefined {
  return does === 'verify' && generation === 'national' ? quota.left() : undefined;
}

/** Section 2; path parts are matched without case. */
function methodOf(pathParts: readonly string[], settings: DukcapilSettingValues): Method | undefined {
  const [service, getJson, ...rest] = pathParts.map((part) => part.toLowerCase());
  if (service !== 'dukcapil' || getJson !== 'get_json') return undefined;
  const generation = rest.length === 2 ? 'national' : 'regional';
  if (settings[generation] !== 'open') return undefined;
  const account = rest.slice(0, -1).join('/');
  const accounts = generation === 'national' ? settings.institutions : [settings.regionalAccount];
  if (!accounts.some((accepted) => accepted.toLowerCase() === account)) return undefined;
  switch (rest.at(-1)) {
    case 'call_nik':
      return { does: 'record', generation };
    case 'call_verify_by_elemen':
      return { does: 'verify', generation };
    case 'koneksitas_verifby_elemen':
      return generation === 'regional' ? { does: 'verify', generation } : undefined;
    default:
      return undefined;
  }
}
