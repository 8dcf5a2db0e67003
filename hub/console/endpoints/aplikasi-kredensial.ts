import type { Role } from '../../access/operators.ts';
import { Problem } from '../../api/problems.ts';
import {
  type Credential,
  createCredential,
  listCredentials,
  recordIdOf,
  removeCredential,
} from '../../facades/credentials.ts';
import { type CredentialKind, newCredential, referenceOf, shownId } from '../../facades/new-credential.ts';
import type { Kept, SealedRecords } from '../../store/sealed-records.ts';
import type { Store } from '../../store/store.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { DaftarKredensial, Kredensial, KredensialBaru } from '../views/kredensial.ts';
import { activeApplication } from './aplikasi.ts';

export interface AplikasiKredensialParts {
  readonly store: Pick<Store, 'applications'>;
  readonly records: Pick<SealedRecords, 'list' | 'create' | 'remove'>;
  readonly keyedHash: (text: string) => string;
  /** Upstreams whose old interface is spoken, and how that knows its callers. */
  readonly offered: Readonly<Record<string, CredentialKind>>;
  /** Holds from this moment on. */
  readonly refresh: () => Promise<void>;
  readonly now: () => Date;
  readonly trouble: (what: string, error?: unknown) => void;
}

/** `id` and `rahasia` where the application has its own already, in settings that nobody can change any more. */
interface Wanted {
  readonly sistem: string;
  readonly id?: string;
  readonly rahasia?: string;
}

const AT = '/aplikasi/:id/kredensial';

/** Credentials of old interfaces. A secret is shown once and never again: it is readable to the hub, and to nobody else. */
export function createAplikasiKredensial(parts: AplikasiKredensialParts): readonly Endpoint[] {
  const { store, records, keyedHash, offered, now, trouble } = parts;
  const refreshed = () =>
    parts.refresh().catch((error: unknown) => trouble('credentials of old interfaces could not be read again', error));
  const ownedBy = async (application: string) =>
    (await listCredentials(records)).filter(({ owner }) => owner === application);

  async function list({ params, operator }: ConsoleRequest): Promise<DaftarKredensial> {
    const own = await ownedBy(params.id ?? '');
    return {
      kredensial: own.map((kept) => kredensialOf(kept, operator.role)),
      antarmuka: Object.entries(offered).map(([sistem, kind]) => ({
        ...{ sistem, jenis: kind === 'pair' ? ('pasangan' as const) : ('token' as const) },
      })),
    };
  }

  async function add({ params, body }: ConsoleRequest<Wanted>): Promise<KredensialBaru> {
    const application = await activeApplication(params.id ?? '', store);
    const { sistem, id, rahasia } = body;
    const kind = offered[sistem];
    if (!kind) throw wrong('sistem', 'tidak mempunyai antarmuka lama');
    if (kind === 'token' && id !== undefined) throw wrong('id', 'sistem ini hanya mengenal token: isi rahasianya saja');
    if (kind === 'pair' && (id === undefined) !== (rahasia === undefined))
      throw wrong(id === undefined ? 'id' : 'rahasia', 'isi keduanya, atau kosongkan keduanya supaya dibuatkan');
    const credential = newCredential(sistem, kind, {
      ...(id === undefined ? {} : { id }),
      ...(rahasia === undefined ? {} : { secret: rahasia }),
    });
    const record = recordIdOf(keyedHash, credential);
    const made = { credential, application: application.id, id: record, at: now().getTime() };
    if (!(await createCredential(records, made)))
      throw new Problem('bentrok', { detail: 'Kredensial ini sudah dimiliki sebuah aplikasi.' });
    await refreshed();
    const shown = shownId(credential) ?? null;
    return {
      rujukan: referenceOf(record),
      sistem,
      id: shown,
      rahasia: rahasia === undefined ? credential.secret : null,
    };
  }

  async function remove({ params }: ConsoleRequest): Promise<void> {
    const own = await ownedBy(params.id ?? '');
    const found = own.find(({ id }) => referenceOf(id) === params.rujukan);
    if (!found || !(await removeCredential(records, found.id)))
      throw new Problem('tidak-ditemukan', { detail: 'Aplikasi ini tidak mempunyai kredensial dengan rujukan itu.' });
    await refreshed();
  }

  return [
    endpoint({ method: 'GET', path: AT, role: 'pengamat', run: list }),
    endpoint<Wanted>({
      ...{ method: 'POST', path: AT, role: 'admin', action: 'kredensial-tambah', run: add },
      about: ({ params, body }) => `${params.id} ${body.sistem}`,
      body: {
        ...{ type: 'object', additionalProperties: false, required: ['sistem'] },
        properties: {
          sistem: { type: 'string', maxLength: 40 },
          id: { type: 'string', minLength: 1, maxLength: 100, pattern: '^\\S+$' },
          rahasia: { type: 'string', minLength: 4, maxLength: 200 },
        },
      },
    }),
    endpoint({
      ...{ method: 'DELETE', path: `${AT}/:rujukan`, role: 'admin', action: 'kredensial-cabut', run: remove },
      about: ({ params }) => `${params.id} ${params.rujukan}`,
    }),
  ];
}

function kredensialOf({ id, value, createdAt }: Kept<Credential>, role: Role): Kredensial {
  const shown = shownId(value) ?? null;
  const whole = shown === null || role === 'admin' ? shown : `…${shown.slice(-3)}`;
  return { rujukan: referenceOf(id), sistem: value.upstream, id: whole, sejak: createdAt };
}

function wrong(di: string, masalah: string): Problem {
  return new Problem('permintaan-tidak-sah', { detail: 'Isian belum benar.', mistakes: [{ di, masalah }] });
}
