// THE words that menus ask for: a node's contextValue is its kind and its tokens, sorted: `job+active+arn+id`.

/** Each with what it says. The manifest's `viewItem` conditions may use these and the kinds of nodes, nothing else. */
export const tokens = {
  active: 'a job, or a group of jobs, that have not ended',
  arn: 'it has an ARN to copy',
  array: 'the parent of an array job',
  child: 'a child of an array job',
  console: 'it has a page in the AWS console',
  disabled: 'a queue or an environment that takes no new jobs',
  enabled: 'a queue or an environment that takes jobs',
  ended: 'a job that has ended',
  failed: 'a job or an attempt that failed',
  filter: 'what it holds can be filtered',
  filtered: 'a filter is set',
  hidesInactive: 'it hides what is INACTIVE',
  id: 'it has an id to copy',
  json: 'a describe call tells of it',
  link: 'a job that stands below another one',
  list: 'a list call tells of what it holds',
  log: 'it has a log stream',
  name: 'it has a name to copy',
  pipeline: 'a job of a run of the pipeline, which has a result',
  registered: 'a revision of which jobs can be made',
  shares: 'a policy whose shares can be changed',
  showsInactive: 'it shows what is INACTIVE',
  sort: 'what it holds can be sorted',
} as const;

export type Token = keyof typeof tokens;

export function contextValue(kind: string, its: readonly Token[]): string {
  return [kind, ...[...new Set(its)].sort()].join('+');
}
