import type { FacadeProtocol } from '../../connectors/connector.ts';
import type { ApiOperation } from '../api/document.ts';
import type { Side } from '../api/problems.ts';
import type { ReadEdge } from '../api/read-handler.ts';
import type { ForwardEdge } from '../api/submit-handler.ts';
import type { Checked, RawRequest } from '../api/validation.ts';
import type { Keadaan } from '../exchange/snapshot.ts';
import type { Facade } from '../mapping/backwards/facade.ts';
import type { SealedRecords } from '../store/sealed-records.ts';
import type { Credentials } from './credentials.ts';

/** A release that is offered, and how its protocol is spoken from this side. */
export interface OfferedRelease {
  readonly facade: Facade;
  readonly protocol: FacadeProtocol;
}

/** What became of a call; nothing of it is personal. */
export interface ToldCall {
  readonly requestId: string;
  /** `bpjs/vclaim-1.1 peserta-by-nik`; without the operation where none was recognised. */
  readonly facade: string;
  readonly status: number;
  /** A kind of problem of the unified API; absent: answered. */
  readonly problem?: string;
  /** What lies behind an internal error. */
  readonly cause?: unknown;
}

/** An answer as the unified API counts it: by the id of its operation. */
export interface Served {
  readonly service: string;
  readonly status: number;
  /** How old it is, or whose fault it is that there is none. */
  readonly how?: Keadaan | Side;
  /** Who asked. */
  readonly application: string;
}

export interface FacadeParts {
  readonly edge: ReadEdge & ForwardEdge;
  readonly credentials: Credentials;
  /** As the mappings are now. */
  readonly releaseOf: (upstream: string, release: string) => OfferedRelease | undefined;
  /** Operations of the unified API, by id. */
  readonly operationOf: (id: string) => ApiOperation;
  readonly checkOf: (operation: ApiOperation) => (request: RawRequest) => Checked;
  readonly records: Pick<SealedRecords, 'links'>;
  /** The number after adding one, never given twice. */
  readonly count: (name: string) => Promise<number>;
  readonly bodyBytes: number;
  /** How long an intake waits for the upstream's number. */
  readonly waitMs: number;
  /** How far the clock of a caller may be off where calls are signed with the time. */
  readonly clockToleranceSeconds: number;
  readonly answered: (operation: string, status: number, tookSeconds: number) => void;
  readonly served: (served: Served, tookSeconds: number) => void;
  readonly told: (call: ToldCall) => void;
  readonly trouble: (what: string, error?: unknown) => void;
}
