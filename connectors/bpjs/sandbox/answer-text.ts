import type { SandboxFault } from '../../connector.ts';
import { textOption } from '../../sandbox-kit/fault-kinds.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import type { Admitted } from './admission.ts';
import { codeOf, envelopeText } from './envelope.ts';
import type { ServiceName } from './facilities.ts';
import type { Finding } from './finding.ts';
import { compressed, keyFrom, sealed, sealedUnluckily } from './sealing.ts';

/** Both are costly and depend on the payload alone; the register gives the same object for the same question. */
const jsonTexts = new WeakMap<object, string>();
const compressedTexts = new WeakMap<object, string>();

/** The body of an answer: enveloped and, in version 2 services, sealed for the caller's second. */
export function answerText(service: ServiceName, finding: Finding, admitted: Admitted): string {
  const { code, message, response, plain = service === 'vclaim-1.1' } = finding;
  return envelopeText(service, {
    code: codeOf(service, code),
    message,
    response: responseText(response, admitted, plain),
  });
}

function responseText(response: object | null | undefined, { second }: Admitted, plain: boolean): string | undefined {
  if (response === undefined) return undefined;
  if (response === null) return 'null';
  if (plain) return remembered(jsonTexts, response, JSON.stringify);
  return `"${sealed(
    remembered(compressedTexts, response, (payload) => compressed(JSON.stringify(payload))),
    second,
  )}"`;
}

/** The same with faults of its content. */
export function faultyAnswerText(
  service: ServiceName,
  finding: Finding,
  admitted: Admitted,
  faults: readonly SandboxFault[],
): string {
  const has = (kind: string) => faults.some((fault) => fault.kind === kind);
  const payload = finding.response ? wireJson(edited(finding.response, faults)) : undefined;
  if (has('no-envelope')) return payload ?? 'null';
  const code = givenCode(faults) ?? codeOf(service, finding.code);
  const body = envelopeText(service, {
    code: has('code-as-other-type') ? otherType(code) : code,
    message: finding.message,
    response:
      payload === undefined
        ? emptyText(finding)
        : faultyResponse(payload, admitted, has, finding.plain ?? service === 'vclaim-1.1'),
    capitalCode: has('capital-code'),
  });
  return has('escaped-slashes') ? body.replaceAll('/', '\\/') : body;
}

/** A fault that refuses, in the place of whatever would be found or booked. */
export function saidInstead(faults: readonly SandboxFault[]): Finding | undefined {
  const said = faults.find(({ kind }) => kind === 'refuse-201' || kind === 'code' || kind === 'try-again');
  if (!said) return undefined;
  return { code: said.kind === 'try-again' ? 404 : 201, message: textOption(said, 'message'), response: null };
}

function givenCode(faults: readonly SandboxFault[]): string | number | undefined {
  const code = faults.find(({ kind }) => kind === 'code')?.code;
  return typeof code === 'number' || typeof code === 'string' ? code : undefined;
}

function faultyResponse(
  payload: string,
  { facility, timestamp, second }: Admitted,
  has: (kind: string) => boolean,
  plain: boolean,
): string {
  if (has('null-response')) return 'null';
  if (has('empty-text-response')) return '""';
  if (plain || has('plain')) return payload;
  const text = compressed(payload);
  if (has('wrong-key-valid-padding')) return `"${sealedUnluckily(text, second)}"`;
  if (!has('sealed-for-other-second')) return `"${sealed(text, second)}"`;
  const { consumerId, consumerSecret } = facility;
  return `"${sealed(text, keyFrom(consumerId + consumerSecret + String(Number(timestamp) + 1)))}"`;
}

function emptyText({ response }: Finding): string | undefined {
  return response === undefined ? undefined : 'null';
}

function otherType(code: string | number): string | number {
  return typeof code === 'number' ? String(code) : Number(code);
}

function remembered(texts: WeakMap<object, string>, payload: object, make: (payload: object) => string): string {
  const known = texts.get(payload);
  if (known !== undefined) return known;
  const text = make(payload);
  texts.set(payload, text);
  return text;
}
