import type { SandboxFault } from '../../connector.ts';
import { textOption } from '../../sandbox-kit/fault-kinds.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { type Content, type Desk, type Method, refusal } from './finding.ts';
import { sentenceOf } from './sentences.ts';

/** The envelope of section 4.1, which says nothing about success. */
export function envelopeOf(content: Content, quotaLimiter: number | undefined): Readonly<Record<string, unknown>> {
  return {
    content: [content],
    lastPage: true,
    numberOfElements: 1,
    sort: null,
    totalElements: 1,
    firstPage: true,
    number: 0,
    size: 1,
    ...(quotaLimiter !== undefined && { quotaLimiter }),
  };
}

/** What a fault puts in place of the register's finding. */
export function saidInstead(faults: readonly SandboxFault[], method: Method, { settings }: Desk): Content | undefined {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'code':
        return { RESPONSE_CODE: fault.code, RESPONSE: textOption(fault, 'message') || ownSentence(fault.code) };
      case 'unknown-code':
        return { RESPONSE_CODE: '77', RESPONSE: sentenceOf('77') };
      case 'sentence':
        return { RESPON: textOption(fault, 'text') };
      case 'quota-zero':
        return refusal('05', method, settings);
      default: // not a fault of what is said
    }
  }
  return undefined;
}

export function answerText(envelope: Readonly<Record<string, unknown>>, faults: readonly SandboxFault[]): string {
  return wireJson(edited(reshaped(envelope, faults), faults, 'content'));
}

function reshaped(envelope: Readonly<Record<string, unknown>>, faults: readonly SandboxFault[]): unknown {
  const { content, ...rest } = envelope;
  for (const { kind } of faults) {
    switch (kind) {
      case 'content-null':
        return { content: null, ...rest };
      case 'content-missing':
        return rest;
      case 'content-empty':
        return { ...rest, content: [] };
      case 'content-object':
        return { ...rest, content: Array.isArray(content) ? content[0] : content };
      case 'wrapped':
        return { data: envelope };
      default: // not a fault of the envelope
    }
  }
  return envelope;
}

function ownSentence(code: unknown): string {
  return sentenceOf(String(code).padStart(2, '0'));
}
