import type { SandboxFault } from '../../connector.ts';
import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { numberOption, textOption } from '../../sandbox-kit/fault-kinds.ts';
import { edited } from '../../sandbox-kit/json-edits.ts';
import { wireJson } from '../../sandbox-kit/wire-json.ts';
import { seal } from './encoding.ts';
import type { Finding, Refusal } from './findings.ts';
import type { EcollectionSettings } from './settings.ts';

const json = { 'content-type': 'application/json' };

/** HTTP 200 whatever is said; a success is encoded, a refusal is plain text (the eCollection notes, section 2). */
export function sealed(
  finding: Finding,
  faults: readonly SandboxFault[],
  settings: EcollectionSettings,
  now: number,
): UpstreamAnswer {
  const envelope =
    finding.kind === 'done'
      ? { status: '000', data: dataOf(finding.data, faults, settings, now) }
      : { status: finding.status, message: finding.message };
  // a member that is added belongs to the content, where there is any
  const outside = finding.kind === 'done' ? faults.filter(({ kind }) => kind !== 'add') : faults;
  return { status: 200, headers: json, body: wireJson(edited(envelope, outside)) };
}

function dataOf(
  data: Readonly<Record<string, unknown>>,
  faults: readonly SandboxFault[],
  { clientId, secretKey }: EcollectionSettings,
  now: number,
): string {
  const has = (kind: string) => faults.find((fault) => fault.kind === kind);
  const old = has('old-data');
  const at = Math.floor(now / 1000) - (old ? numberOption(old, 'seconds') : 0);
  const key = has('other-key') ? `${secretKey}lain` : secretKey;
  const content = has('other-bill') ? { ...data, trx_id: 'TAGIHAN-LAIN' } : data;
  return seal(edited(content, faults), { clientId, secretKey: key }, at);
}

/** What a fault of this kind says in place of the finding. */
export function textFault(faults: readonly SandboxFault[], kind: string): Refusal | undefined {
  const fault = faults.find((one) => one.kind === kind);
  return fault && { kind: 'refused', status: textOption(fault, 'status'), message: textOption(fault, 'message') };
}

export function plain(status: number, text: string): UpstreamAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: text };
}
