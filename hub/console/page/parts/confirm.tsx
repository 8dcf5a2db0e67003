import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { say } from '../language.ts';
import { Dialog } from './dialog.tsx';
import { attempt } from './toast.tsx';

interface ConfirmProps {
  /** On the button that asks. */
  readonly label: string;
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  readonly act: () => Promise<unknown>;
  readonly done: string;
  readonly after?: () => void;
}

/** A button for what cannot be undone: it says what will happen before it does. */
export function Confirm({ label, title, children, act, done, after }: ConfirmProps) {
  const open = useSignal(false);
  const close = () => {
    open.value = false;
  };
  async function go(): Promise<void> {
    if (!(await attempt(act, done))) return;
    close();
    after?.();
  }
  return (
    <>
      <button
        type="button"
        class="bahaya"
        onClick={() => {
          open.value = true;
        }}
      >
        {label}
      </button>
      {open.value && (
        <Dialog title={title} onClose={close}>
          {children}
          <div class="tombol">
            <button type="button" class="bahaya" onClick={() => void go()}>
              {label}
            </button>
            <button type="button" onClick={close}>
              {say('Batal', 'Cancel')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
