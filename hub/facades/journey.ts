import { hash } from 'node:crypto';
import { problemFrom } from '../api/failures.ts';
import { Problem } from '../api/problems.ts';
import type { FacadeAddress } from './address.ts';
import { admitCall, type Recognised, recognise } from './asking.ts';
import type { createCallers } from './callers.ts';
import type { FacadeParts, OfferedRelease, Served } from './parts.ts';
import { readCall } from './reading.ts';
import { type Said, sayProblem, sayRefusal } from './saying.ts';
import { submitCall } from './submitting.ts';

/** A call as it came, its body read. */
export interface RawCall {
  readonly requestId: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Where it came from. */
  readonly from: string;
}

export interface Travelled {
  readonly said: Said;
  /** Absent where none was recognised. */
  readonly operation?: string;
  readonly cause?: unknown;
  /** As the unified API would have answered; absent where none was recognised. */
  readonly served?: Served;
}

/**
 * The journey of a call of an old interface: credentials, operation, and from there on the road of the unified API. Every
 * end of it is said in the old protocol. Never rejects.
 */
export async function travel(
  call: RawCall,
  address: FacadeAddress,
  offered: OfferedRelease,
  callerOf: ReturnType<typeof createCallers>,
  parts: FacadeParts,
): Promise<Travelled> {
  const { facade, protocol } = offered;
  let recognised: Recognised | undefined;
  let application = '';
  try {
    const received = protocol.receive(call);
    if (received.kind === 'refused') return { said: sayRefusal(received.because, received.sentence, facade.word) };
    const caller = await callerOf(address.upstream, received, call.from);
    if (caller.kind === 'stopped') throw tooMany();
    if (caller.kind === 'refused') {
      const { because, sentence } = caller.refusal;
      return { said: sayRefusal(because, sentence, facade.word) };
    }
    application = caller.application.id;
    recognised = recognise(address.upstream, facade, { ...address, method: call.method, body: received.body });
    const { operation } = recognised;
    const admitted = await admitCall(recognised, caller.application, call.requestId, parts);
    const said =
      recognised.route.kind === 'read'
        ? await readCall(admitted, operation, recognised.route.service, parts.edge)
        : await submitCall(
            { ...admitted, fingerprint: fingerprintOf(address, call) },
            operation,
            recognised.route,
            parts,
          );
    const { kind, service } = recognised.route;
    const how = said.keadaan === undefined ? {} : { how: said.keadaan };
    return {
      said,
      operation: operation.name,
      served: { service: service.name, status: kind === 'read' ? 200 : 202, application, ...how },
    };
  } catch (error) {
    const problem = problemFrom(error);
    const words = recognised?.operation.word ?? facade.word;
    return {
      said: sayProblem(problem, words),
      ...(recognised ? whatOf(recognised, problem, application) : {}),
      ...(problem === error ? {} : { cause: error }),
    };
  }
}

function whatOf({ operation, route }: Recognised, { status, side }: Problem, application: string) {
  return { operation: operation.name, served: { service: route.service.name, status, how: side, application } };
}

function fingerprintOf({ upstream, release, path }: FacadeAddress, { body }: RawCall): string {
  return hash('sha256', JSON.stringify([upstream, release, path.toLowerCase(), body]), 'base64url');
}

function tooMany(): Problem {
  return new Problem('batas-terlampaui', {
    detail: 'Terlalu banyak kredensial salah dari alamat ini. Coba lagi dalam satu menit.',
    headers: { 'Retry-After': '60' },
  });
}
