import { SandboxInputError } from '../../../connectors/sandbox-kit/fault-input.ts';
import { defineSandbox } from '../../../connectors/sandbox-kit/server.ts';
import { numberSetting } from '../../../connectors/sandbox-kit/settings.ts';

/** The smallest upstream: it counts what it was asked to book and answers in JSON. */
export const echoSandbox = defineSandbox({
  name: 'echo',
  plays: 'an upstream that repeats its path',
  preferredPort: 18099,
  faults: { shout: { explanation: 'The path in capitals.', stage: 'content' } },
  settings: { first: numberSetting(0, 'Where counting starts.') },
  create({ settings }) {
    let booked = 0;
    return {
      answer({ pathParts, body, faults }) {
        booked += 1;
        const path = pathParts.join('/');
        const shown = faults.some(({ kind }) => kind === 'shout') ? path.toUpperCase() : path;
        return { status: 200, body: JSON.stringify({ path: shown, body, booked: settings.first + booked }) };
      },
      actions: {
        async say(input) {
          if (typeof input !== 'object' || input === null || !('word' in input)) {
            throw new SandboxInputError('say needs a "word"');
          }
          return { said: input.word };
        },
        async forget() {
          booked = 0;
        },
      },
      people: () => [{ nama: 'BUDI SANTOSO' }],
    };
  },
});
