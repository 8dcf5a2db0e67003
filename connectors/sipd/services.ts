import type { SipdConfig } from '../../openapi/generated/config.ts';

export type SipdService = SipdConfig['services'][string];

/** The keys an official or handed-over way in may have; which of them a service has says how it is entered. */
type KeyName = 'apiKey' | 'token' | 'splp';

/** Throws an Error that names the service when the instance was given no address for it or none of these keys. */
export function serviceOf(config: SipdConfig, name: string, keys: readonly KeyName[] = []): SipdService {
  const service = config.services[name];
  if (!service) throw new Error(`no SIPD service "${name}" in settings.services`);
  if (keys.length > 0 && keys.every((key) => service[key] === undefined))
    throw new Error(`the SIPD service "${name}" has no ${keys.join(' and no ')}`);
  return service;
}
