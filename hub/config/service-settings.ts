import { isTree, treeOf } from './values.ts';

/**
 * The plain settings a release's paths may name (`{ setting: institution }`) for one of its services: those of
 * `settings.services.SERVICE`, and above them the instance's own.
 */
export function settingsOfService(settings: unknown, service: string): Readonly<Record<string, string>> {
  const own = treeOf(settings);
  const merged = { ...own, ...treeOf(treeOf(own['services'])[service]) };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) =>
      isTree(value) || Array.isArray(value) || value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  );
}
