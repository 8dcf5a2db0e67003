/** Code 201: there is no such record, or the question was turned down. The message is the only detail there is. */
export class VClaimRefused extends Error {
  override readonly name = 'VClaimRefused';
}

/** The consumer, its secret or its clock is not accepted. Nothing was said about the record. */
export class VClaimNotAuthorised extends Error {
  override readonly name = 'VClaimNotAuthorised';
}

/** Something was answered that is not the interface this application was written for; `at` is the place in it. */
export class VClaimUnreadable extends Error {
  override readonly name = 'VClaimUnreadable';
  readonly at: string;
  constructor(at: string, problem: string, options?: ErrorOptions) {
    super(`${at}: ${problem}`, options); // never the value: it may be somebody's
    this.at = at;
  }
}

/** Nobody answered in time, or what did was not the service, or the service says itself that it is out of order. */
export class VClaimUnreachable extends Error {
  override readonly name = 'VClaimUnreachable';
}
