import { watch } from 'chokidar';

export interface Watching {
  close(): Promise<void>;
}

/** Editors write a file in several steps. */
const QUIET_MS = 120;

/** Calls when files below these folders have changed and nothing more happens for a moment. */
export async function watchFolders(
  folders: readonly string[],
  changed: () => void,
  trouble: (what: string, error: unknown) => void,
): Promise<Watching> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch([...folders], {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !path.endsWith('.yaml'),
  });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  });
  watcher.on('error', (error) => trouble('the mapping folders could not be watched', error));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
