import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ConsoleProblem } from '../../api.ts';
import { say } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/field.tsx';
import { wordsOf } from '../../parts/toast.tsx';

interface DecisionProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  /** Asked for, where something has to be written down. */
  readonly reason?: { readonly label: string; readonly hint: string };
  readonly button: string;
  readonly danger?: boolean;
  readonly wide?: boolean;
  /** Nothing to decide about yet. */
  readonly disabled?: boolean;
  readonly run: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Somebody decides: told what will happen, and what went wrong where it did. */
export function Decision({ title, children, reason, button, danger, wide, disabled, run, onClose }: DecisionProps) {
  const words = useSignal('');
  const trouble = useSignal('');
  const busy = useSignal(false);

  async function decide(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    busy.value = true;
    trouble.value = '';
    try {
      await run(words.value);
      onClose();
    } catch (error) {
      trouble.value = error instanceof ConsoleProblem ? wordsOf(error) : String(error);
    } finally {
      busy.value = false;
    }
  }

  return (
    <Dialog title={title} onClose={onClose} {...(wide ? { wide } : {})}>
      <form class="formulir lebar-penuh" onSubmit={(event) => void decide(event)}>
        <div>{children}</div>
        {reason && (
          <TextArea
            {...reason}
            rows={3}
            required
            minLength={5}
            maxLength={300}
            value={words.value}
            onInput={({ currentTarget }) => {
              words.value = currentTarget.value;
            }}
          />
        )}
        {trouble.value && (
          <p class="salah" role="alert">
            {trouble.value}
          </p>
        )}
        <div class="tombol">
          <button type="submit" class={danger ? 'bahaya' : 'utama'} disabled={busy.value || (disabled ?? false)}>
            {busy.value ? say('Sebentar…', 'One moment…') : button}
          </button>
          <button type="button" onClick={onClose}>
            {say('Tidak jadi', 'Never mind')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function noNamesHint(): string {
  return say('Jangan tulis nama atau nomor orang.', 'Do not write names or numbers of people.');
}
