import type { IncomingHttpHeaders } from 'node:http';
import { type Grant, grantOf, type InstanceAgreements } from '../access/agreements.ts';
import type { Application, Applications } from '../access/applications.ts';
import type { RateLimits } from '../access/limits.ts';
import type { ApiOperation } from './document.ts';
import { Problem } from './problems.ts';

/** The application of the key that came with a request. Throws a 401 problem. */
export function authenticate(headers: IncomingHttpHeaders, applications: Applications): Application {
  const key = keyOf(headers);
  if (key === undefined)
    throw new Problem('kunci-tidak-ada', {
      detail: 'Sertakan kunci aplikasi: "Authorization: Bearer <kunci>" atau "X-Api-Key: <kunci>".',
      headers: { 'WWW-Authenticate': 'Bearer realm="simpul"' },
    });
  const application = applications.find(key);
  if (application) return application;
  throw new Problem('kunci-tidak-dikenal', {
    detail: 'Kunci ini tidak dikenal atau sudah dicabut. Mintalah kunci baru kepada Diskominfo.',
    headers: { 'WWW-Authenticate': 'Bearer realm="simpul", error="invalid_token"' },
  });
}

function keyOf({ authorization, 'x-api-key': plain }: IncomingHttpHeaders): string | undefined {
  if (authorization && authorization.length > 7 && authorization.slice(0, 7).toLowerCase() === 'bearer ')
    return authorization.slice(7).trim();
  return typeof plain === 'string' && plain !== '' ? plain : undefined;
}

/** Throws a 403 problem. */
export function checkScope(application: Application, { scope }: ApiOperation): void {
  if (scope === undefined || application.scopes.includes(scope)) return;
  throw new Problem('cakupan-kurang', {
    detail: `Operasi ini memerlukan cakupan "${scope}", yang tidak dimiliki aplikasi "${application.name}".`,
  });
}

/** Throws a 429 problem. */
export async function checkRate(application: Application, limits: RateLimits): Promise<void> {
  const seconds = await limits.take(application);
  if (seconds === undefined) return;
  throw new Problem('batas-terlampaui', {
    detail: `Aplikasi "${application.name}" melampaui batas permintaannya. Coba lagi dalam ${seconds} detik.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** What the request says it is for; the application's first purpose when it says nothing. Throws a 403 problem. */
export function purposeOf(headers: IncomingHttpHeaders, application: Application): string {
  const named = headers.keperluan;
  const [usual = ''] = application.purposes;
  if (typeof named !== 'string' || named === '') return usual;
  if (application.purposes.includes(named)) return named;
  throw new Problem('keperluan-tidak-terdaftar', {
    detail: `Keperluan ini tidak terdaftar untuk aplikasi "${application.name}"; yang terdaftar: ${application.purposes.join(', ')}.`,
  });
}

export interface Permission {
  /** Instances this request may ask. */
  readonly instances: readonly string[];
  readonly grants: ReadonlyMap<string, Extract<Grant, { kind: 'granted' }>>;
}

/** What is asked for, as far as agreements care. */
export interface Permitted {
  readonly name: string;
  /** Fields that come along whatever is named. */
  readonly always?: readonly string[];
}

export interface Permissions {
  /** Throws a 403 problem where no agreement covers the request, or not all it asks for. */
  of(application: Application, purpose: string, service: Permitted, wanted: readonly string[]): Permission;
}

export interface PermissionOptions {
  readonly instancesOf: (service: string) => readonly string[];
  readonly agreementsOf: (instance: string) => InstanceAgreements;
  readonly now: () => Date;
}

interface Remembered {
  readonly permission: Permission;
  readonly until: number;
}

const REMEMBER_MS = 60_000; // agreements end at midnight, and a minute after it is soon enough

export function createPermissions({ instancesOf, agreementsOf, now }: PermissionOptions): Permissions {
  // by application object: those are made anew with every refresh, and what is remembered of the old ones goes with them
  const remembered = new WeakMap<Application, Map<string, Remembered>>();

  const decide = (application: Application, purpose: string, service: Permitted): Permission => {
    const grants = new Map<string, Extract<Grant, { kind: 'granted' }>>();
    let refusal: Exclude<Grant, { kind: 'granted' }> = { kind: 'uncovered' };
    const instances = instancesOf(service.name);
    if (instances.length === 0) throw notConnected(service.name); // a configuration without it, not a paper that lacks
    for (const instance of instances) {
      const grant = grantOf(agreementsOf(instance), application, purpose, now());
      if (grant.kind === 'granted') grants.set(instance, grant);
      else if (grant.kind === 'expired') refusal = grant;
    }
    if (grants.size > 0) return { instances: [...grants.keys()], grants };
    if (refusal.kind === 'expired')
      throw new Problem('perjanjian-berakhir', {
        detail: `Perjanjian ${refusal.agreement} berlaku sampai ${refusal.lastDay}. Perpanjang dengan pemilik data.`,
      });
    throw new Problem('perjanjian-tidak-mencakup', {
      detail: `Tidak ada perjanjian yang mencakup "${service.name}" untuk keperluan "${purpose}".`,
    });
  };

  return {
    of(application, purpose, service, wanted) {
      const at = now().getTime();
      const own = remembered.get(application) ?? new Map<string, Remembered>();
      const key = purpose === application.purposes[0] ? service.name : `${service.name} ${purpose}`;
      const there = own.get(key);
      const permission = there && there.until > at ? there.permission : decide(application, purpose, service);
      if (permission !== there?.permission) {
        own.set(key, { permission, until: at + REMEMBER_MS });
        remembered.set(application, own);
      }
      if (wanted.length > 0) checkFields(permission, wanted, service.always ?? []);
      return permission;
    },
  };
}

function notConnected(service: string): Problem {
  return new Problem('hulu-tidak-tersedia', {
    detail: `Daerah ini belum menghubungkan sumber untuk "${service}".`,
    headers: { 'Retry-After': '3600' },
  });
}

function checkFields({ grants }: Permission, wanted: readonly string[], always: readonly string[]): void {
  for (const { agreement, fields } of grants.values()) {
    const outside = fields ? wanted.filter((field) => !fields.has(field) && !always.includes(field)) : [];
    if (outside.length > 0)
      throw new Problem('perjanjian-tidak-mencakup', {
        detail: `Perjanjian ${agreement} tidak mencakup bidang: ${outside.join(', ')}.`,
      });
  }
}
