import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

interface Labelled {
  readonly label: string;
  /** What is wrong with it. */
  readonly mistake?: string | undefined;
  readonly hint?: string | undefined;
}

type FieldProps = Labelled & InputHTMLAttributes<HTMLInputElement>;

export function Field({ label, mistake, hint, ...input }: FieldProps) {
  return <Around {...{ label, mistake, hint }}>{(own) => <input {...input} {...own} />}</Around>;
}

export function TextArea({ label, mistake, hint, ...input }: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <Around {...{ label, mistake, hint }}>{(own) => <textarea {...input} {...own} />}</Around>;
}

interface SelectProps extends Labelled {
  readonly name?: string;
  readonly value?: string;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly onChange?: (value: string) => void;
  readonly options: readonly (readonly [value: string, words: string])[];
}

export function Select({ label, mistake, hint, options, value, onChange, ...select }: SelectProps) {
  return (
    <Around {...{ label, mistake, hint }}>
      {(own) => (
        <select {...select} {...own} onChange={({ currentTarget }) => onChange?.(currentTarget.value)}>
          {options.map(([one, words]) => (
            <option key={one} value={one} selected={one === value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Around>
  );
}

interface Own {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean;
}

function Around({ label, mistake, hint, children }: Labelled & { children: (own: Own) => ComponentChildren }) {
  const id = useId();
  const told = mistake ?? hint;
  const described = told ? { 'aria-describedby': `${id}-kata` } : {};
  return (
    <div class={mistake ? 'isian keliru' : 'isian'}>
      <label for={id}>{label}</label>
      {children({ id, ...described, ...(mistake ? { 'aria-invalid': true } : {}) })}
      {told && (
        <p id={`${id}-kata`} class={mistake ? 'salah' : 'redup'}>
          {told}
        </p>
      )}
    </div>
  );
}
