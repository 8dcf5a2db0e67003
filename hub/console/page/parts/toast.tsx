import { signal } from '@preact/signals';
import { ConsoleProblem } from '../api.ts';

interface Said {
  readonly id: number;
  readonly words: string;
  readonly wrong: boolean;
}

const said = signal<readonly Said[]>([]);
const SHOWN_MS = 6000;
let last = 0;

export function tell(words: string, wrong = false): void {
  last += 1;
  const id = last;
  said.value = [...said.value, { id, words, wrong }];
  setTimeout(() => {
    said.value = said.value.filter((one) => one.id !== id);
  }, SHOWN_MS);
}

/** Does it, says that it is done, or says why not. Resolves to whether it is done. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work();
    if (done !== undefined) tell(done);
    return true;
  } catch (error) {
    tell(wordsOf(error), true);
    return false;
  }
}

export function wordsOf(error: unknown): string {
  if (error instanceof ConsoleProblem)
    return [error.message, ...error.mistakes.map(({ di, masalah }) => `${di}: ${masalah}`)].join(' ');
  return (error as Error).message;
}

export function Toasts() {
  return (
    <div class="pemberitahuan" role="status" aria-live="polite">
      {said.value.map(({ id, words, wrong }) => (
        <p key={id} class={wrong ? 'salah' : ''}>
          {words}
        </p>
      ))}
    </div>
  );
}
