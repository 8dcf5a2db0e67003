import { ambilAntrean } from '../../../../hub/services/antrean/taking.ts';
import { createSealedRecords } from '../../../../hub/store/sealed-records.ts';
import { createKeyedHash, createSealing } from '../../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../../hub/store/sqlite/open.ts';
import { GOES_ON, NO_BANKS } from '../../preparing.ts';

// Books one patient after the other, ten at a time, until it is killed; prints each code once it was given.
const [, , directory = '', secret = ''] = process.argv;
const store = await openSqliteStore({ directory });
const records = createSealedRecords(store.records, createSealing({ keys: [{ id: 'uji', secret }] }));
const never = new AbortController().signal;
let last = 0;

async function bookForEver(): Promise<never> {
  for (;;) {
    last += 1;
    const serial = String(last).padStart(4, '0');
    const question = { nik: `990101010190${serial}`, nomorKartu: `000990000${serial}`, telepon: '081200000001' };
    const session = { kodePoli: 'INT', kodeDokter: '12345', tanggalPeriksa: '2026-11-21', jamPraktek: '08:00-12:00' };
    const answer = await ambilAntrean.answer(
      { ...question, ...session },
      {
        ...{
          ...GOES_ON,
          records,
          copies: store.copies,
          instance: 'rsud',
          signal: never,
          now: new Date('2026-11-20T03:00:00Z'),
        },
        keyedHash: createKeyedHash(secret),
        count: (name, day, by) => store.counters.add(name, day, by),
        tell: async () => {},
        prepare: () => ({ told: { events: [], messages: [] }, written: () => {} }),
        ...NO_BANKS,
        ask: async () => undefined,
        messagesAbout: async () => [],
        read: async () => ({ kind: 'absent', source: '' }),
        wordsOf: () => [],
        permitKinds: [],
        instancesOf: () => [],
        applicationsWith: () => [],
        unsettledSince: async () => undefined,
        askApplication: async () => undefined,
        trouble: (what, error) => void process.stderr.write(`${what} ${String(error)}\n`),
      },
    );
    const said = answer.kind === 'done' ? answer.value.kodeBooking : answer.reason;
    await new Promise((resolve) => process.stdout.write(`${said}\n`, resolve));
  }
}

await Promise.all(Array.from({ length: 10 }, bookForEver));
