import { randomBytes } from 'node:crypto';
import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import type { OssSettingValues } from './settings.ts';
import { wibMoment } from './wib.ts';

export interface Keys {
  /** sendSecurityKey of OSS 1.x. How it refuses is not documented: an envelope without a key. */
  give(request: UpstreamRequest): UpstreamAnswer;
  accepts(key: string): boolean;
  forget(): void;
}

/** Section 3.2. */
export function createKeys(settings: OssSettingValues, now: () => number): Keys {
  const given = new Map<string, number>();
  return {
    give({ body }) {
      const { user_akses, pwd_akses } = credentialsIn(body);
      const isOurs = user_akses === settings.username && pwd_akses === settings.password;
      const until = now() + settings.keySeconds * 1000;
      const key = isOurs ? randomBytes(20).toString('hex') : '';
      if (isOurs) given.set(key, until);
      const responsendSecurityKey = { key, masa_berlaku: isOurs ? wibMoment(until) : '' };
      const headers = { 'content-type': 'application/json' };
      return { status: 200, headers, body: JSON.stringify({ responsendSecurityKey }) };
    },
    accepts: (key) => (given.get(key) ?? 0) > now(),
    forget: () => given.clear(),
  };
}

function credentialsIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) && isRecord(value.securityKey) ? value.securityKey : {};
  } catch {
    return {};
  }
}
