import type { Callback } from '../../connectors/callback.ts';
import type { Connector } from '../../connectors/connector.ts';

export interface CallbackInstance {
  /** As configured; a part of the address. */
  readonly name: string;
  readonly connector: Connector<never>;
  readonly settings: unknown;
}

export interface Route {
  readonly instance: CallbackInstance;
  readonly callback: Callback<unknown>;
  readonly pathNames: Readonly<Record<string, string>>;
}

export type Matched =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'other-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

export const PREFIX = '/callbacks/';

/** Finds what stands at an address: `/callbacks/{instance}/{path of a callback}`. */
export function createRoutes(instances: readonly CallbackInstance[]) {
  const byName = new Map(instances.map((instance) => [instance.name, instance]));

  return (method: string, path: string): Matched => {
    const [name = '', ...parts] = partsOf(path.slice(PREFIX.length)) ?? [];
    const instance = byName.get(name);
    if (!instance || parts.length === 0) return { kind: 'unknown' };
    const callbacks = (instance.connector.callbacks ?? []) as readonly Callback<unknown>[];
    const fitting = callbacks.flatMap((callback) => {
      const pathNames = callback.path === '*' ? {} : namesIn(callback.path.split('/'), parts);
      return pathNames ? [{ instance, callback, pathNames }] : [];
    });
    const route = fitting.find(({ callback }) => callback.method === method);
    if (route) return { kind: 'route', route };
    const allowed = [...new Set(fitting.map(({ callback }) => callback.method))];
    return allowed.length > 0 ? { kind: 'other-method', allowed } : { kind: 'unknown' };
  };
}

/** `undefined`: it cannot be decoded. */
function partsOf(path: string): readonly string[] | undefined {
  try {
    return path.replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function namesIn(template: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (template.length !== parts.length) return undefined;
  const names: Record<string, string> = {};
  for (const [index, wanted] of template.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(.+)\}$/.exec(wanted)?.[1];
    if (name !== undefined && part !== '') names[name] = part;
    else if (wanted !== part) return undefined;
  }
  return names;
}
