import type { Answer } from '../../../connectors/oss/sandbox/teller.ts';
import type { HubSurroundings } from '../../hub/with-hub.ts';
import { steadily } from './steadily.ts';

const ENOUGH_REPEATS = 2000;
const CHANGES_EVERY = 4;

/** A business, by what OSS has told the city of it. */
export interface Business {
  readonly nib: string;
  /** The city's own. */
  readonly permits: readonly string[];
  changes: number;
  ended?: 'pencabutan' | 'pembatalan';
  readonly signed: Set<string>;
}

export interface OssPermit {
  readonly nib: string;
  readonly idIzin: string;
  readonly status: string;
  readonly approvedAt?: number;
}

export interface OssBook {
  readonly permits: readonly OssPermit[];
  readonly submissions: readonly {
    readonly method: string;
    readonly idIzin: string;
    readonly status: string;
    readonly times: number;
  }[];
  readonly pushes: readonly { readonly method: string; readonly answers: readonly string[] }[];
}

export function ossBook({ sandboxes }: Pick<HubSurroundings, 'sandboxes'>): OssBook {
  return sandboxes.oss.ledger() as OssBook;
}

export interface Licensing {
  readonly businesses: () => readonly Business[];
  /** How OSS pushes from now on: the input of its actions, by the count of the push. */
  pushes(how: (count: number) => object): void;
  /** Of a company that OSS knows already, or one that is founded. */
  issue(input: object): Promise<void>;
  sign(idIzin: string): Promise<void>;
  end(business: Business, by: 'revoke' | 'cancel'): Promise<void>;
  /** Pushes meet a city that is going or gone, and may hear that they are not stored; each still is in the end. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** Founds nothing more, and signs what is approved. */
  close(): Promise<void>;
}

/**
 * OSS over the day: companies are founded and change, and what the city approves is signed. It repeats what nobody
 * answered. Throws when a push is not stored.
 */
export async function withLicensing(
  hub: HubSurroundings,
  perSecond: number,
  use: (licensing: Licensing) => Promise<void>,
): Promise<void> {
  const { oss } = hub.sandboxes;
  const businesses = new Map<string, Business>();
  const busy = new Set<string>(); // two documents of one company at a time would come in any order
  let how: (count: number) => object = () => ({});
  let count = 0;
  let absences = 0;
  let isAway = false;
  oss.set({ repeatTimes: ENOUGH_REPEATS, repeatDelayMs: 20 });

  const act = async (action: string, input: object) => {
    count += 1;
    const before = absences;
    const wasAway = isAway;
    const result = (await oss.act(action, { ...how(count), ...input })) as Result;
    for (const answers of 'update' in result ? [result.update.answers, result.original.answers] : [result.answers])
      checkStored(action, answers, wasAway || absences !== before);
    return 'update' in result ? result.update.nib : result.nib;
  };
  const issue = async (input: object) => {
    const nib = await act('issue', input);
    const permits = ossBook(hub).permits.flatMap((one) => (one.nib === nib && isOwn(one) ? [one.idIzin] : []));
    businesses.set(nib, { nib, permits, changes: 0, signed: businesses.get(nib)?.signed ?? new Set() });
  };
  const oneAtATime = async (business: Business, action: string) => {
    busy.add(business.nib);
    await act(action, { nib: business.nib });
    busy.delete(business.nib);
  };
  const sign = async (business: Business, idIzin: string) => {
    business.signed.add(idIzin);
    await act('sign', { idIzin });
  };
  const unsigned = () => {
    for (const { nib, idIzin, approvedAt } of ossBook(hub).permits) {
      const business = businesses.get(nib);
      if (approvedAt !== undefined && business && !business.signed.has(idIzin)) return { business, idIzin };
    }
    return undefined;
  };
  const change = async () => {
    const open = [...businesses.values()].filter(
      ({ nib, ended, permits }) => !busy.has(nib) && ended === undefined && permits.length > 0,
    );
    const business = open[(count * 7) % open.length];
    if (!business) return;
    business.changes += 1;
    await oneAtATime(business, 'change');
  };
  let turn = 0;
  const day = steadily(perSecond, () => {
    turn += 1;
    if (turn % CHANGES_EVERY === 0) return change();
    const found = turn % 2 === 0 ? undefined : unsigned();
    return found ? sign(found.business, found.idIzin) : issue({ permits: 1 + (turn % 2) });
  });
  try {
    await use({
      businesses: () => [...businesses.values()],
      pushes(other) {
        how = other;
      },
      issue,
      async sign(idIzin) {
        const nib = ossBook(hub).permits.find((one) => one.idIzin === idIzin)?.nib ?? '';
        const business = businesses.get(nib) ?? { nib, permits: [], changes: 0, signed: new Set<string>() };
        businesses.set(nib, business);
        await sign(business, idIzin);
      },
      async end(business, by) {
        business.ended = by === 'revoke' ? 'pencabutan' : 'pembatalan';
        await oneAtATime(business, by);
      },
      async whileAway(work) {
        absences += 1;
        isAway = true;
        await work();
        isAway = false;
      },
      async close() {
        await day.stop();
        for (let found = unsigned(); found; found = unsigned()) await sign(found.business, found.idIzin);
      },
    });
  } finally {
    day.halt();
    oss.set({ repeatTimes: 0 }); // nobody may be there any more
  }
}

type Pushed = { readonly nib: string; readonly answers: readonly Answer[] };
type Result = Pushed | { readonly update: Pushed; readonly original: Pushed };

/** Every copy that was answered was taken, whatever it repeats; silence is repeated until somebody answers. */
function checkStored(action: string, answers: readonly Answer[], mayHaveWaited: boolean): void {
  const heard = answers.flatMap((answer) => (answer ? [answer.code] : []));
  const isGood = mayHaveWaited ? heard.includes('1') : heard.length > 0 && heard.every((code) => code === '1');
  if (!isGood) throw new Error(`${action} was answered ${JSON.stringify(heard)}`);
}

function isOwn({ idIzin }: OssPermit): boolean {
  return !idIzin.endsWith('99');
}
