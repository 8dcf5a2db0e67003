import { ecollectionSandbox } from '../../connectors/bank-ecollection/sandbox/server.ts';
import { bankH2hSandbox } from '../../connectors/bank-h2h/sandbox/server.ts';
import { bankSnapSandbox } from '../../connectors/bank-snap/sandbox/server.ts';
import { bpjsSandbox } from '../../connectors/bpjs/sandbox/server.ts';
import { dukcapilSandbox } from '../../connectors/dukcapil/sandbox/server.ts';
import { laporSandbox } from '../../connectors/lapor/sandbox/server.ts';
import { ossSandbox } from '../../connectors/oss/sandbox/server.ts';
import type { SettableSandbox } from '../../connectors/sandbox-kit/server.ts';
import { sipdSandbox } from '../../connectors/sipd/sandbox/server.ts';

export interface Sandboxes {
  readonly bpjs: SettableSandbox;
  readonly dukcapil: SettableSandbox;
  readonly lapor: SettableSandbox;
  readonly oss: SettableSandbox;
  /** Of the instance `bank-bni`. */
  readonly snap: SettableSandbox;
  /** Of `bank-sumut`. */
  readonly h2h: SettableSandbox;
  /** Of `bank-bni-ecollection`. */
  readonly ecollection: SettableSandbox;
  readonly sipd: SettableSandbox;
}

interface Started {
  readonly sandboxes: Sandboxes;
  /** By connector, as a configuration names them. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Where those that call the city find it. */
  readonly tellUpstreams: (city: string) => void;
}

/** A sandbox of every upstream, each on a free port. */
export async function startSandboxes(options: { readonly people: number; readonly now: () => Date }): Promise<Started> {
  const { people, now } = options;
  const [bpjs, dukcapil, lapor, oss, snap, h2h, ecollection, sipd] = await Promise.all([
    bpjsSandbox.start({ people, now }),
    dukcapilSandbox.start({ people, now }),
    laporSandbox.start({ now }),
    ossSandbox.start({ now }),
    bankSnapSandbox.start({ now }),
    bankH2hSandbox.start({ now }),
    ecollectionSandbox.start({ now }),
    sipdSandbox.start({ now }),
  ]);
  return {
    sandboxes: { bpjs, dukcapil, lapor, oss, snap, h2h, ecollection, sipd },
    addresses: {
      ...{ bpjs: bpjs.url, dukcapil: dukcapil.url, lapor: lapor.url, oss: oss.url },
      ...{ 'bank-snap': snap.url, 'bank-h2h': h2h.url, 'bank-ecollection': ecollection.url, sipd: sipd.url },
    },
    tellUpstreams(city) {
      oss.set({ cityUrl: `${city}/callbacks/oss` });
      snap.set({ cityUrl: `${city}/callbacks/bank-bni` });
      h2h.set({ cityUrl: `${city}/callbacks/bank-sumut` });
      ecollection.set({ cityUrl: `${city}/callbacks/bank-bni-ecollection` });
    },
  };
}
