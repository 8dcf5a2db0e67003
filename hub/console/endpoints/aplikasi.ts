import type { Applications } from '../../access/applications.ts';
import { faultsOf, type Registration, register, renewKey } from '../../access/registration.ts';
import { Problem } from '../../api/problems.ts';
import type { Scope } from '../../api/scopes.ts';
import type { Usage } from '../../health/usage.ts';
import { withoutLongNumbers } from '../../identifiers/without-long-numbers.ts';
import type { Store, StoredApplication } from '../../store/store.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Topic } from '../live.ts';
import type {
  Aplikasi,
  AplikasiSingkat,
  Cakupan,
  KunciBaru,
  PemakaianAplikasi,
  PendaftaranAplikasi,
} from '../views/aplikasi.ts';
import { layananOf, mistakesOf, pemakaianOf, singkatOf } from './aplikasi-words.ts';

export interface AplikasiParts {
  readonly store: Pick<Store, 'applications'>;
  readonly applications: Pick<Applications, 'all' | 'refresh'>;
  readonly usage: Pick<Usage, 'of'>;
  readonly scopes: readonly Scope[];
  /** Of an application that has no limit of its own. */
  readonly defaultPerMinute: number;
  /** Instances whose questions an application of this name answers. */
  readonly answersFor: (name: string) => readonly string[];
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

const TEXTS = { type: 'array', maxItems: 60, items: { type: 'string', maxLength: 60 } };
const LIMIT = { type: ['integer', 'null'] };
const RULES = { cakupan: TEXTS, keperluan: TEXTS, batas: LIMIT };
const bodyOf = (properties: object) => ({
  ...{ type: 'object', additionalProperties: false, required: Object.keys(properties), properties },
});

type ChangedRules = Omit<PendaftaranAplikasi, 'nama'>;

/** Applications that may call the unified API: who they are, what they may, how much they ask. */
export function createAplikasi(parts: AplikasiParts) {
  const { store, applications, usage, scopes, now, trouble } = parts;
  const names = scopes.map(({ name }) => name);

  /** What stands in the store holds from this moment on; should it not be read, every second does it again. */
  const refreshed = () =>
    applications.refresh().catch((error: unknown) => trouble('applications could not be read again', error));

  function check(registration: Registration): void {
    const mistakes = mistakesOf(faultsOf(registration, names));
    if (mistakes.length > 0) throw new Problem('permintaan-tidak-sah', { detail: 'Isian belum benar.', mistakes });
  }

  async function create(body: PendaftaranAplikasi): Promise<KunciBaru> {
    const registration = registrationOf(body);
    check(registration);
    const all = await store.applications.list();
    if (all.some(({ name, revokedAt }) => name === body.nama && revokedAt === undefined)) throw taken(body.nama);
    const { application, key } = await register(store.applications, registration, now().getTime());
    await refreshed();
    return { id: application.id, nama: application.name, kunci: key };
  }

  async function change(id: string, { cakupan, keperluan, batas }: ChangedRules): Promise<void> {
    const { name } = await activeApplication(id, store);
    check(registrationOf({ nama: name, cakupan, keperluan, batas }));
    const changed = await store.applications.change(id, {
      ...{ scopes: cakupan, purposes: keperluan, requestsPerMinute: batas },
    });
    if (!changed) throw revoked();
    await refreshed();
  }

  async function newKeyOf(id: string): Promise<KunciBaru> {
    const { name } = await activeApplication(id, store);
    const kunci = await renewKey(store.applications, id);
    if (kunci === undefined) throw revoked();
    await refreshed();
    return { id, nama: name, kunci };
  }

  async function revoke(id: string): Promise<void> {
    await activeApplication(id, store);
    if (!(await store.applications.revoke(id, now().getTime()))) throw revoked();
    await refreshed();
  }

  async function list(): Promise<readonly AplikasiSingkat[]> {
    const all = await store.applications.list();
    const active = all.filter(({ revokedAt }) => revokedAt === undefined);
    const gone = all.filter(({ revokedAt }) => revokedAt !== undefined);
    return [
      ...active.toSorted((one, other) => one.name.localeCompare(other.name)),
      ...gone.toSorted((one, other) => (other.revokedAt ?? 0) - (one.revokedAt ?? 0)),
    ].map((application) => singkatOf(application, usage.of(application.id)));
  }

  async function whole(id: string): Promise<Aplikasi> {
    const application = await knownApplication(id, store);
    const used = usage.of(id);
    return {
      ...singkatOf(application, used),
      batasBaku: parts.defaultPerMinute,
      menjawab: application.revokedAt === undefined ? parts.answersFor(application.name) : [],
      layanan: layananOf(used),
    };
  }

  const topic: Topic = () => ({
    value: Object.fromEntries(
      applications.all().map(({ id }) => [id, pemakaianOf(usage.of(id))]),
    ) satisfies PemakaianAplikasi,
    urgent: '', // figures, which nobody minds seeing some seconds late
  });

  const idOf = ({ params }: { readonly params: Readonly<Record<string, string>> }) => params.id ?? '';
  const endpoints: readonly Endpoint[] = [
    endpoint({ method: 'GET', path: '/aplikasi', role: 'pengamat', run: list }),
    endpoint({ method: 'GET', path: '/cakupan', role: 'pengamat', run: async () => scopes.map(cakupanOf) }),
    endpoint({ method: 'GET', path: '/aplikasi/:id', role: 'pengamat', run: (request) => whole(idOf(request)) }),
    endpoint<PendaftaranAplikasi>({
      ...{ method: 'POST', path: '/aplikasi', role: 'admin', action: 'aplikasi-buat' },
      about: ({ body }) => withoutLongNumbers(body.nama),
      body: bodyOf({ nama: { type: 'string', maxLength: 60 }, ...RULES }),
      run: ({ body }) => create(body),
    }),
    endpoint<ChangedRules>({
      ...{ method: 'PUT', path: '/aplikasi/:id', role: 'admin', action: 'aplikasi-ubah', about: idOf },
      body: bodyOf(RULES),
      run: (request) => change(idOf(request), request.body),
    }),
    endpoint({
      ...{ method: 'POST', path: '/aplikasi/:id/kunci', role: 'admin', action: 'aplikasi-kunci-baru', about: idOf },
      run: (request) => newKeyOf(idOf(request)),
    }),
    endpoint({
      ...{ method: 'POST', path: '/aplikasi/:id/cabut', role: 'admin', action: 'aplikasi-cabut', about: idOf },
      run: (request) => revoke(idOf(request)),
    }),
  ];
  return { endpoints, topics: { aplikasi: topic } };
}

type Applicants = Pick<Store, 'applications'>;

/** Throws a 404 problem. */
async function knownApplication(id: string, { applications }: Applicants): Promise<StoredApplication> {
  const found = (await applications.list()).find((one) => one.id === id);
  if (found) return found;
  throw new Problem('tidak-ditemukan', { detail: 'Tidak ada aplikasi dengan nomor ini.' });
}

/** Throws a 404 problem, or 409 where it is revoked. */
export async function activeApplication(id: string, store: Applicants): Promise<StoredApplication> {
  const found = await knownApplication(id, store);
  if (found.revokedAt !== undefined) throw revoked();
  return found;
}

function registrationOf({ nama, cakupan, keperluan, batas }: PendaftaranAplikasi): Registration {
  return {
    ...{ name: nama, scopes: cakupan, purposes: keperluan },
    ...(batas === null ? {} : { requestsPerMinute: batas }),
  };
}

function cakupanOf({ name, inIndonesian, inEnglish, operations }: Scope): Cakupan {
  const layanan = operations.map(({ id, summary }) => ({ id, ringkas: summary }));
  return { nama: name, untuk: inIndonesian, untukInggris: inEnglish, layanan };
}

function taken(nama: string): Problem {
  return new Problem('permintaan-tidak-sah', {
    detail: 'Isian belum benar.',
    mistakes: [{ di: 'nama', masalah: `aplikasi "${nama}" sudah ada; cabut dahulu, atau pakai nama lain` }],
  });
}

function revoked(): Problem {
  return new Problem('bentrok', { detail: 'Aplikasi ini sudah dicabut. Daftarkan yang baru bila masih diperlukan.' });
}
