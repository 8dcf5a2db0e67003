import type { Application, Applications } from '../access/applications.ts';
import type { RateLimits } from '../access/limits.ts';
import type { Audit } from '../audit/audit.ts';
import { authenticate, checkRate, checkScope, type Permission, type Permissions, purposeOf } from './caller.ts';
import type { ApiOperation } from './document.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest } from './read-handler.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface AdmissionEdge {
  readonly applications: Applications;
  readonly limits: RateLimits;
  readonly permissions: Permissions;
  readonly audit: Audit;
  readonly keyedHash: (text: string) => string;
  readonly now: () => Date;
}

/** Who asks for what, once key, scope, limit, document and agreement have let the request in. */
export interface Admitted {
  readonly application: Application;
  readonly purpose: string;
  readonly params: Record<string, unknown>;
  /** Absent where the service needs no instance. */
  readonly permission?: Permission;
}

/** Throws a Problem where one of them does not. */
export async function admit(
  given: EdgeRequest,
  operation: ApiOperation,
  check: (request: RawRequest) => Checked,
  edge: AdmissionEdge,
  needsInstance: boolean,
): Promise<Admitted> {
  const { headers } = given.request;
  const application = authenticate(headers, edge.applications);
  given.application = application.id;
  checkScope(application, operation);
  await checkRate(application, edge.limits);
  const params = goodParams(check(given));
  const purpose = purposeOf(headers, application);
  if (!needsInstance) return { application, purpose, params };
  return {
    application,
    purpose,
    params,
    permission: edge.permissions.of(application, purpose, { name: operation.id }, []),
  };
}

export function goodParams(checked: Checked): Record<string, unknown> {
  if (checked.kind === 'good') return checked.params;
  throw new Problem('permintaan-tidak-sah', {
    detail: `Permintaan tidak sesuai dokumen: ${checked.mistakes.length} kesalahan, lihat "kesalahan".`,
    mistakes: checked.mistakes,
  });
}

/** Personal data goes in or out only while it can be accounted for. Throws a 503 problem. */
export function requireAudit({ audit }: AdmissionEdge): void {
  if (audit.available()) return;
  throw new Problem('sibuk', {
    detail: 'Catatan akses sedang tidak dapat ditulis, jadi data pribadi tidak diproses. Coba lagi sebentar.',
    headers: { 'Retry-After': '5' },
  });
}

export function record(
  { audit, keyedHash, now }: AdmissionEdge,
  { requestId }: Pick<EdgeRequest, 'requestId'>,
  { application, purpose, permission }: Admitted,
  told: { readonly service: string; readonly subject: string; readonly outcome: string },
): void {
  const [grant] = permission?.grants.values() ?? [];
  audit.record({
    at: now().getTime(),
    requestId,
    application: application.id,
    purpose,
    agreement: grant?.agreement ?? '',
    service: told.service,
    subject: keyedHash(told.subject),
    fields: '*',
    outcome: told.outcome,
  });
}
