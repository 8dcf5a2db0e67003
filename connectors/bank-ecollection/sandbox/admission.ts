import type { UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { open } from './encoding.ts';
import type { Content } from './fields.ts';
import { type Refusal, refuse } from './findings.ts';
import type { EcollectionSettings } from './settings.ts';

export type Admitted = { readonly kind: 'admitted'; readonly content: Content } | Refusal;

/** From the bytes to the content of a request, or why not (the eCollection notes, section 8). `now` in milliseconds. */
export function admit(request: UpstreamRequest, settings: EcollectionSettings, now: number): Admitted {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return refuse('998');
  const envelope = objectIn(request.body);
  const { client_id: client, data, prefix } = envelope ?? {};
  if (typeof client !== 'string' || typeof data !== 'string') return refuse('001');
  if (client !== settings.clientId || (prefix !== undefined && prefix !== settings.prefix)) return refuse('002');
  const opened = open(data, settings);
  if (!opened || !isRecord(opened.value)) return refuse(settings.undecodable);
  if (Math.abs(Math.floor(now / 1000) - opened.sentAt) > settings.windowSeconds) return refuse(settings.undecodable);
  return opened.value.client_id === client ? { kind: 'admitted', content: opened.value } : refuse('002');
}

function objectIn(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
