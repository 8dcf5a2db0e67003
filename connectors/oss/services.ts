import type { OssConfig } from '../../openapi/generated/config.ts';

export type OssService = OssConfig['services'][string];

/** Throws an Error that names the service when the instance was given no address for it, or not its credentials. */
export function serviceOf(config: OssConfig, service: string, needs: readonly (keyof OssService)[] = []): OssService {
  const own = config.services[service];
  if (!own) throw new Error(`no OSS service "${service}" in settings.services`);
  const lacking = needs.find((name) => own[name] === undefined);
  if (lacking !== undefined) throw new Error(`the OSS service "${service}" has no ${lacking}`);
  return own;
}
