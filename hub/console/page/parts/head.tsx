import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

interface HeadProps {
  readonly title: string;
  readonly about?: string | undefined;
  /** Buttons at its right. */
  readonly children?: ComponentChildren;
}

export function Head({ title, about, children }: HeadProps) {
  useEffect(() => {
    document.title = `${title} · Simpul`;
  }, [title]);
  return (
    <header class="kepala">
      <div>
        <h1>{title}</h1>
        {about && <p class="redup">{about}</p>}
      </div>
      {children && <div class="tombol">{children}</div>}
    </header>
  );
}
