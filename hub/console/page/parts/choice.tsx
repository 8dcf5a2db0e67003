interface ChoiceProps<Value extends string | number> {
  readonly label: string;
  readonly chosen: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly choose: (value: Value) => void;
}

/** A few buttons of which one is pressed. */
export function Choice<Value extends string | number>({ label, chosen, options, choose }: ChoiceProps<Value>) {
  return (
    <fieldset class="pilihan" aria-label={label}>
      {options.map(([value, words]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
          {words}
        </button>
      ))}
    </fieldset>
  );
}
