export interface LaneWriting {
  /** Resolves when it is written; rejects when it could not be. */
  write(work: () => Promise<void>): Promise<void>;
  /** Something is not on the disk yet. */
  unwritten(): boolean;
}

/** The state of a lane goes to the disk in the order of its changes: what is there last is what happened last. */
export function createLaneWriting(): LaneWriting {
  let last: Promise<void> = Promise.resolve();
  let under = 0;
  return {
    write(work) {
      under += 1;
      const written = last.then(work).finally(() => {
        under -= 1;
      });
      last = written.catch(() => {});
      return written;
    },
    unwritten: () => under > 0,
  };
}
