import { signal } from '@preact/signals';

export type Language = 'id' | 'en';

const kept = localStorage.getItem('simpul-bahasa');
/** Whatever reads it while it is drawn is drawn anew when it changes. */
export const language = signal<Language>(kept === 'en' ? 'en' : 'id');

/** The same in both languages, side by side: a sentence that lacks one cannot be written. */
export function say(indonesian: string, english: string): string {
  return language.value === 'id' ? indonesian : english;
}

export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem('simpul-bahasa', chosen);
  document.documentElement.lang = chosen;
}
