import { type Answer, createTeller, type How, type Teller } from '../../../../connectors/oss/sandbox/teller.ts';
import type { Izin, Nib, Peristiwa, Pesan } from '../../../../openapi/generated/types.ts';
import { type HubSurroundings, type WithHubOptions, withHub } from '../../with-hub.ts';

/** Of the example of the OSS notes, which the sandbox knows too. */
export const NIB = '9999000000042';
export const ID = 'I-202602031015300420001';
export const PROVINCIAL = 'I-202602031015300420099';
export const OFFICER = { nip: '990001', nama: 'PETUGAS CONTOH' };
export const SIGNER = { nama: 'KEPALA CONTOH', nip: '990000', jabatan: 'Kepala Dinas' };
export const WAIT = { headers: { Prefer: 'wait=20' } };

export interface Permits extends HubSurroundings {
  readonly teller: Teller;
  /** What OSS's sandbox does by itself; every copy's answer. */
  act(action: string, input?: object): Promise<readonly Answer[]>;
  /** A document as it would be pushed, to the letter. */
  push(method: string, body: object, how?: How): Promise<readonly Answer[]>;
  /** `nib-terbit nib 99…`, in the order they were told. */
  events(): Promise<readonly string[]>;
  told(): Promise<readonly Peristiwa[]>;
  izin(id?: string): Promise<Izin>;
  nib(nib?: string): Promise<Nib>;
  sent(): readonly {
    readonly method: string;
    readonly idIzin: string;
    readonly status: string;
    readonly times: number;
  }[];
}

/** A hub that OSS's sandbox calls. */
export function withPermits(use: (permits: Permits) => Promise<void>, options: WithHubOptions = {}): Promise<void> {
  const { config = {}, ...rest } = options;
  const hasty = { relay: { firstRetryMs: 20, longestRetryMs: 100 }, ...config };
  return withHub({ ...rest, config: hasty }, async (hub) => {
    const { now } = options;
    const teller = createTeller({
      ...{ cityUrl: `${hub.url}/callbacks/oss`, username: 'OSSCONTOH', password: 'sandi-contoh' },
      ...(now ? { now } : {}),
    });
    const told = () => allEvents(hub);
    await use(
      Object.assign(Object.create(hub) as HubSurroundings, {
        teller,
        async act(action: string, input: object = { nib: NIB }) {
          return ((await hub.sandboxes.oss.act(action, input)) as { readonly answers: readonly Answer[] }).answers;
        },
        push: (method: string, body: object, how?: How) => teller.push(method, nibIn(body), body, how),
        told,
        async events() {
          return (await told()).map(({ jenis, perihal }) => `${jenis.split('.')[1]} ${perihal?.jenis} ${perihal?.id}`);
        },
        izin: async (id = ID) => dataOf<Izin>(await hub.get(`/v1/perizinan/${id}`)),
        nib: async (nib = NIB) => dataOf<Nib>(await hub.get(`/v1/perizinan/nib/${nib}`)),
        sent: () => (hub.sandboxes.oss.ledger() as { readonly submissions: ReturnType<Permits['sent']> }).submissions,
      }),
    );
  });
}

export function dataOf<Data = Pesan>({ body }: { readonly body: unknown }): Data {
  return (body as { readonly data: Data }).data;
}

export const STORED = { status: 200, envelope: 'responreceiveNIB', code: '1' };

function nibIn(body: object): string {
  const [document] = Object.values(body) as { readonly nib?: string }[];
  return document?.nib ?? '';
}

async function allEvents(hub: HubSurroundings): Promise<readonly Peristiwa[]> {
  const all: Peristiwa[] = [];
  for (let sejak = ''; ; ) {
    const { body } = await hub.get(`/v1/peristiwa?batas=200${sejak}`);
    const { data, halaman } = body as { data: Peristiwa[]; halaman: { berikutnya: string | null } };
    all.push(...data);
    if (data.length < 200) return all.filter(({ jenis }) => jenis.startsWith('perizinan.'));
    sejak = `&sejak=${halaman.berikutnya}`;
  }
}
