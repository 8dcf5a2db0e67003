import type { SimpulConfig } from '../../openapi/generated/config.ts';
import type { Connectors } from './sandboxes.ts';
import { follow, type Schema, schemas } from './schemas.ts';
import { isTree, treeOf } from './values.ts';

/** The configuration for printing: whatever its schema calls `writeOnly` is `[set]` or `[missing]`. */
export function maskedConfig(config: SimpulConfig, connectors: Connectors): Readonly<Record<string, unknown>> {
  const instances = Object.entries(config.instances).map(([name, { settings, ...others }]) => {
    const schema = schemas[connectors[others.connector]?.configSchema ?? ''];
    // settings of a connector that nobody knows: any of them may be the password
    const shown = schema ? masked(schema, settings) : '[set]';
    return [name, { ...treeOf(masked({ $ref: '#/components/schemas/InstanceConfig' }, others)), settings: shown }];
  });
  const { instances: _shownAbove, ...hub } = config;
  return {
    ...treeOf(masked({ $ref: '#/components/schemas/SimpulConfig' }, hub)),
    instances: Object.fromEntries(instances),
  };
}

function masked(schema: Schema, value: unknown): unknown {
  const own = follow(schema);
  if (own.writeOnly) return value === undefined || value === '' ? '[missing]' : '[set]';
  if (Array.isArray(value)) {
    const { items } = own;
    return items ? value.map((item) => masked(items, item)) : value;
  }
  if (!isTree(value)) return value;
  const { properties = {}, additionalProperties } = own;
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const secrets = Object.keys(properties).filter((name) => properties[name] && follow(properties[name]).writeOnly);
  return Object.fromEntries(
    [...new Set([...Object.keys(value), ...secrets])].map((name) => {
      const inner = properties[name] ?? others;
      return [name, inner ? masked(inner, value[name]) : value[name]];
    }),
  );
}
