// The words of AWS Batch that say nothing: it gives them for everything that is VALID.

/** `ComputeEnvironment Healthy`, `JobQueue Healthy`. */
export function isHealthy(statusReason: string): boolean {
  return / Healthy$/.test(statusReason);
}
