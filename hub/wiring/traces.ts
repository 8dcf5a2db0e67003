import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { NO_TRACES, type OpenTraces } from '../traces/traces.ts';

/** Traces where they are configured. Where not, nothing of OpenTelemetry is loaded. */
export async function openTraces(
  { traces }: Pick<SimpulConfig, 'traces'>,
  trouble: (what: string) => void,
): Promise<OpenTraces> {
  if (!traces) return NO_TRACES;
  const { openTelemetry } = await import('../traces/telemetry.ts');
  return openTelemetry(traces, trouble);
}
