import type { SeededPerson, UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { createActions } from './actions.ts';
import { type Companies, createCompanies } from './companies.ts';
import { ossFaults } from './fault-kinds.ts';
import { answerOf, bad, type EnvelopeForm, type Finding, saidAfter, saidInstead } from './finding.ts';
import { createKeys, type Keys } from './keys.ts';
import { createLedger } from './ledger.ts';
import { certificateInquiry, type Method, methods } from './methods.ts';
import type { Office } from './receiving.ts';
import { ossSettings } from './settings.ts';

/** OSS, written from the OSS notes alone: their section 11 says what a faithful stand-in does. */
export const ossSandbox = defineSandbox({
  name: 'oss',
  plays:
    'OSS: RBA at /v1/kl/rba/{method} with user_key, 1.x at /v1/kl/{method} with sendSecurityKey; it calls the city at cityUrl',
  preferredPort: 18084,
  faults: ossFaults,
  settings: ossSettings,
  create({ now, people, settings }) {
    const ossNow = () => now().getTime() + settings.clockOffsetSeconds * 1000;
    const companies = createCompanies(ossNow, people);
    const office: Office = { settings, now: ossNow, companies, ledger: createLedger(), certificates: new Map() };
    const keys = createKeys(settings, ossNow);
    return {
      answer: (request) => answer(request, office, keys),
      people: () => peopleOf(companies),
      ledger: () => ledgerOf(office),
      actions: createActions(office),
    };
  },
});

function answer(request: UpstreamRequest, office: Office, keys: Keys): UpstreamAnswer {
  const { method: verb, pathParts, faults } = request;
  if (faults.some(({ kind }) => kind === 'key-dies')) keys.forget();
  const below = pathParts.slice(pathParts.indexOf('kl') + 1);
  const isOld = below[0] !== 'rba';
  const [name = '', id] = isOld ? below : below.slice(1);
  if (isOld && verb === 'POST' && name === 'sendSecurityKey') return keys.give(request);
  const isIn = isOld ? keys.accepts(request.headers['oss-api-key'] ?? '') : hasUserKey(request, office);
  if (verb === 'GET' && !isOld && name === 'inqueryCertificate' && id !== undefined) {
    const { answers, find } = certificateInquiry;
    const finding = saidInstead(faults) ?? (isIn ? find(id, office) : bad(401, 'User tidak valid'));
    return answerOf(finding, answers, faults, isAsCode(office));
  }
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (verb !== 'POST' || !method || (isOld && !method.old))
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body>Not Found</body></html>' };
  const finding = saidInstead(faults) ?? findingFor(request, name, method, { office, isOld, isIn });
  return answerOf(saidAfter(finding, faults), formOf(method, office), faults, isAsCode(office));
}

function hasUserKey({ headers }: UpstreamRequest, { settings }: Office): boolean {
  return headers.user_key === settings.userKey;
}

function isAsCode({ settings }: Office): boolean {
  return settings.httpStatus === 'as-code';
}

function formOf({ answers }: Method, { settings }: Office): EnvelopeForm {
  return typeof answers === 'function' ? answers(settings) : answers;
}

interface Door {
  readonly office: Office;
  readonly isOld: boolean;
  readonly isIn: boolean;
}

function findingFor({ body }: UpstreamRequest, name: string, { asks, find }: Method, door: Door): Finding {
  const { office, isOld, isIn } = door;
  if (!isIn) return bad(401, 'User tidak valid');
  if (office.settings.closedMethods.includes(name)) return bad(404, 'Service tidak ditemukan');
  const envelope = typeof asks === 'function' ? asks(office.settings, isOld) : asks;
  const root = membersOf(body);
  const members = envelope === undefined ? root : root?.[envelope];
  return isRecord(members) ? find(members, office, isOld) : bad(400, 'Parameter tidak sesuai');
}

function membersOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function ledgerOf({ companies, ledger, certificates }: Office) {
  const permits = companies.all().flatMap(({ nib, permits: all }) => all.map((permit) => ({ nib, ...permit })));
  return {
    permits,
    submissions: ledger.submissions(),
    certificates: [...certificates.values()],
    pushes: ledger.pushes(),
  };
}

function peopleOf(companies: Companies): readonly SeededPerson[] {
  return companies.all().map(({ nib, ossId, nama, permits, statusNib }) => ({
    ...{ nama, nib, ossId, idIzin: permits[0]?.idIzin, note: `status_nib ${statusNib}` },
  }));
}
