import { connectors } from '../../connectors/index.ts';
import { CommandError } from './command-error.ts';

export async function sandbox(names: readonly string[], { people }: { readonly people: number }): Promise<void> {
  const unknown = names.filter((name) => !connectors[name]);
  if (unknown.length > 0)
    throw new CommandError(`no sandbox ${unknown.join(', ')}; there are ${Object.keys(connectors).join(', ')}`, 2);
  const chosen = Object.values(connectors).filter(({ name }) => names.length === 0 || names.includes(name));
  const running = await Promise.all(
    chosen.map(async ({ name, sandbox: { preferredPort, start } }) => ({
      name,
      sandbox: await start({ port: preferredPort, people }),
    })),
  );
  for (const one of running)
    process.stdout.write(
      `${one.name.padEnd(12)} ${one.sandbox.url}   people, faults and switches: ${one.sandbox.url}/_sandbox\n`,
    );
  const stop = () => void Promise.all(running.map((one) => one.sandbox.close())).then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
