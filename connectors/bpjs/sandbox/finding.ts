/** What a service says about a question, before it is put into its envelope. */
export interface Finding {
  readonly code: number;
  readonly message: string;
  /** `null` is written as null; absent, the member is missing (section 3, shapes of `response`). */
  readonly response?: object | null;
  /** Not sealed although the service seals (section 3: the dashboards). */
  readonly plain?: boolean;
}

export function found(response: object, code = 200, message = 'OK'): Finding {
  return { code, message, response };
}

/** VClaim and Antrean say everything that is not a success with 201; the message is the only detail. */
export function refused(message: string): Finding {
  return { code: 201, message, response: null };
}

/** A write is answered with its code alone (section 3: `response` is missing). */
export function said(code: number, message: string): Finding {
  return { code, message };
}

export const nothingThere = said(204, 'No Content');
