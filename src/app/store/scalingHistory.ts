// How many vCPUs AWS Batch wanted of each environment since the session began: its API tells only of now, and the scaling
// activities of Auto Scaling are another service's.
import type { ComputeEnvironment } from '../../core/computeEnvironment';

/** `at`: when it was first seen so, in milliseconds since 1970. */
export type ScalingStep = { readonly at: number; readonly desiredvCpus: number };

/** Of each environment the latest ones. */
const maxSteps = 12;

export class ScalingHistory {
  private readonly steps = new Map<string, readonly ScalingStep[]>();

  note(environments: readonly ComputeEnvironment[], at: number): void {
    for (const { arn, desiredvCpus } of environments) {
      if (desiredvCpus === undefined) continue;
      const known = this.steps.get(arn) ?? [];
      if (known.at(-1)?.desiredvCpus !== desiredvCpus) {
        this.steps.set(arn, [...known, { at, desiredvCpus }].slice(-maxSteps));
      }
    }
  }

  /** Oldest first; the last one is how it is now. */
  of(arn: string): readonly ScalingStep[] {
    return this.steps.get(arn) ?? [];
  }
}
