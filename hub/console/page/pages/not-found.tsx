import { say } from '../language.ts';
import { Head } from '../parts/head.tsx';

export function NotFound() {
  return (
    <>
      <Head title={say('Halaman tidak ada', 'No such page')} />
      <p>
        <a href="/console">{say('Kembali ke ringkasan', 'Back to the overview')}</a>
      </p>
    </>
  );
}
