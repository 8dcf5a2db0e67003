import { type ChildHub, withDirectory } from '../../hub/cli/child-hub.ts';
import { freePort } from '../changes/free-port.ts';
import { demoWith } from '../demo-city.ts';

/** A hub in a process of its own, that can be killed and comes back at the same address. */
export interface City {
  readonly url: string;
  readonly directory: string;
  /** Kills it without a word and starts it again. */
  kill(): Promise<void>;
  readonly kills: number;
  stop(): Promise<void>;
  /** What was logged by every process. */
  logs(): string;
}

/** The demo, with nobody at the addresses of the upstreams: OSS only calls. */
export async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  const port = String(await freePort());
  await withDirectory({ 'simpul.yaml': demoWith({}) }, async ({ path: directory, serve }) => {
    const start = () => serve({ PORT: port, SIMPUL_LOG_LEVEL: 'info' });
    const ended: ChildHub[] = [];
    let hub = start();
    const url = await hub.ready;
    await use({
      ...{ url, directory },
      get kills() {
        return ended.length;
      },
      async kill() {
        ended.push(hub);
        hub.kill('SIGKILL');
        await hub.ended;
        hub = start();
        await hub.ready;
      },
      async stop() {
        hub.kill('SIGTERM');
        await hub.ended;
      },
      logs: () => [...ended, hub].map((one) => `${one.out()}${one.errors()}`).join('\n'),
    });
  });
}
