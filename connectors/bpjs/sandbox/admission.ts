import type { UpstreamAnswer } from '../../sandbox-kit/definition.ts';
import { envelopeText } from './envelope.ts';
import { type Facility, facilityOf, isKeyOfService, type ServiceName } from './facilities.ts';
import { wantsUserKey } from './generations.ts';
import { type SecondOfCaller, secondOfCaller } from './sealing.ts';
import type { BpjsSettingValues } from './settings.ts';

export interface Admitted {
  readonly facility: Facility;
  /** The caller's own timestamp, which seals the answer. */
  readonly timestamp: string;
  readonly second: SecondOfCaller;
}

/** Who asks, in the document's order: user key, consumer, clock, signature (section 14, 2). */
export function admit(
  service: ServiceName,
  headers: Readonly<Record<string, string>>,
  settings: BpjsSettingValues,
  now: Date,
): Admitted | UpstreamAnswer {
  const facility = facilityOf(headers['x-cons-id']);
  const userKey = headers.user_key;
  if (wantsUserKey(service, settings)) {
    if (!userKey) return gatewayText(403, 'Authentication parameters missing');
    const isTheirs = facility ? facility.userKeys[service] === userKey : isKeyOfService(userKey, service);
    if (!isTheirs) return gatewayText(403, 'Authentication failed');
  }
  if (!facility) return refusal(service, settings, 'Unauthorized! You are not registered for this service!');
  const timestamp = headers['x-timestamp'] ?? '';
  const second = secondOfCaller(facility.consumerId, facility.consumerSecret, timestamp);
  const isSigned = second.signature === headers['x-signature'];
  if (!isSigned || !isInsideWindow(timestamp, settings, now)) {
    return refusal(service, settings, 'Signature Service Tidak Sesuai');
  }
  return { facility, timestamp, second };
}

export function gatewayText(status: number, body: string): UpstreamAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** A timestamp too far off is refused as a bad signature (section 2). */
function isInsideWindow(
  timestamp: string,
  { clockSkewSeconds, clockOffsetSeconds }: BpjsSettingValues,
  now: Date,
): boolean {
  if (!/^\d{1,15}$/.test(timestamp)) return false;
  return Math.abs(Number(timestamp) - now.getTime() / 1000 - clockOffsetSeconds) <= clockSkewSeconds;
}

function refusal(
  service: ServiceName,
  { refusalStatus, refusalCode }: BpjsSettingValues,
  message: string,
): UpstreamAnswer {
  const code = service === 'antrean-rs' ? Number(refusalCode) : refusalCode;
  return {
    status: refusalStatus,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: envelopeText(service, { code, message, response: 'null' }),
  };
}
