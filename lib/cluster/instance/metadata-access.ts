/**
 * Which containers can reach the instance metadata service, where the credentials of the instance role are. Tokens
 * (IMDSv2) are always required. Containers in host mode always reach it: that is what host mode means.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
 */
export interface MetadataAccess {
  /**
   * Tasks in awsvpc mode.
   *
   * @default 'blocked' - a task has its own role; with the instance's it could act for every task on the instance
   */
  readonly awsvpc?: 'blocked' | 'reachable';

  /**
   * Containers in bridge mode. Blocked: the answer to a token request may make one hop only, and a packet filter rule
   * drops what they send there, also after a reboot (on Bottlerocket, where no such rule can be set from user data,
   * only the hop limit). Reachable: two hops.
   *
   * @default 'blocked' - for the same reason
   */
  readonly bridge?: 'blocked' | 'reachable';
}
