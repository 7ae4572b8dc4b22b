// What the ARNs of ECS say of the place of a job: the cluster, and with it the compute environment.

/** `arn:…:task/<cluster>/<id>`, `arn:…:container-instance/<cluster>/<id>`; undefined for the short form of old accounts. */
export function clusterOfArn(arn: string | undefined): string | undefined {
  return /^arn:[^:]+:ecs:[^:]*:[^:]*:(?:task|container-instance)\/([^/]+)\/[^/]+$/.exec(arn ?? '')?.[1];
}

/** AWS Batch calls the cluster of an environment `<environment>_Batch_<uuid>`. */
export function environmentOfCluster(cluster: string): string {
  return cluster.replace(/_Batch_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '');
}
