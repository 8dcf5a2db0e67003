import { expect, jest, test } from '@jest/globals';
import { createWaiting, type Waiting } from '../../../hub/relay/waiting.ts';

test('everybody who waits for a name is told, and nobody else', () =>
  withWaiting(async (waiting) => {
    const ended = endings(waiting, ['a', 'a', 'b']);
    waiting.tell('a');
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['a', 'a']);
    waiting.tell('b');
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['a', 'a', 'b']);
    expect(jest.getTimerCount()).toBe(0);
  }));

test('whoever waits in vain goes on when the time is up', () =>
  withWaiting(async (waiting) => {
    const ended = endings(waiting, ['a']);
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toEqual(['a']);
    waiting.tell('a');
  }));

test('whoever comes after the telling waits for the next', () =>
  withWaiting(async (waiting) => {
    waiting.tell('a');
    const ended = endings(waiting, ['a']);
    await jest.advanceTimersByTimeAsync(500);
    expect(ended).toEqual([]);
    waiting.tell('a');
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['a']);
  }));

test('one whose time is up does not take the others along', () =>
  withWaiting(async (waiting) => {
    const ended = endings(waiting, ['a']);
    await jest.advanceTimersByTimeAsync(600);
    const later = endings(waiting, ['a']);
    await jest.advanceTimersByTimeAsync(400);
    expect([ended, later]).toEqual([['a'], []]);
    waiting.tell('a');
    await jest.advanceTimersByTimeAsync(0);
    expect(later).toEqual(['a']);
    expect(jest.getTimerCount()).toBe(0);
  }));

test('at the end everybody goes, and no timer is left', () =>
  withWaiting(async (waiting) => {
    const ended = endings(waiting, ['a', 'b', 'b', 'c']);
    waiting.tellAll();
    await jest.advanceTimersByTimeAsync(0);
    expect(ended.toSorted()).toEqual(['a', 'b', 'b', 'c']);
    expect(jest.getTimerCount()).toBe(0);
  }));

/** Waits a second for each; who has gone on so far. */
function endings(waiting: Waiting, names: readonly string[]): string[] {
  const ended: string[] = [];
  for (const name of names) void waiting.wait(name, 1000).then(() => ended.push(name));
  return ended;
}

async function withWaiting(action: (waiting: Waiting) => Promise<void>): Promise<void> {
  jest.useFakeTimers();
  try {
    await action(createWaiting());
  } finally {
    jest.useRealTimers();
  }
}
