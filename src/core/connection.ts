// Where the user works: on the local engine, in AWS, or on another endpoint. A value that never changes.

export type Connection =
  /** The local engine of this user, started when it is needed. */
  | { readonly kind: 'local' }
  /** AWS itself. Without a profile: the SDK's own chain (environment, default profile, instance). */
  | { readonly kind: 'aws'; readonly profile?: string; readonly region: string }
  /** Anything that speaks the protocols: another emulator, a proxy. */
  | { readonly kind: 'endpoint'; readonly url: string; readonly profile?: string; readonly region: string };

/** The same for equal connections: a key for what is remembered of one. */
export function connectionKey(connection: Connection): string {
  switch (connection.kind) {
    case 'local':
      return 'local';
    case 'aws':
      return `aws:${connection.profile ?? ''}:${connection.region}`;
    case 'endpoint':
      return `endpoint:${connection.url}:${connection.profile ?? ''}:${connection.region}`;
  }
}
