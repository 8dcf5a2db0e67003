import type { ServiceName } from './facilities.ts';

export interface Envelope {
  readonly code: string | number;
  readonly message: string;
  /** JSON text of the member, or `undefined` where it is missing. */
  readonly response: string | undefined;
  /** `Code`, met in production in December 2021. */
  readonly capitalCode?: boolean;
}

/** The service's own envelope, member order included (section 3). */
export function envelopeText(service: ServiceName, { code, message, response, capitalCode = false }: Envelope): string {
  const codeMember = `"${capitalCode ? 'Code' : 'code'}":${JSON.stringify(code)}`;
  const messageMember = `"message":${JSON.stringify(message)}`;
  if (service === 'antrean-rs') {
    const first = response === undefined ? '' : `"response":${response},`;
    return `{${first}"metadata":{${messageMember},${codeMember}}}`;
  }
  const last = response === undefined ? '' : `,"response":${response}`;
  return `{"metaData":{${codeMember},${messageMember}}${last}}`;
}

/** VClaim writes its code as text, Antrean RS as a number. */
export function codeOf(service: ServiceName, code: number): string | number {
  return service === 'antrean-rs' ? code : String(code);
}
