import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { numberOption, textOption } from '../../sandbox-kit/fault-kinds.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { isRecord, wireJson } from '../../sandbox-kit/wire-json.ts';

type Members = Readonly<Record<string, unknown>>;

/** What OSS says: a code of section 7, a sentence, and what stands beside them. */
export interface Finding {
  readonly kode: number;
  readonly says: string;
  readonly members?: Members;
}

export const good = (members: Members = {}, says = 'Sukses'): Finding => ({ kode: 200, says, members });
export const bad = (kode: number, says: string, members: Members = {}): Finding => ({ kode, says, members });

/** How an answer of one method is enveloped; the differences are the guide's own (section 7). */
export interface EnvelopeForm {
  /** Absent: flat, as inqueryProyek. */
  readonly name?: string;
  readonly code: string;
  readonly says: string;
  /** The code is a text even where nothing is wrong. */
  readonly asText?: true;
}

/** A fault that answers in place of OSS; nothing is done then. */
export function saidInstead(faults: readonly SandboxFault[]): Finding | undefined {
  const fault = faults.find(({ kind }) => kind === 'code');
  return fault && bad(numberOption(fault, 'kode'), textOption(fault, 'message'));
}

/** A fault that hides what was done. */
export function saidAfter(finding: Finding, faults: readonly SandboxFault[]): Finding {
  return faults.some(({ kind }) => kind === 'time-out') ? bad(504, 'Request Timeout') : finding;
}

export function answerOf(
  { kode, says, members = {} }: Finding,
  form: EnvelopeForm,
  faults: readonly SandboxFault[],
  isStatusAsCode: boolean,
): UpstreamAnswer {
  const has = (kind: string) => faults.some((fault) => fault.kind === kind);
  const code = form.asText || has('code-as-text') ? String(kode) : kode;
  const content = { [form.code]: code, [form.says]: says, ...members };
  const enveloped = form.name === undefined ? content : { [form.name]: has('list-for-object') ? [content] : content };
  const body = edited(enveloped, faults);
  return {
    status: isStatusAsCode ? kode : 200,
    headers: { 'content-type': 'application/json' },
    body: wireJson(has('spaced-names') ? spaced(body) : body),
  };
}

function spaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spaced);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [`${name} `, spaced(one)]));
}
