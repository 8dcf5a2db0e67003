/** A person's word about the breaker of an operation: it stays as it was said, whatever calls come to. */
export interface BreakerWord {
  readonly instance: string;
  readonly operation: string;
  /** `open`: no call goes out. `closed`: calls go out whatever fails. `auto`: it decides by itself again. */
  readonly to: 'open' | 'closed' | 'auto';
  readonly since: number;
  /** The name of whoever said so. */
  readonly by: string;
  /** Never personal. */
  readonly reason: string;
}

/** Several processes write and read it; each keeps all of it in memory and looks again every moment. */
export interface BreakerStore {
  /** The newest word on each operation that anybody said one about, by instance and operation. */
  words(): Promise<readonly BreakerWord[]>;
  /** Takes the place of the word before, whatever the clocks say. */
  say(word: BreakerWord): Promise<void>;
}
