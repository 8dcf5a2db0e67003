import type { Finding } from './mistakes.ts';
import { suggestion } from './nearest.ts';
import { listOf, type Tree, textsOf, treeOf } from './values.ts';

/** Names in one part of the file that must exist in another part, or in the hub. */
export function checkReferences(
  config: Tree,
  known: { readonly connectors: readonly string[]; readonly services?: readonly string[] },
): readonly Finding[] {
  const instances = Object.keys(treeOf(config.instances));
  const unknownInstance = (name: string) => `there is no instance "${name}"${suggestion(name, instances)}`;

  const sandboxes = Object.keys(treeOf(config.sandboxes))
    .filter((name) => !known.connectors.includes(name))
    .map((name) => ({
      at: ['sandboxes', name],
      reason: `there is no connector "${name}"${suggestion(name, known.connectors)}`,
    }));

  const services = Object.entries(treeOf(config.services)).flatMap(([service, settings]) => {
    const unknownService = known.services && !known.services.includes(service);
    const reason = `there is no service "${service}"${suggestion(service, known.services ?? [])}`;
    const missing = textsOf(treeOf(settings).instances)
      .filter(({ text }) => !instances.includes(text))
      .map(({ text, index }) => ({ at: ['services', service, 'instances', index], reason: unknownInstance(text) }));
    return [...(unknownService ? [{ at: ['services', service], reason }] : []), ...missing];
  });

  const agreements = listOf(config.agreements).flatMap((agreement, index) => {
    const { instansi } = treeOf(agreement);
    if (typeof instansi !== 'string' || instances.includes(instansi)) return [];
    return [{ at: ['agreements', String(index), 'instansi'], reason: unknownInstance(instansi) }];
  });

  const banks = Object.entries(treeOf(treeOf(config.pembayaran).utama))
    .filter(([, instance]) => typeof instance === 'string' && !instances.includes(instance))
    .map(([way, instance]) => ({ at: ['pembayaran', 'utama', way], reason: unknownInstance(String(instance)) }));

  return [...sandboxes, ...services, ...agreements, ...banks];
}
