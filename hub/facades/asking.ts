import type { Application } from '../access/applications.ts';
import { goodParams } from '../api/admission.ts';
import { checkRate, checkScope } from '../api/caller.ts';
import { Problem } from '../api/problems.ts';
import type { Facade, FacadeOperation } from '../mapping/backwards/facade.ts';
import type { WireCall } from '../mapping/backwards/recognise.ts';
import type { Asked } from '../mapping/field.ts';
import { type FacadeRoute, facadeRoutes } from '../services/facades.ts';
import type { FacadeParts } from './parts.ts';

/** A call whose operation is known: what is asked, and who answers it. */
export interface Recognised {
  readonly operation: FacadeOperation;
  readonly route: FacadeRoute;
  /** `undefined`: some of it says nothing the release can have been asked. */
  readonly asked: Asked | undefined;
}

/** What the façade of a release makes of a call. Throws a Problem where it is of no operation. */
export function recognise(upstream: string, { operations }: Facade, call: WireCall): Recognised {
  for (const operation of operations) {
    const recognised = operation.recognise(call);
    const route = recognised && routeOf(upstream, operation.name);
    if (route) return { operation, route, asked: recognised.kind === 'asked' ? recognised.asked : undefined };
  }
  throw new Problem('alamat-tidak-dikenal', { detail: 'Antarmuka lama ini tidak mempunyai alamat itu.' });
}

function routeOf(upstream: string, operation: string): FacadeRoute | undefined {
  return facadeRoutes.find(
    ({ service, operations }) => service.connector === upstream && operations.includes(operation),
  );
}

/** A call that was let in, as the unified API would have it. */
export interface AdmittedCall {
  readonly application: Application;
  /** Old protocols name none: the application's first. */
  readonly purpose: string;
  readonly asked: Asked;
  readonly params: Record<string, unknown>;
  readonly requestId: string;
}

/** Scope, limit and the document of the unified API, in its own order. Throws a Problem. */
export async function admitCall(
  { route, asked }: Recognised,
  application: Application,
  requestId: string,
  { edge, operationOf, checkOf }: FacadeParts,
): Promise<AdmittedCall> {
  const operation = operationOf(route.service.name);
  checkScope(application, operation);
  await checkRate(application, edge.limits);
  if (!asked) throw new Problem('permintaan-tidak-sah', { detail: 'Isi permintaan tidak dapat dibaca.' });
  const { path = {}, body } = route.requestOf(asked);
  const params = goodParams(checkOf(operation)({ path, query: undefined, headers: {}, body }));
  const [purpose = ''] = application.purposes;
  return { application, purpose, asked, params, requestId };
}
