import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ConsoleProblem, type Mistake } from '../api.ts';
import { tell, wordsOf } from './toast.tsx';

interface FormProps {
  /** What its fields hold, by their names; rejects with what is wrong. */
  readonly send: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly done?: string;
  readonly sent?: () => void;
  readonly submit: string;
  /** Fields; `mistakeOf(name)` is what the hub said of one. */
  readonly children: (mistakeOf: (name: string) => string | undefined) => ComponentChildren;
}

/** Sends what was filled in, and shows every mistake beside its field. What was typed stays until it is taken. */
export function Form({ send, done, sent, submit, children }: FormProps) {
  const mistakes = useSignal<readonly Mistake[]>([]);
  const trouble = useSignal('');
  const busy = useSignal(false);

  async function onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    busy.value = true;
    trouble.value = '';
    mistakes.value = [];
    try {
      await send(values);
      form.reset();
      if (done !== undefined) tell(done);
      sent?.();
    } catch (error) {
      mistakes.value = error instanceof ConsoleProblem ? error.mistakes : [];
      trouble.value = mistakes.value.length > 0 ? (error as Error).message : wordsOf(error);
      requestAnimationFrame(() => showMistake(form));
    } finally {
      busy.value = false;
    }
  }

  return (
    <form class="formulir" onSubmit={onSubmit}>
      {children((name) => mistakes.value.find(({ di }) => di === name)?.masalah)}
      <p class="salah" role="alert">
        {trouble.value}
      </p>
      <div class="tombol">
        <button type="submit" class="utama" disabled={busy.value}>
          {submit}
        </button>
      </div>
    </form>
  );
}

/** In a long form the first one may be far above the button. */
function showMistake(form: HTMLFormElement): void {
  const first = form.querySelector<HTMLElement>('[aria-invalid], .salah:not(:empty)');
  first?.scrollIntoView({ block: 'center' });
  first?.focus();
}
