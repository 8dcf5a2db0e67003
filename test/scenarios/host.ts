import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** An address of an upstream that can be taken away while the upstream itself goes on. */
export interface Host {
  readonly url: string;
  /** At once: connections are refused from now on and open ones are cut. */
  close(): Promise<void>;
}

/**
 * Gives a sandbox one more address on 127.0.0.1. Bytes are passed on as they come, so what is kept alive, cut or reset
 * behind it is so before it too; where nobody listens behind it, a connection is cut, not refused.
 */
export async function startHost(target: string): Promise<Host> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (before) => {
    const behind = connect({ host: hostname, port: Number(port), noDelay: true });
    join(before, behind);
    join(behind, before);
  });

  function join(from: Socket, to: Socket): void {
    open.add(from);
    from.pipe(to);
    from.on('error', () => to.resetAndDestroy());
    from.on('close', () => open.delete(from));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<unknown>((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
