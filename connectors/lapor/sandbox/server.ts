import type { SandboxFault } from '../../connector.ts';
import type { SeededPerson, UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { envelopeOf, type Finding, jsonType, loginPage, plain, refusedToken } from './answers.ts';
import { saidInstead } from './bending.ts';
import { excelExport } from './excel-export.ts';
import { laporFaults } from './fault-kinds.ts';
import { getTopics, intakeXml } from './first-generation.ts';
import { createGateway, type Gateway } from './gateway.ts';
import type { Desk } from './intake.ts';
import { createLedger } from './ledger.ts';
import { createRegister } from './register.ts';
import { findingFor } from './routes.ts';
import { type Seeded, seededComplaints } from './seed.ts';
import { type LaporSettingValues, laporSettings } from './settings.ts';

/** SP4N-LAPOR!, written from the LAPOR notes alone: what they propose, and what the first generation is known to be. */
export const laporSandbox = defineSandbox({
  name: 'lapor',
  plays:
    'SP4N-LAPOR!: proposed JSON at /api/v1 and, through the gateway, at /t/{tenant}/{api}/{version} with /oauth2/token; first generation at /api/stream/addstream and /api/services/f01/gettopics; the Excel export at /ekspor/laporan.xlsx',
  preferredPort: 18083,
  faults: laporFaults,
  settings: laporSettings,
  create({ now, settings }) {
    const register = createRegister(now, settings);
    const seeded = seededComplaints(register.now());
    for (const { complaint } of seeded) register.add(complaint);
    const desk: Desk = { register, book: createLedger(), settings, keys: new Map() };
    const gateway = createGateway(now, settings);
    return {
      answer: (request) => answer(request, { desk, gateway, settings }),
      people: () => peopleOf(seeded),
      ledger: desk.book.ledger,
    };
  },
});

interface House {
  readonly desk: Desk;
  readonly gateway: Gateway;
  readonly settings: LaporSettingValues;
}

function answer(request: UpstreamRequest, house: House): UpstreamAnswer | Promise<UpstreamAnswer> {
  const { desk, gateway, settings } = house;
  const [first, ...rest] = request.pathParts;
  switch (`${request.method} ${request.pathParts.join('/')}`) {
    case 'POST oauth2/token':
      return gateway.token(request);
    case 'POST api/stream/addstream':
      return settings.legacy === 'gone' ? notFound : intakeXml(request, desk, settings);
    case 'POST api/services/f01/gettopics':
      return settings.legacy === 'gone' ? notFound : getTopics(request, settings);
    case 'GET ekspor/laporan.xlsx':
      return spreadsheet(desk);
    default: // the JSON interface, or nothing
  }
  if (first === 'api' && rest[0] === 'v1') return json(request, rest.slice(1), house, isOwnToken(settings));
  if (first === 't' && rest.length > 3) return json(request, rest.slice(3), house, gateway.accepts);
  return notFound;
}

const notFound = plain(404, 'Not Found');

const isOwnToken =
  ({ token }: LaporSettingValues) =>
  (sent: string) =>
    sent === token;

function json(
  request: UpstreamRequest,
  parts: readonly string[],
  { desk, settings }: House,
  accepts: (token: string) => boolean,
): UpstreamAnswer {
  const { faults, headers } = request;
  if (settings.json === 'not-yet') return notFound;
  if (settings.loginPage === 'on' || faults.some(({ kind }) => kind === 'login-page')) return loginPage;
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const finding = accepts(token) ? (saidInstead(faults) ?? findingFor(request, parts, desk)) : refusedToken;
  return enveloped(finding, faults);
}

function enveloped(finding: Finding, faults: readonly SandboxFault[]): UpstreamAnswer {
  const envelope = envelopeOf(finding);
  const body = faults.length === 0 ? JSON.stringify(envelope) : wireJson(edited(envelope, faults, 'data'));
  return { status: finding.status, headers: jsonType, body };
}

async function spreadsheet({ register }: Desk): Promise<UpstreamAnswer> {
  const now = register.now();
  const headers = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  return { status: 200, headers, body: await excelExport(register.all(), now) };
}

function peopleOf(seeded: readonly Seeded[]): readonly SeededPerson[] {
  return seeded.map(({ complaint: { trackingId, judul, status, anonim, pelapor }, note }) => ({
    nama: anonim ? 'anonim' : (pelapor?.nama ?? ''),
    trackingId,
    judul,
    status,
    note,
  }));
}
