import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { say } from '../language.ts';

interface CopyProps {
  readonly label: string;
  readonly text: string;
  /** More lines than one. */
  readonly long?: boolean;
}

/** A text to be taken along. Where the browser gives nobody its clipboard, it is marked, and the keyboard does the rest. */
export function Copy({ label, text, long }: CopyProps) {
  const shown = useRef<HTMLTextAreaElement>(null);
  const said = useSignal('');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      said.value = say('Tersalin', 'Copied');
    } catch {
      shown.current?.select();
      said.value = say('Tekan Ctrl+C untuk menyalin', 'Press Ctrl+C to copy');
    }
  }
  return (
    <div class="salin">
      <textarea ref={shown} readOnly rows={long ? 2 : 1} aria-label={label} value={text} spellcheck={false} />
      <button type="button" onClick={() => void copy()}>
        {say('Salin', 'Copy')}
      </button>
      <span role="status" class="redup">
        {said.value}
      </span>
    </div>
  );
}
