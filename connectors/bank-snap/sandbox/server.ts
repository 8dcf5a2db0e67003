import type { SeededPerson, UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { keysOf } from '../../sandbox-kit/rsa-keys.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { createAccounts } from './accounts.ts';
import { createDoor, type Door } from './admission.ts';
import { bankSnapFaults } from './fault-kinds.ts';
import { answerOf, bad, type Finding, membersOf, saidAfter, saidInstead } from './finding.ts';
import { createLedger } from './ledger.ts';
import { type Bank, createPaying } from './paying.ts';
import { reportOf, statusOf } from './payments.ts';
import { createQrCodes } from './qr-codes.ts';
import { bankSnapSettings } from './settings.ts';

/** What a city that tries this sandbox puts into its settings. The bank's own private key stays here. */
const gives = {
  'hub-private-key': () => keysOf('hub').privateKey,
  'bank-public-key': () => keysOf('bank').publicKey,
};

/** A bank that speaks SNAP, written from the SNAP notes alone. */
export const bankSnapSandbox = defineSandbox({
  name: 'bank-snap',
  plays:
    'a bank with BI-SNAP 1.0: virtual accounts and QRIS MPM at /v1.0/..., below any prefix; it calls the city at cityUrl',
  preferredPort: 18085,
  faults: bankSnapFaults,
  settings: bankSnapSettings,
  gives,
  create({ now, settings }) {
    const bankNow = () => now().getTime() + settings.clockOffsetSeconds * 1000;
    const bank: Bank = {
      settings,
      now: bankNow,
      accounts: createAccounts(settings, bankNow),
      codes: createQrCodes(settings, bankNow),
      ledger: createLedger(),
    };
    const door = createDoor(settings, bankNow);
    return {
      answer: (request) => answer(request, bank, door),
      people: () => accountHolders(bank),
      ledger: () => ({
        payments: bank.ledger.all(),
        virtualAccounts: bank.accounts.all(),
        codes: bank.codes.all(),
      }),
      actions: {
        pay: createPaying(bank),
        keys: async () => Object.fromEntries(Object.entries(gives).map(([name, text]) => [name, text()])),
      },
    };
  },
});

interface Asked {
  readonly members: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
}
interface Route {
  readonly service: string;
  readonly find: (asked: Asked, bank: Bank) => Finding;
}

/** After `/v1.0` (sections 7 and 8). */
const routes: Readonly<Record<string, Route>> = {
  'POST transfer-va/status': {
    service: '26',
    find: ({ members }, { ledger, settings }) => statusOf(members, ledger, settings.companyCode),
  },
  'POST transfer-va/create-va': { service: '27', find: ({ members }, { accounts }) => accounts.create(members) },
  'PUT transfer-va/update-va': { service: '28', find: ({ members }, { accounts }) => accounts.update(members) },
  'POST transfer-va/inquiry-va': { service: '30', find: ({ members }, { accounts }) => accounts.show(members) },
  'DELETE transfer-va/delete-va': { service: '31', find: ({ members }, { accounts }) => accounts.close(members) },
  'GET transfer-va/report': {
    service: '35',
    find: ({ query }, { ledger, settings }) => reportOf(query, ledger, settings.companyCode),
  },
  'POST qr/qr-mpm-generate': { service: '47', find: ({ members }, { codes }) => codes.generate(members) },
  'POST qr/qr-mpm-query': { service: '51', find: ({ members }, { codes }) => codes.query(members) },
  'POST qr/qr-mpm-cancel': { service: '77', find: ({ members }, { codes }) => codes.cancel(members) },
  'POST qr/qr-mpm-refund': { service: '78', find: ({ members }, { codes }) => codes.refund(members) },
};

const TOKEN_PATH = 'access-token/b2b';

function answer(request: UpstreamRequest, bank: Bank, door: Door): UpstreamAnswer {
  const { method, pathParts, faults } = request;
  const path = pathParts.slice(pathParts.indexOf('v1.0') + 1).join('/');
  const now = bank.now();
  if (method === 'POST' && path === TOKEN_PATH)
    return answerOf(saidInstead(faults) ?? door.token(request), '73', now, faults);
  const route = routes[`${method} ${path}`];
  if (!route)
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body>Not Found</body></html>' };
  return answerOf(findingFor(request, route, bank, door), route.service, now, faults);
}

function findingFor(request: UpstreamRequest, { find }: Route, bank: Bank, door: Door): Finding {
  const { method, body, query, faults } = request;
  const refused = saidInstead(faults) ?? door.refused(request);
  if (refused) return refused;
  const members = method === 'GET' ? {} : membersOf(body);
  if (!members) return bad(400, '00', 'Bad Request');
  return saidAfter(find({ members, query }, bank), faults);
}

function accountHolders({ accounts }: Bank): readonly SeededPerson[] {
  return accounts
    .all()
    .map(({ name, number, trxId, type }) => ({ nama: name, virtualAccount: number, trxId, note: type }));
}
