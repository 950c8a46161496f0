/**
 * Shell commands that keep containers in bridge mode away from the instance's metadata, and so from its role.
 *
 * The rule stands in Docker's own DOCKER-USER chain, which Docker makes anew whenever it starts: a unit that is
 * wanted by and part of docker.service puts it back after each restart and reboot. It runs before the agent starts,
 * so no task is ever without it, and it is queued, not waited for: user data must not block on Docker.
 *
 * @see https://repost.aws/knowledge-center/ecs-container-ec2-metadata
 */
export const BLOCK_BRIDGE_METADATA: readonly string[] = [
  "cat <<'STOWAGE' > /etc/systemd/system/stowage-metadata-rule.service",
  '[Unit]',
  'Description=Drop packets from containers in bridge mode to instance metadata',
  'After=docker.service',
  'PartOf=docker.service',
  'Before=ecs.service',
  '[Service]',
  'Type=oneshot',
  'RemainAfterExit=yes',
  'ExecStart=/bin/sh -c "iptables -w -C DOCKER-USER -d 169.254.169.254/32 -j DROP || iptables -w -I DOCKER-USER -d 169.254.169.254/32 -j DROP"',
  '[Install]',
  'WantedBy=docker.service',
  'STOWAGE',
  'systemctl daemon-reload',
  'systemctl enable stowage-metadata-rule.service',
  'systemctl start --no-block stowage-metadata-rule.service',
];
