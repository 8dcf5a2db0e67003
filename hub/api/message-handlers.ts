import { KEADAAN_PESAN } from '../services/message-states.ts';
import type { MessageFilter, MessageState, StoredMessage } from '../store/forwarding.ts';
import { type Admitted, admit, record, requireAudit } from './admission.ts';
import type { Corrections } from './correction.ts';
import { cursorOf, sequenceOf } from './cursor.ts';
import type { ApiOperation } from './document.ts';
import { answerJson } from './json-answer.ts';
import { pesanOf, riwayatOf } from './message-view.ts';
import { Problem } from './problems.ts';
import type { EdgeRequest, Handler } from './read-handler.ts';
import type { ForwardEdge } from './submit-handler.ts';
import type { Checked, RawRequest } from './validation.ts';

export interface MessageParts {
  readonly edge: ForwardEdge;
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly checkOf: (operation: ApiOperation) => (request: RawRequest) => Checked;
  readonly corrections: Corrections;
}

/** An application looks after what it handed over. It sees its own messages and nobody else's. */
export function messageHandlers({
  edge,
  operations,
  checkOf,
  corrections,
}: MessageParts): ReadonlyMap<string, Handler> {
  const { relay, messages, payloads } = edge;
  type Run = (request: EdgeRequest, admitted: Admitted) => Promise<void>;
  const handler = (id: string, run: Run): [string, Handler] => {
    const operation = operations.get(id);
    if (!operation) throw new Error(`openapi/simpul.yaml has no operation "${id}"`);
    const check = checkOf(operation);
    return [id, async (request) => run(request, await admit(request, operation, check, edge, false))];
  };
  const own = async ({ application, params }: Admitted): Promise<StoredMessage> => {
    const message = await messages.get(String(params.id));
    if (message && message.application === application.id) return message;
    throw new Problem('tidak-ditemukan', { detail: 'Tidak ada pesan dengan nomor ini milik aplikasi Anda.' });
  };
  const viewOf = (message: StoredMessage) => pesanOf(message, relay.laneOf(message.lane), payloads.openResult(message));

  return new Map<string, Handler>([
    handler('daftarPesan', async (request, { application, params }) => {
      const limit = Number(params.batas ?? 50);
      const found = await messages.list(filterOf(application.id, params, limit + 1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last ? cursorOf(last.sequence) : null;
      answerJson(request, 200, { data: page.map(viewOf), halaman: { berikutnya: next } });
    }),
    handler('getPesan', async (request, admitted) => {
      const message = await own(admitted);
      const history = await messages.history(message.id);
      answerJson(request, 200, { data: { ...viewOf(message), riwayat: history.map(riwayatOf) } });
    }),
    handler('batalPesan', async (request, admitted) => {
      const message = await own(admitted);
      if (!(await relay.cancel(message))) throw conflict(await own(admitted), 'dibatalkan');
      answerJson(request, 200, { data: viewOf(await own(admitted)) });
    }),
    handler('ulangPesan', async (request, admitted) => {
      const message = await own(admitted);
      const asked = request.body === undefined ? undefined : await corrected(request, admitted, message);
      if (!(await relay.resubmit(message, asked))) throw conflict(await own(admitted), 'diulang');
      answerJson(request, 202, { data: viewOf(await own(admitted)) }, { Location: `/v1/pesan/${message.id}` });
    }),
  ]);

  /** The corrected body passes the same door as the first one did. */
  async function corrected(request: EdgeRequest, { application, purpose }: Admitted, message: StoredMessage) {
    const correctable = corrections.of(message);
    if (!correctable)
      throw new Problem('bentrok', { detail: `Pesan "${message.service}" tidak punya badan yang dapat diperbaiki.` });
    const { service } = correctable;
    if (service.subject) requireAudit(edge);
    const { body, headers } = request;
    const given = { application, purpose, body, headers };
    const { asked, params, permission } = await corrections.correct(correctable, message, given);
    if (service.subject) {
      const told = { service: service.name, subject: service.subject(params), outcome: 'diterima' };
      record(edge, request, { application, purpose, params, permission }, told);
    }
    return asked;
  }
}

const STATES = Object.entries(KEADAAN_PESAN) as readonly (readonly [MessageState, string])[];

function filterOf(application: string, params: Record<string, unknown>, limit: number): MessageFilter {
  const state = STATES.find(([, keadaan]) => keadaan === params.keadaan)?.[0];
  return {
    application,
    limit,
    ...(state ? { state } : {}),
    ...(params.layanan === undefined ? {} : { service: String(params.layanan) }),
    ...(params.sejak === undefined ? {} : { since: Date.parse(String(params.sejak)) }),
    ...(params.kursor === undefined ? {} : { before: sequenceOf(String(params.kursor)) }),
  };
}

function conflict({ state }: StoredMessage, wanted: string): Problem {
  return new Problem('bentrok', { detail: `Pesan ini sedang "${KEADAAN_PESAN[state]}" dan tidak dapat ${wanted}.` });
}
