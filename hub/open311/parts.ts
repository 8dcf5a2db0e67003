import type { Application } from '../access/applications.ts';
import type { SealedRecords } from '../store/sealed-records.ts';

export interface Category {
  readonly id: string;
  readonly nama: string;
  /** The group it stands in; `null` at the top. */
  readonly indukId: string | null;
}

/** What this form of the complaints is made of: the same records and the same way in as `/v1/laporan`. */
export interface Open311Parts {
  /** Those with the collection `laporan`. */
  readonly records: SealedRecords;
  /** `undefined`: they cannot be had. */
  readonly categories: () => Promise<readonly Category[] | undefined>;
  readonly applicationOf: (key: string) => Application | undefined;
  /** Seconds to wait; `undefined`: the request may pass. */
  readonly takeRate: (application: Application) => Promise<number | undefined>;
  /** Plans and accepts kirimLaporan. Throws a `Refusal`, a `Problem` or a `StoreError`. */
  readonly submit: (
    application: Application,
    params: Record<string, unknown>,
  ) => Promise<{ readonly reportId: string }>;
  /** What `jurisdiction_id` has to be where one is sent, `binjaikota.go.id` for one; absent: it is not looked at. */
  readonly jurisdiction?: string;
  /** Who answers questions, for people. */
  readonly contact?: string;
  /** Where the hub is seen from outside, without a trailing slash; absent: as the request has it. */
  readonly publicUrl?: () => string;
  /** Whether complaints are acted upon; `production` when absent. */
  readonly type?: 'production' | 'test';
  /** Of one address without a key; a list counts ten times. */
  readonly readsPerMinute?: number;
  /** Told which of its addresses is asked: `requests/:id`. */
  readonly asked?: (address: string) => void;
  /** Told of what went wrong inside. Never given anything of a request. */
  readonly trouble?: (what: string, error?: unknown) => void;
  readonly now: () => Date;
}
