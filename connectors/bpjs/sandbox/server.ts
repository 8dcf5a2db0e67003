import type { SeededPerson, UpstreamAnswer, UpstreamRequest, World } from '../../sandbox-kit/definition.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { admit, gatewayText } from './admission.ts';
import { answerText, faultyAnswerText, saidInstead } from './answer-text.ts';
import { antreanRoutes } from './antrean.ts';
import { type Bookings, createBookings } from './bookings.ts';
import type { ServiceName } from './facilities.ts';
import { bpjsFaults } from './fault-kinds.ts';
import { isServed } from './generations.ts';
import { jakartaDay } from './jakarta.ts';
import { createRegister, type Register } from './register.ts';
import { matchingRoute, namedPart, type Question, type Route } from './routes.ts';
import { createScheduleChanges, type ScheduleChanges } from './schedule-changes.ts';
import { bpjsSettings } from './settings.ts';
import { vclaimRoutes } from './vclaim.ts';

/** One path prefix per service (the BPJS notes, sections 1 and 14). */
const services: Readonly<Record<string, { readonly name: ServiceName; readonly routes: readonly Route[] }>> = {
  'vclaim-rest-1.1': { name: 'vclaim-1.1', routes: vclaimRoutes },
  'vclaim-rest': { name: 'vclaim-2.0', routes: vclaimRoutes },
  antreanrs: { name: 'antrean-rs', routes: antreanRoutes },
};

/** BPJS Kesehatan's bridging services, written from the BPJS notes alone. */
export const bpjsSandbox = defineSandbox({
  name: 'bpjs',
  plays: 'BPJS Kesehatan: VClaim 1.1 at /vclaim-rest-1.1, VClaim 2.0 at /vclaim-rest, Antrean RS at /antreanrs',
  preferredPort: 18082,
  faults: bpjsFaults,
  settings: bpjsSettings,
  change: { kind: 'rename', from: 'noKartu', to: 'nomorKartu' },
  create(world) {
    const held: Held = {
      register: createRegister(world.people),
      bookings: createBookings(),
      scheduleChanges: createScheduleChanges(),
    };
    return {
      answer: (request) => answer(request, world, held),
      people: () => seeded(held.register),
      ledger: held.bookings.ledger,
    };
  },
});

/** What lives as long as the sandbox runs. */
interface Held {
  readonly register: Register;
  readonly bookings: Bookings;
  readonly scheduleChanges: ScheduleChanges;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

function answer(request: UpstreamRequest, world: World<typeof bpjsSettings>, held: Held): UpstreamAnswer {
  const [prefix = '', ...parts] = request.pathParts;
  const service = services[prefix.toLowerCase()];
  const route = service && matchingRoute(service.routes, request.method, parts);
  if (!service || !route || !isServed(service.name, world.settings)) return gatewayText(404, 'No Mapping Rule matched');
  const now = world.now();
  const admitted = admit(service.name, request.headers, world.settings, now);
  if ('status' in admitted) return admitted;
  const question: Question = {
    facility: admitted.facility,
    service: service.name,
    ...held,
    settings: world.settings,
    body: request.body,
    now: now.getTime(),
    today: jakartaDay(now.getTime()),
    named: (name) => namedPart(route, parts, name),
    wrapsLists: world.settings.lists === 'list',
  };
  const { faults } = request;
  const finding = saidInstead(faults) ?? route.find(question); // what is refused by a fault is not booked either
  const body =
    faults.length === 0
      ? answerText(service.name, finding, admitted)
      : faultyAnswerText(service.name, finding, admitted, faults);
  return { status: 200, headers: json, body };
}

const notes: Readonly<Record<string, string>> = {
  '0009900000002': 'has referrals from a puskesmas and from a hospital',
  '0009900000003': 'an inactive member',
  '0009900000004': 'her nik is null inside her referral',
  '0009900000005': 'null wherever the document allows it',
};

function seeded(register: Register): readonly SeededPerson[] {
  return register.people().map(({ nama, nik, noKartu }) => {
    const referral = register.referralsOf(noKartu, 'fktp', 1)[0]?.nomor;
    const note = notes[noKartu];
    return { nama, nik, noKartu, ...(referral !== undefined && { referral }), ...(note !== undefined && { note }) };
  });
}
