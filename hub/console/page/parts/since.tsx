import { signal } from '@preact/signals';
import { duration, moment } from '../format.ts';
import { say } from '../language.ts';

const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 5000);

/** How long ago, with the moment itself beneath the pointer. */
export function Since({ at }: { readonly at: number | string }) {
  const then = new Date(at).getTime();
  const ahead = then > now.value;
  const span = duration(now.value - then);
  return (
    <time dateTime={new Date(then).toISOString()} title={moment(then)}>
      {ahead ? say(`dalam ${span}`, `in ${span}`) : say(`${span} lalu`, `${span} ago`)}
    </time>
  );
}
