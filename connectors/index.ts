import { bankEcollection } from './bank-ecollection/connector.ts';
import { bankH2h } from './bank-h2h/connector.ts';
import { bankSnap } from './bank-snap/connector.ts';
import { bpjs } from './bpjs/connector.ts';
import type { Connector } from './connector.ts';
import { dukcapil } from './dukcapil/connector.ts';
import { lapor } from './lapor/connector.ts';
import { oss } from './oss/connector.ts';
import { sipd } from './sipd/connector.ts';

/** A connector whose settings were checked against its own schema before it sees them. */
export type AnyConnector = Connector<never>;

/** Every upstream Simpul speaks to. Nothing registers itself: delete a line and its folder, and that upstream is gone. */
export const connectors: Readonly<Record<string, AnyConnector>> = {
  'bank-ecollection': bankEcollection,
  'bank-h2h': bankH2h,
  'bank-snap': bankSnap,
  bpjs,
  dukcapil,
  lapor,
  oss,
  sipd,
};
