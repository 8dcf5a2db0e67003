import type { Fault } from '../../connectors/connector.ts';
import type { Asked } from '../mapping/field.ts';
import type { Verdict } from '../mapping/verdict.ts';
import type { WhenUnknown } from './forward-service.ts';

/** A message as it leaves: opened, and with what its service says about it. */
export interface Outgoing {
  readonly id: string;
  readonly service: string;
  readonly application: string;
  readonly about: string;
  readonly asked: Asked;
  readonly attempts: number;
}

/** Where the messages of a lane go: an operation of an upstream, or an address of an application. */
export interface Destination {
  readonly mostAtOnce: number;
  readonly whenUnknown: (service: string) => WhenUnknown;
  /** Why nothing would be sent now. Costs nothing. */
  shut(): Fault | undefined;
  /** Somebody says that it is mended: `shut` does not hold against the next attempt. */
  retry?(): void;
  /** Something that is another when messages are put in another way from now on: a refusal of then says nothing any more. */
  askedWith?(): unknown;
  /** One attempt; `doubted`: refusals may be about the release, and another one may be tried. `late` is told the verdict of an answer that came after the time was up. Rejects only for faults of the hub. */
  send(message: Outgoing, signal: AbortSignal, late: (verdict: Verdict) => void, doubted: boolean): Promise<Verdict>;
  /** Whether an unsure message is there: `true`, `false`, `unclear`, or the trouble that kept it from being found out. */
  inquire?(message: Outgoing, signal: AbortSignal): Promise<boolean | 'unclear' | Verdict>;
}
