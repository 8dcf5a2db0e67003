import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { ask } from '../api.ts';
import { say } from '../language.ts';
import { wordsOf } from './toast.tsx';

export interface Load<Value> {
  readonly value: Value | undefined;
  readonly trouble: string;
  reload(): void;
}

/** What the hub answers at this address; asked again when the address changes. */
export function useLoad<Value>(path: string): Load<Value> {
  const value = useSignal<Value | undefined>(undefined);
  const trouble = useSignal('');
  const round = useSignal(0);
  useEffect(() => {
    const left = new AbortController();
    ask<Value>('GET', path, undefined, left.signal).then(
      (answer) => {
        value.value = answer;
        trouble.value = '';
      },
      (error: unknown) => {
        if (!left.signal.aborted) trouble.value = wordsOf(error);
      },
    );
    return () => left.abort();
  }, [path, round.value]); // the round asks again
  const reload = () => {
    round.value += 1;
  };
  return { value: value.value, trouble: trouble.value, reload };
}

interface LoadedProps<Value> {
  readonly load: Load<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

export function Loaded<Value>({ load, children }: LoadedProps<Value>) {
  if (load.trouble !== '' && load.value === undefined)
    return (
      <div class="kosong" role="alert">
        <p class="salah">{load.trouble}</p>
        <button type="button" onClick={load.reload}>
          {say('Coba lagi', 'Try again')}
        </button>
      </div>
    );
  if (load.value === undefined) return <p class="memuat">{say('Memuat…', 'Loading…')}</p>;
  return <>{children(load.value)}</>;
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="kosong">{children}</p>;
}
