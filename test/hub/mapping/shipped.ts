import { connectors } from '../../../connectors/index.ts';
import { type LoadOptions, loadMappings } from '../../../hub/mapping/load.ts';

/** Mappings as a hub loads them: with what the connectors say of their protocols. */
export function loadShipped(options: Pick<LoadOptions, 'root' | 'own' | 'only' | 'typed'> = {}) {
  return loadMappings({
    ...options,
    protocolsOf: (upstream) => connectors[upstream] && Object.keys(connectors[upstream].protocols),
    facadesOf: (upstream) => Object.keys(connectors[upstream]?.facades ?? {}),
    dialectsOf: (upstream) => connectors[upstream]?.dialects ?? [],
  });
}
