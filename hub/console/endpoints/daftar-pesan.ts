import { Problem } from '../../api/problems.ts';
import type { Relay } from '../../relay/relay.ts';
import type { ListedMessage, MessageStore, StoredMessage } from '../../store/forwarding.ts';
import { findAll, findPage, SARINGAN, wantedOf } from '../content/finding.ts';
import { type ListedParts, pesanRingkasOf } from '../content/listed.ts';
import { reasonKeyOf, troubleOf } from '../content/trouble.ts';
import { type ConsoleRequest, type Endpoint, endpoint } from '../endpoint.ts';
import type { DaftarPesan, KelompokSebab, PilihanSaringan } from '../views/pesan.ts';

export interface DaftarPesanParts extends ListedParts {
  readonly messages: Pick<MessageStore, 'search' | 'get'>;
  readonly relay: Pick<Relay, 'laneOf'>;
  readonly services: readonly string[];
  readonly applications: () => PilihanSaringan['aplikasi'];
}

const PER_PAGE = 50;
/** Reasons of more than so many messages are told of the newest of them. */
const MOST_GROUPED = 20_000;
const MOST_GROUPS = 12;

/** What is on its way and what is stuck, without what it carries. */
export function createDaftarPesan(parts: DaftarPesanParts): readonly Endpoint[] {
  const { messages, services, applications } = parts;

  async function list({ query }: ConsoleRequest): Promise<DaftarPesan> {
    const { id, sebelum, ...saringan } = query;
    if (id !== undefined) {
      const one = await messages.get(id);
      return { pesan: one ? [pesanRingkasOf(listedOf(one), parts)] : [], berikutnya: null };
    }
    const before = sebelum === undefined ? undefined : sequenceOf(sebelum);
    const found = await findPage(messages, wantedOf(saringan), { before, limit: PER_PAGE });
    return { pesan: found.messages.map((one) => pesanRingkasOf(one, parts)), berikutnya: found.next ?? null };
  }

  async function reasons({ query, signal }: ConsoleRequest): Promise<readonly KelompokSebab[]> {
    const keadaan = query.keadaan ?? 'ditolak';
    if (keadaan !== 'ditolak' && keadaan !== 'tidak-pasti')
      throw new Problem('permintaan-tidak-sah', { detail: 'Sebab hanya ada pada pesan ditolak atau tidak pasti.' });
    const groups = new Map<string, { count: number; trouble: string }>();
    let seen = 0;
    for await (const bite of findAll(messages, wantedOf({ ...query, keadaan }), signal)) {
      for (const { trouble } of bite) {
        const key = reasonKeyOf(trouble);
        const there = groups.get(key);
        if (there) there.count += 1;
        else groups.set(key, { count: 1, trouble });
      }
      seen += bite.length;
      if (seen >= MOST_GROUPED) break;
    }
    return [...groups]
      .sort(([, one], [, other]) => other.count - one.count)
      .slice(0, MOST_GROUPS)
      .map(([sebab, { count, trouble }]) => ({ sebab, jumlah: count, masalah: troubleOf(trouble) ?? {} }));
  }

  return [
    endpoint({
      method: 'GET',
      path: '/antrean/pesan',
      role: 'pengamat',
      query: [...SARINGAN, 'id', 'sebelum'],
      run: list,
    }),
    endpoint({
      method: 'GET',
      path: '/antrean/sebab',
      role: 'pengamat',
      query: ['keadaan', 'jalur', 'instansi', 'layanan', 'aplikasi'],
      run: reasons,
    }),
    endpoint({
      method: 'GET',
      path: '/antrean/saringan',
      role: 'pengamat',
      run: async (): Promise<PilihanSaringan> => ({ layanan: services, aplikasi: applications() }),
    }),
  ];
}

export function listedOf(message: StoredMessage): ListedMessage {
  return { ...message, head: message.behind === null };
}

function sequenceOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Problem('permintaan-tidak-sah', {
    detail: 'Halaman ini tidak dikenal.',
    mistakes: [{ di: 'sebelum', masalah: 'bukan dari jawaban sebelumnya' }],
  });
}
