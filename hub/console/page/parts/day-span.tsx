import type { Signal } from '@preact/signals';
import { say } from '../language.ts';
import { Choice } from './choice.tsx';

/** Days up to today. */
export type DaySpan = 7 | 30 | 90;

/** The heading of a trend, and over how many days it goes. The section around it is labelled by `tren`. */
export function TrendHead({ span }: { readonly span: Signal<DaySpan> }) {
  return (
    <div class="saring">
      <h2 id="tren">{say('Tren', 'Trend')}</h2>
      <Choice<DaySpan>
        label={say('Rentang', 'Span')}
        chosen={span.value}
        options={([7, 30, 90] as const).map((one) => [one, say(`${one} hari`, `${one} days`)])}
        choose={(one) => {
          span.value = one;
        }}
      />
    </div>
  );
}
