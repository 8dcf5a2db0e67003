import type { UpstreamAnswer, UpstreamRequest } from '../../sandbox-kit/definition.ts';
import { SandboxInputError } from '../../sandbox-kit/fault-input.ts';
import { defineSandbox } from '../../sandbox-kit/server.ts';
import { isRecord } from '../../sandbox-kit/wire-json.ts';
import { plain, saidInstead } from './answers.ts';
import { type Books, createBooks } from './books.ts';
import { createDoors, type Doors } from './doors.ts';
import { sipdFaults } from './fault-kinds.ts';
import { mirror } from './mirror.ts';
import { offices } from './offices.ts';
import { planning } from './planning.ts';
import { type SipdSettingValues, sipdSettings } from './settings.ts';
import { createThrottle, type Throttle } from './throttling.ts';
import { treasury } from './treasury.ts';

/** SIPD in three parts, written from the SIPD notes alone: planning, treasury, and the mirror a region runs. */
export const sipdSandbox = defineSandbox({
  name: 'sipd',
  plays:
    'SIPD: planning at /api, treasury at /referensi and /pengeluaran, both also through the gateway at /t/{tenant}/{api}/{version} with /oauth2/token; the WP-SIPD mirror at /wp-admin/admin-ajax.php',
  preferredPort: 18088,
  faults: sipdFaults,
  settings: sipdSettings,
  create({ now, settings }) {
    const books = createBooks(now, settings);
    const throttle = createThrottle(now, settings);
    const house: House = { books, throttle, settings, doors: createDoors(now, settings) };
    return {
      answer: (request) => answer(request, house),
      people: () => offices.map(({ id, code, name }) => ({ nama: name, id: String(id), kode: code })),
      ledger: throttle.counts,
      actions: {
        'change-prices': async (input) => ({ changed: books.changePrices(countIn(input)) }),
        'change-lines': async (input) => ({ changed: books.changeLines(countIn(input)) }),
      },
    };
  },
});

interface House {
  readonly books: Books;
  readonly throttle: Throttle;
  readonly doors: Doors;
  readonly settings: SipdSettingValues;
}

function answer(request: UpstreamRequest, house: House): UpstreamAnswer {
  const { pathParts, faults } = request;
  const { books, throttle, doors, settings } = house;
  const entered = doors.enter(request);
  if (entered) return entered;
  const viaGateway = pathParts[0] === 't' && pathParts.length > 4;
  const parts = viaGateway ? pathParts.slice(4) : pathParts;
  const isMirror = !viaGateway && parts[0] === 'wp-admin';
  const isPlanning = parts[0] === 'api';
  const tooMany = throttle.refuse(faults, !isMirror && !isPlanning);
  if (tooMany) return tooMany;
  const said = saidInstead(faults);
  if (said) return said;
  if (isMirror) return mirror(request, { books, settings });
  if (viaGateway && settings.channel === 'not-yet') return plain(404, 'Not Found');
  const refusal = isPlanning && !viaGateway ? doors.refusePlanning(request) : doors.refuseBearer(request);
  if (refusal) return refusal;
  return isPlanning
    ? planning(request, parts.slice(1), { books, settings })
    : treasury(request, parts, { books, settings, headers: throttle.headers });
}

function countIn(input: unknown): number {
  const count = isRecord(input) ? input.count : undefined;
  if (!Number.isInteger(count) || Number(count) < 1) throw new SandboxInputError('count is a whole number from 1');
  return Number(count);
}
