import type { IncomingMessage, RequestListener } from 'node:http';
import type { Connector } from '../../connectors/connector.ts';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { KategoriLaporan } from '../../openapi/generated/types.ts';
import type { Application } from '../access/applications.ts';
import { record, requireAudit } from '../api/admission.ts';
import { problemFrom } from '../api/failures.ts';
import type { Side } from '../api/problems.ts';
import type { ReadEdge } from '../api/read-handler.ts';
import { requestIdOf } from '../api/request-id.ts';
import type { ForwardEdge } from '../api/submit-handler.ts';
import { type Callbacks, createCallbacks } from '../callbacks/callbacks.ts';
import { isConsoleUrl } from '../console/console.ts';
import { isFacadeUrl } from '../facades/address.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import { BASE } from '../open311/discovery.ts';
import { createOpen311 } from '../open311/open311.ts';
import type { ReleaseKeeper } from '../releases/releases.ts';
import { mobileJknServices } from '../services/antrean/mobile-jkn.ts';
import type { JobContext } from '../services/job.ts';
import { bankServices } from '../services/pembayaran/bank-calls.ts';
import { kirimLaporan } from '../services/pengaduan/intake.ts';
import { daftarKategori } from '../services/pengaduan/reading.ts';
import { ossServices } from '../services/perizinan/pushes.ts';
import type { SubmitService } from '../services/service.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Traces } from '../traces/traces.ts';
import type { Health } from './health.ts';

export interface DoorParts {
  readonly config: SimpulConfig;
  readonly connectors: Readonly<Record<string, Connector<never>>>;
  readonly records: SealedRecords;
  readonly edge: ReadEdge & ForwardEdge;
  readonly jobContext: () => JobContext;
  readonly now: () => Date;
  readonly called: (call: { readonly instance: string; readonly callback: string; readonly outcome: string }) => void;
  readonly trouble: (what: string, error?: unknown) => void;
  /** By `upstream/release`, as it is at the moment of a call. */
  readonly releaseOf: (name: string) => LoadedRelease | undefined;
  readonly keeper: Pick<ReleaseKeeper, 'heardIn'>;
  readonly served: Health['served'];
  readonly traces: Traces;
}

/** What upstreams call. */
export function openCallbacks({
  config,
  connectors,
  edge,
  jobContext,
  releaseOf,
  keeper,
  ...parts
}: DoorParts): Callbacks {
  const instances = Object.entries(config.instances).flatMap(([name, { connector: of, settings }]) => {
    const connector = connectors[of];
    return connector?.callbacks ? [{ name, connector, settings }] : [];
  });
  const idOf = (name: string) => edge.applications.all().find((application) => application.name === name)?.id;
  const nameOf = (id: string) => edge.applications.all().find((application) => application.id === id)?.name ?? '';
  return createCallbacks({
    ...parts,
    instances,
    services: [...mobileJknServices, ...bankServices, ...ossServices],
    context: jobContext,
    ownerOf(instance) {
      const name = config.instances[instance]?.answeredBy;
      return name === undefined ? undefined : (idOf(name) ?? name); // a name that nobody has answers for nobody
    },
    dialectsOf(instance) {
      const { connector, releases = [] } = config.instances[instance] ?? {};
      return releases.flatMap((name) => releaseOf(`${connector}/${name}`)?.dialect ?? []);
    },
    heardIn: (instance, release) => keeper.heardIn(instance, release),
    answeringOf: (application) => config.answering[nameOf(application)],
  });
}

/** Complaints in the form that city software of other makers speaks. */
export function openOpen311({ config, records, edge, now, trouble, served, traces }: DoorParts): RequestListener {
  const { jurisdiction, contact } = config.open311;
  const { publicUrl } = config;
  return createOpen311({
    records,
    now,
    trouble,
    asked: (address) => traces.request({ name: `open311 ${address}`, route: `${BASE}/${address}` }),
    type: config.mode === 'production' ? 'production' : 'test',
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    ...(contact === undefined ? {} : { contact }),
    ...(publicUrl === undefined ? {} : { publicUrl: () => publicUrl }),
    async categories() {
      const result = await edge.exchange.read(daftarKategori, {});
      return result.kind === 'answer' ? (result.snapshot.value as readonly KategoriLaporan[]) : undefined;
    },
    applicationOf: (key) => edge.applications.find(key),
    takeRate: (application) => edge.limits.take(application),
    submit: (application, params) => counted(application.id, served, () => submitReport(application, params, edge)),
  });
}

async function counted<Result>(
  application: string,
  served: Health['served'],
  work: () => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  const tell = (status: number, how?: Side) =>
    served(
      { service: kirimLaporan.name, status, application, ...(how ? { how } : {}) },
      (performance.now() - started) / 1000,
    );
  try {
    const result = await work();
    tell(202);
    return result;
  } catch (error) {
    const { status, side } = problemFrom(error);
    tell(status, side);
    throw error;
  }
}

/** As `POST /v1/laporan` does once the body is known to be good. */
async function submitReport(application: Application, params: Record<string, unknown>, edge: ForwardEdge) {
  const service = kirimLaporan as unknown as SubmitService<Record<string, unknown>>;
  requireAudit(edge);
  const [purpose = ''] = application.purposes;
  const permission = edge.permissions.of(application, purpose, { name: service.name }, []);
  const { submissions, along } = await service.plan(params, edge.contextFor({ application, permission }));
  const whole = submissions.map((one) => ({ ...one, service: service.forward, application: application.id }));
  const [accepted] = await edge.relay.accept(whole, along ? { along } : {});
  const told = { service: service.name, subject: service.subject?.(params) ?? '', outcome: 'diterima' };
  record(edge, { requestId: requestIdOf(undefined) }, { application, purpose, params, permission }, told);
  return { reportId: accepted?.message.about.split(' ')[1] ?? '' };
}

export interface Doors {
  readonly callbacks: Callbacks;
  readonly open311: RequestListener;
  readonly facades: RequestListener;
  readonly console: RequestListener;
}

/** One server, five doors. */
export function inFrontOf(
  api: RequestListener,
  { callbacks, open311, facades, console: konsol }: Doors,
  traces: Traces,
): RequestListener {
  const served = traces.serving((request, response) => {
    if (callbacks.handle(request, response)) return;
    const { url = '' } = request;
    if (isOpen311(request)) open311(request, response);
    else if (isFacadeUrl(url)) facades(request, response);
    else api(request, response);
  });
  // what a person looks at in the console is no request of an application or an upstream
  return (request, response) =>
    isConsoleUrl(request.url ?? '') ? konsol(request, response) : served(request, response);
}

function isOpen311({ url = '' }: IncomingMessage): boolean {
  return url.startsWith('/open311/');
}
