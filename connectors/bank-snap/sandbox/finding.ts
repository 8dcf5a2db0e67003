import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { numberOption, textOption } from '../../sandbox-kit/fault-kinds.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { isRecord, wireJson } from '../../sandbox-kit/wire-json.ts';
import { wib } from './wib.ts';

/** What the bank answers: three digits, two digits, a sentence, and what stands beside them. */
export interface Finding {
  readonly status: number;
  readonly case: string;
  readonly says: string;
  readonly members?: Readonly<Record<string, unknown>>;
}

export const good = (members: Finding['members'] = {}): Finding => ({
  ...{ status: 200, case: '00', says: 'Successful' },
  members,
});
export const bad = (status: number, number: string, says: string): Finding => ({ status, case: number, says });

export const missing = (name: string) => bad(400, '02', `Invalid Mandatory Field ${name}`);
export const malformed = (name: string) => bad(400, '01', `Invalid Field Format ${name}`);
export const notFound = bad(404, '12', 'Invalid Bill/Virtual Account');

/** A fault that answers in place of the bank; nothing is done then. */
export function saidInstead(faults: readonly SandboxFault[]): Finding | undefined {
  const fault = faults.find(({ kind }) => kind === 'code');
  return fault && bad(numberOption(fault, 'status'), textOption(fault, 'case'), textOption(fault, 'message'));
}

/** A fault that hides what was done. */
export function saidAfter(finding: Finding, faults: readonly SandboxFault[]): Finding {
  if (faults.some(({ kind }) => kind === 'in-progress')) return bad(202, '00', 'Request In Progress');
  return faults.some(({ kind }) => kind === 'time-out') ? bad(504, '00', 'Timeout') : finding;
}

export function answerOf(
  { status, case: number, says, members = {} }: Finding,
  service: string,
  now: number,
  faults: readonly SandboxFault[],
): UpstreamAnswer {
  const has = (kind: string) => faults.some((fault) => fault.kind === kind);
  const code = `${status}${service}${number}`;
  const { virtualAccountData, ...others } = members;
  const data =
    virtualAccountData === undefined
      ? {}
      : { [has('small-d') ? 'virtualAccountdata' : 'virtualAccountData']: virtualAccountData };
  const body = edited(
    { responseCode: has('code-as-number') ? Number(code) : code, responseMessage: says, ...others, ...data },
    faults,
  );
  const written = has('blanks') ? JSON.stringify(body, undefined, 2) : wireJson(body);
  return {
    status: has('http-200') ? 200 : status,
    headers: { 'content-type': 'application/json', 'x-timestamp': wib(now) },
    body: has('escaped') ? escaped(written) : written,
  };
}

export function escaped(json: string): string {
  return json
    .replaceAll('/', '\\/')
    .replace(/[^\p{ASCII}]/gu, (one) =>
      Array.from({ length: one.length }, (_, at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
    );
}

export function membersOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
