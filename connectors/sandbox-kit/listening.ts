import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The listening port of a sandbox, which can be shut and opened again with the same number. */
export interface Door {
  readonly port: number;
  /** At once: nobody listens any more and every open connection is destroyed. Opens by itself after `forMs`. */
  shut(forMs?: number): void;
  open(): Promise<void>;
  /** For good. */
  close(): void;
}

const host = '127.0.0.1';

/** Listens on `wanted`, or on any free port if that one is busy or 0. */
export async function openDoor(server: Server, wanted: number): Promise<Door> {
  try {
    await listen(server, wanted);
  } catch (error) {
    if (wanted === 0 || !isBusy(error)) throw error;
    await listen(server, 0);
  }
  const { port } = server.address() as AddressInfo;
  let closed = false;
  let opening: NodeJS.Timeout | undefined;
  const open = async () => {
    clearTimeout(opening);
    // Clients know this port, so it must be the same again: if somebody took it meanwhile, wait for it.
    while (!closed && !server.listening && !(await canListen(server, port))) await sleep(50);
  };
  const shut = (forMs?: number) => {
    clearTimeout(opening);
    if (server.listening) server.close();
    server.closeAllConnections();
    if (forMs !== undefined) opening = setTimeout(() => void open(), forMs);
  };
  return {
    port,
    shut,
    open,
    close() {
      closed = true;
      shut();
    },
  };
}

async function canListen(server: Server, port: number): Promise<boolean> {
  try {
    await listen(server, port);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isBusy(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}
