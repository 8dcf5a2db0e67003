import type { SandboxOptions } from '../../../connectors/connector.ts';
import type { SettableSandbox, SettableSandboxStarter } from '../../../connectors/sandbox-kit/server.ts';

/** Closes the sandbox even when an assertion fails. */
export async function withSandbox(
  sandbox: SettableSandboxStarter,
  use: (running: SettableSandbox) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  const running = await sandbox.start(options);
  try {
    await use(running);
  } finally {
    await running.close();
  }
}
