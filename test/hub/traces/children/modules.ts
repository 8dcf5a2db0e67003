import { registerHooks } from 'node:module';

/** Preloaded before the hub: says at its end which packages of OpenTelemetry were loaded, one line each. */
const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    const name = /\/node_modules\/(@opentelemetry\/[^/]+)\//.exec(url)?.[1];
    if (name) loaded.add(name);
    if (url.endsWith('/hub/app.ts')) loaded.add('hub/app.ts');
    return next(url, context);
  },
});
process.on('exit', () => process.stdout.write(`\n${[...loaded].map((name) => `loaded ${name}\n`).join('')}`));
