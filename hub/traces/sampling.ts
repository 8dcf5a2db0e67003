import { TraceFlags } from '@opentelemetry/api';
import {
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

/**
 * Decides once per trace: as the caller did, else by `ratio` (0 to 1). A delivery is a trace of its own and does as the
 * request did that it is linked to: half of a story is of no use to anybody.
 */
export function createSampler(ratio: number): Sampler {
  const byRatio = new TraceIdRatioBasedSampler(ratio);
  const root: Sampler = {
    shouldSample(context, traceId, _name, _kind, _attributes, [link]): SamplingResult {
      if (!link) return byRatio.shouldSample(context, traceId);
      const sampled = (link.context.traceFlags & TraceFlags.SAMPLED) !== 0;
      return { decision: sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
    },
    toString: () => `AsLinked(${byRatio})`,
  };
  return new ParentBasedSampler({ root });
}
