import { Problem } from '../../api/problems.ts';
import type { Word } from '../../relay/deciding.ts';
import type { Relay } from '../../relay/relay.ts';
import { KEADAAN_PESAN } from '../../services/message-states.ts';
import type { HistoryEntry, MessageStore, StoredMessage } from '../../store/forwarding.ts';
import { type ListedParts, pesanRingkasOf } from '../content/listed.ts';
import type { MessageContent } from '../content/message-content.ts';
import type { Edits } from '../content/overlay.ts';
import { troubleOf } from '../content/trouble.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { KejadianPesan, Pesan } from '../views/pesan.ts';
import { listedOf } from './daftar-pesan.ts';
import { KEADAAN_JALUR } from './jalur.ts';

export interface PesanParts extends ListedParts {
  readonly messages: Pick<MessageStore, 'get' | 'history'>;
  readonly relay: Pick<Relay, 'cancel' | 'resubmit' | 'confirm' | 'laneOf'>;
  readonly content: MessageContent;
}

interface Correcting extends Edits {
  /** `berubahPada` of the message as it was looked at. */
  readonly versi: number;
}

const REASON = {
  type: 'object',
  additionalProperties: false,
  required: ['alasan'],
  properties: { alasan: { type: 'string', minLength: 5, maxLength: 300 } },
};
const FIELDS = { type: 'string', maxLength: 200 };
const CORRECTION = {
  type: 'object',
  additionalProperties: false,
  required: ['versi', 'ubah', 'hapus'],
  properties: {
    versi: { type: 'integer' },
    ubah: {
      type: 'object',
      maxProperties: 100,
      propertyNames: FIELDS,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    hapus: { type: 'array', maxItems: 100, items: FIELDS },
  },
};

/** One message, and what may be decided about it. */
export function createPesan(parts: PesanParts): readonly Endpoint[] {
  const { messages, relay, content } = parts;

  async function found({ params }: Pick<ConsoleRequest, 'params'>): Promise<StoredMessage> {
    const message = await messages.get(params.id ?? '');
    if (message) return message;
    throw new Problem('tidak-ditemukan', {
      detail: 'Tidak ada pesan dengan nomor ini. Pesan yang sudah selesai dihapus sesudah masa simpannya.',
    });
  }

  async function viewOf(message: StoredMessage): Promise<Pesan> {
    const { state } = message;
    const open = state === 'waiting' || state === 'unsure' || state === 'refused';
    const history = await messages.history(message.id);
    return {
      ...pesanRingkasOf(listedOf(message), parts),
      menungguPesan: message.behind,
      keadaanJalur: KEADAAN_JALUR[relay.laneOf(message.lane).state],
      riwayat: history.map(eventOf),
      boleh: { koreksi: open && content.mayCorrect(message), ulang: open, batal: open, pastikan: state === 'unsure' },
    };
  }

  /** Does it, or says what the message has come to meanwhile. */
  async function decided(
    request: ConsoleRequest,
    wanted: string,
    decide: (message: StoredMessage) => Promise<boolean>,
  ) {
    const message = await found(request);
    if (!(await decide(message))) throw conflict(await found(request), wanted);
    return viewOf(await found(request));
  }

  const about = ({ params }: Pick<ConsoleRequest<unknown>, 'params'>) => (params.id ?? '').slice(0, 60);
  const role = 'operator' as const;
  return [
    endpoint({
      method: 'GET',
      path: '/antrean/pesan/:id',
      role: 'pengamat',
      run: async (request) => viewOf(await found(request)),
    }),
    endpoint({
      ...{ method: 'GET', path: '/antrean/pesan/:id/isi', role, action: 'pesan-lihat-isi', about },
      run: async (request) => content.look(await found(request), request),
    }),
    endpoint<Correcting>({
      ...{ method: 'POST', path: '/antrean/pesan/:id/koreksi', role, action: 'pesan-koreksi', about },
      body: CORRECTION,
      run: (request) =>
        decided(request, 'dikoreksi', async (message) => {
          if (message.changedAt !== request.body.versi) throw changedMeanwhile();
          return relay.resubmit(message, await content.corrected(message, request.body, request), wordOf(request));
        }),
    }),
    endpoint({
      ...{ method: 'POST', path: '/antrean/pesan/:id/ulang', role, action: 'pesan-ulang', about },
      run: (request) =>
        decided(request, 'dikirim ulang', (message) => relay.resubmit(message, undefined, wordOf(request))),
    }),
    endpoint<{ alasan: string }>({
      ...{ method: 'POST', path: '/antrean/pesan/:id/batal', role, action: 'pesan-batal', about },
      body: REASON,
      run: (request) =>
        decided(request, 'dibatalkan', (message) => relay.cancel(message, wordOf(request, request.body.alasan))),
    }),
    endpoint<{ alasan: string }>({
      ...{ method: 'POST', path: '/antrean/pesan/:id/pastikan', role, action: 'pesan-pastikan', about },
      body: REASON,
      run: (request) =>
        decided(request, 'dinyatakan sampai', (message) =>
          relay.confirm(message, wordOf(request, request.body.alasan)),
        ),
    }),
  ];
}

export function wordOf({ operator }: Pick<ConsoleRequest, 'operator'>, reason?: string): Word {
  return { by: `operator:${operator.name}`, ...(reason === undefined ? {} : { reason: reason.trim() }) };
}

function eventOf({ at, what, attempt, detail }: HistoryEntry): KejadianPesan {
  const told = (detail === '' ? {} : JSON.parse(detail)) as {
    readonly lamaMs?: number;
    readonly oleh?: string;
    readonly dikoreksi?: boolean;
  };
  return {
    ...troubleOf(detail),
    pada: at,
    peristiwa: what,
    percobaan: attempt,
    lamaMs: told.lamaMs ?? null,
    oleh: (told.oleh ?? '').replace(/^operator:/, ''),
    dikoreksi: told.dikoreksi ?? false,
  };
}

function conflict({ state }: StoredMessage, wanted: string): Problem {
  return new Problem('bentrok', { detail: `Pesan ini sedang "${KEADAAN_PESAN[state]}" dan tidak dapat ${wanted}.` });
}

function changedMeanwhile(): Problem {
  return new Problem('bentrok', {
    detail: 'Pesan ini berubah sejak isinya dibuka. Buka isinya lagi, lalu perbaiki.',
  });
}
