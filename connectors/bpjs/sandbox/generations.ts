import type { ServiceName } from './facilities.ts';
import type { BpjsSettingValues } from './settings.ts';

/** Whether BPJS serves it at the moment: one generation of VClaim came and the other went (section 12). */
export function isServed(service: ServiceName, { vclaim11, vclaim20 }: BpjsSettingValues): boolean {
  switch (service) {
    case 'vclaim-1.1':
      return vclaim11 !== 'gone';
    case 'vclaim-2.0':
      return vclaim20 !== 'not-yet';
    case 'antrean-rs':
      return true;
    default:
      return service satisfies never;
  }
}

/** Version 1.1 is older than user keys; the gateway may ask for one there too. */
export function wantsUserKey(service: ServiceName, { vclaim11 }: BpjsSettingValues): boolean {
  return service !== 'vclaim-1.1' || vclaim11 === 'needs-user-key';
}
