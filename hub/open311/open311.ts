import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import type { Application } from '../access/applications.ts';
import { type AddressLimit, createAddressLimit } from './address-limit.ts';
import { formatOf, send, sendFault, splitExtension } from './answer.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { BASE, discoveryOf } from './discovery.ts';
import { Fault, faultOf, notFound, tooMany } from './fault.ts';
import { readFilter } from './filter.ts';
import { readForm } from './form.ts';
import type { Open311Parts } from './parts.ts';
import { createReading, type Reading } from './reading.ts';

const MOST_FORM_BYTES = 64 * 1024; // 4000 characters of four bytes, each of them percent-encoded, and all the rest
const READS_PER_MINUTE = 300;
const POINTS_OF_A_LIST = 10;
const SCOPE = 'laporan:tulis';

/** Open311 GeoReport v2 over the complaints, below `/open311/`. Source: wiki.open311.org/GeoReport_v2. */
export function createOpen311(parts: Open311Parts): (request: IncomingMessage, response: ServerResponse) => void {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use(BASE, createRouter(parts));
  app.use(() => {
    throw new Fault(404, [`address not found: alamat ini tidak ada, lihat ${BASE}/discovery.json`]);
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const fault = faultOf(error);
    if (fault.status >= 500) parts.trouble?.('an Open311 request was not answered', fault.cause ?? fault);
    sendFault(request, response, fault);
  });
  return app;
}

interface House {
  readonly parts: Open311Parts;
  readonly catalogue: () => Promise<Catalogue>;
  readonly reading: Reading;
  readonly addresses: AddressLimit;
}
type Answering = (request: Request, response: Response, house: House) => Promise<void>;

function createRouter(parts: Open311Parts): Router {
  const catalogue = createCatalogue(parts);
  const addresses = createAddressLimit(parts.readsPerMinute ?? READS_PER_MINUTE);
  const house: House = { parts, catalogue, reading: createReading(parts, catalogue), addresses };
  const form = express.urlencoded({ extended: true, limit: MOST_FORM_BYTES, parameterLimit: 100 });
  const router = Router({ strict: true, caseSensitive: true });

  const read = (path: string, points: number, answer: Answering) => async (request: Request, response: Response) => {
    parts.asked?.(path);
    await addresses.take(request.socket.remoteAddress, points);
    checkJurisdiction(queryOf(request).get('jurisdiction_id'), parts);
    await answer(request, response, house);
  };
  const lists: readonly (readonly [string, number, Answering])[] = [
    ['discovery', 1, answerDiscovery],
    ['services', 1, answerServices],
    ['services/:id', 1, answerDefinition],
    ['requests', POINTS_OF_A_LIST, answerRequests],
    ['requests/:id', 1, answerRequest],
    ['tokens/:id', 1, answerToken],
  ];
  for (const [path, points, answer] of lists) {
    const address = router.route(path.includes('/') ? `/${path}` : new RegExp(`^/${path}(?:\\.[A-Za-z]{1,8})?$`));
    address.get(read(path, points, answer));
    if (path === 'requests')
      address.post(form, (request, response) => {
        parts.asked?.(path);
        return answerPost(request, response, house);
      });
    address.all(refuseMethod(path === 'requests' ? 'GET, HEAD, POST' : 'GET, HEAD'));
  }
  return router;
}

function refuseMethod(allowed: string) {
  return () => {
    throw new Fault(405, [`method not allowed: alamat ini hanya menerima ${allowed}`], { headers: { Allow: allowed } });
  };
}

function queryOf({ url }: Request): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}

/** The format behind the whole of an address that ends in no id. */
function plainFormat(request: Request) {
  return formatOf(request, splitExtension(request.path).extension);
}

function idAndFormat(request: Request) {
  const { name, extension } = splitExtension(String(request.params.id));
  return { id: name, format: formatOf(request, extension) };
}

/** One hub serves one city, so it need not be sent; another city's complaints are not here. */
function checkJurisdiction(given: unknown, { jurisdiction }: Open311Parts): void {
  if (jurisdiction === undefined || given === null || given === undefined || given === '') return;
  if (typeof given === 'string' && given.trim().toLowerCase() === jurisdiction.toLowerCase()) return;
  throw notFound('jurisdiction_id', `di sini hanya ada ${jurisdiction}`);
}

async function answerDiscovery(request: Request, response: Response, { parts, catalogue }: House): Promise<void> {
  const format = plainFormat(request);
  send(request, response, format, 'discovery', discoveryOf(request, await catalogue(), parts));
}

async function answerServices(request: Request, response: Response, { catalogue }: House): Promise<void> {
  const format = plainFormat(request);
  send(request, response, format, 'services', (await catalogue()).services);
}

/** No service asks for more than the form itself: each says `metadata: false`, so none has a definition. */
async function answerDefinition(request: Request, _response: Response, { catalogue }: House): Promise<void> {
  const { id } = idAndFormat(request);
  const { byCode } = await catalogue();
  throw byCode.has(id)
    ? notFound('service definition', 'layanan ini tidak meminta isian tambahan (metadata: false)')
    : notFound('service_code', 'tidak ada layanan dengan kode ini, lihat services');
}

async function answerRequests(request: Request, response: Response, { parts, reading }: House): Promise<void> {
  const format = plainFormat(request);
  const filter = readFilter(queryOf(request), parts.now());
  send(request, response, format, 'service_requests', await reading.list(filter));
}

async function answerRequest(request: Request, response: Response, { reading }: House): Promise<void> {
  const { id, format } = idAndFormat(request);
  const found = await reading.one(id);
  if (!found) throw notFound('service_request_id', 'tidak ada laporan dengan nomor ini');
  send(request, response, format, 'service_requests', [found]);
}

/** A complaint has its number at once, so no token is ever handed out: a number stands for itself. */
async function answerToken(request: Request, response: Response, { reading }: House): Promise<void> {
  const { id, format } = idAndFormat(request);
  const found = await reading.one(id);
  if (!found) throw notFound('token', 'tidak ada laporan dengan token ini');
  send(request, response, format, 'service_requests', [
    { service_request_id: found.service_request_id, token: found.service_request_id },
  ]);
}

const NOTICE =
  'Laporan diterima dan diteruskan ke SP4N-LAPOR!. Batas jawaban pertama 24 jam; simpan nomor ini untuk mengikutinya.';

async function answerPost(request: Request, response: Response, house: House): Promise<void> {
  const { parts, catalogue } = house;
  const format = plainFormat(request);
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Fault(400, ['Content-Type: kirim sebagai application/x-www-form-urlencoded']);
  const body: Record<string, unknown> = request.body ?? {};
  checkJurisdiction(body.jurisdiction_id ?? queryOf(request).get('jurisdiction_id'), parts);
  const application = await applicationOf(request, body.api_key, house);
  const params = readForm(body, await catalogue());
  const { reportId } = await parts.submit(application, { ...params });
  send(request, response, format, 'service_requests', [
    { service_request_id: reportId, service_notice: NOTICE, account_id: null },
  ]);
}

/** A key counts where the form holds it: addresses end up in logs. Whoever guesses keys is slowed down. */
async function applicationOf(request: Request, key: unknown, { parts, addresses }: House): Promise<Application> {
  const application = typeof key === 'string' && key !== '' ? parts.applicationOf(key) : undefined;
  if (!application) {
    await addresses.take(request.socket.remoteAddress, POINTS_OF_A_LIST);
    throw new Fault(403, [
      key === undefined || key === ''
        ? 'api_key was not provided: sertakan kunci aplikasi di dalam formulir'
        : 'Invalid api_key: kunci ini tidak dikenal atau sudah dicabut',
    ]);
  }
  if (!application.scopes.includes(SCOPE))
    throw new Fault(403, [`api_key: aplikasi ini tidak memiliki cakupan ${SCOPE}`]);
  const seconds = await parts.takeRate(application);
  if (seconds !== undefined) throw tooMany(seconds);
  return application;
}
